import { z } from 'zod';
import { parseAmount } from '#domain/money.ts';
import { MAXIMUM_QUANTITY } from '#domain/quantity.ts';

/** A record's id: a whole number above zero, as a string. */
export const id = z.string().regex(/^[1-9]\d{0,17}$/, 'is not an id');

/**
 * Text a person typed, of any number of lines: no control characters but line breaks and tabs, nothing that turns the direction
 * of writing, no half characters.
 */
export const text = (longest: number) =>
  z
    .string()
    .max(longest)
    .refine((value) => !UNPRINTABLE.test(value), 'has a character that cannot be shown');
const UNPRINTABLE = /[^\P{Cc}\n\r\t]|[\u202A-\u202E\u2066-\u2069]|\p{Cs}/u;

/** Text that says something. */
export const words = (longest: number) => text(longest).refine((value) => value.trim() !== '', 'is empty');

/**
 * Text of one line that stays what it looks like, for names, codes and references. Two that look the same are the same:
 * no control character or line break, nothing without a width, nothing that turns the direction of writing.
 */
export const line = (longest: number) =>
  text(longest).refine((value) => !UNSEEN.test(value), 'has a character that is not seen');
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u;

/** A line that says something: a name, a code, a reference. Blanks around it, as copying brings them along, are not part of it. */
export const name = (longest: number) =>
  line(longest)
    .refine((value) => value.trim() !== '', 'is empty')
    .overwrite((value) => value.trim());

/** A quantity in base units, above zero. */
export const quantity = z.int().min(1).max(MAXIMUM_QUANTITY);
/** A quantity in base units that may be zero. */
export const quantityOrZero = z.int().min(0).max(MAXIMUM_QUANTITY);

/** A day of the business, `YYYY-MM-DD`. */
export const date = z.iso
  .date()
  .refine((value) => value >= '1900-01-01' && value < '3000-01-01', 'is not a date between 1900 and 2999');

/** An instant, RFC 3339. */
export const instant = z.iso
  .datetime({ offset: true })
  .refine((value) => value >= '1900' && value < '3000', 'is not an instant between 1900 and 2999');

/** Money with up to four decimals, never negative. */
export const money = z.object({
  amount: z.string().refine((value) => {
    const parsed = parseAmount(value);
    return parsed !== null && parsed >= 0n && parsed < 10n ** 13n;
  }, 'is not an amount from 0 up, with at most 4 decimals'),
  currency: z.string().regex(/^[A-Z]{3}$/, 'is not an ISO 4217 code'),
});

/** Money to the cent, never negative. */
export const moneyToCent = money.refine(({ amount }) => (parseAmount(amount) ?? 0n) % 100n === 0n, {
  path: ['amount'],
  error: 'has more than 2 decimals',
});

/** Money as answered. */
export const moneyOut = z.object({ amount: z.string(), currency: z.string() });

/** A postal address; every part may be left out. */
export const address = z.object({
  name: line(200).optional(),
  line1: line(200).optional(),
  line2: line(200).optional(),
  city: line(100).optional(),
  region: line(100).optional(),
  postalCode: line(20).optional(),
  country: line(60).optional(),
});
/** A postal address as given and answered. */
export type Address = z.infer<typeof address>;

/** A list or report as it is answered, or the whole of it as a file: then pages count for nothing. */
export const format = z.enum(['json', 'csv', 'xlsx']).optional();

/** What every list takes. */
export const page = {
  format,
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z
    .string()
    .max(3_000)
    .regex(/^[A-Za-z0-9_-]+$/, 'is not a cursor')
    .optional(),
};

/** What a list takes that can be searched by a text. */
export const searchablePage = { ...page, q: text(100).optional() };

/** What a list takes whose records change: only those changed at or after this instant, in the order they changed. */
export const changes = { updatedSince: instant.optional() };

/** When a record of such a list last changed. */
export const changed = { updatedAt: z.string() };

/** What every list answers. */
export const pageOf = <Item extends z.ZodType>(item: Item) =>
  z.object({ data: z.array(item), nextCursor: z.string().nullable() });

/** The `{id}` of a path. */
export const idParameters = z.object({ id });

/** Ids in a query, with commas between. */
export const idList = z
  .string()
  .max(4000)
  .transform((value) => value.split(','))
  .pipe(z.array(id).max(200));

/** `true` or `false` in a query. */
export const flag = z.enum(['true', 'false']).transform((value) => value === 'true');

/**
 * The id a record has in the program that sent it, unique among the records of its kind that the same sender sent: a program
 * by the name of its key, or a person.
 */
export const externalId = name(100);

/** Who or what a record names, for links. */
export const reference = z.object({ id: z.string(), number: z.string() });

/** Whether an order ships in parts or only as a whole (rule 11). */
export const shipPolicy = z.enum(['partial', 'complete']);
/** What becomes of a shortage: a backorder, cancelled, or the customer is asked (rule 36). */
export const shortageRule = z.enum(['backorder', 'cancel_shortage', 'ask']);
