import type { Queries } from '../platform/transaction.ts';
import { readsOnlyCustomersOf, type Viewer } from '../platform/viewer.ts';

/** What a searched text may mean: customers, variants, and backorders by a number of theirs. */
export type Found = { customerIds: string[]; variantIds: string[]; backorderIds: string[] };

/**
 * Looks a text up. Numbers (backorder, order, tracking, account, SKU, UPC) by their beginning, with or without the letters
 * before them; names of customers and items by any part of them, and when there is none, by likeness, so that "cahros"
 * finds Cahors. A number is like no name. All of it is decided among what the viewer may read: what they may not read neither is
 * found nor keeps anything else from being found.
 */
export async function findByText(viewer: Viewer, queries: Queries, text: string): Promise<Found> {
  const onlyOf = readsOnlyCustomersOf(viewer);
  const sought = text.trim();
  const [found] = await queries.rows<Found>(FIND, [
    ...numbersFrom(sought, 'BO-'),
    ...numbersFrom(sought, 'SO-'),
    ...textsFrom(sought.toUpperCase()),
    beginning(sought.toUpperCase()),
    anywhere(sought),
    onlyOf,
  ]);
  const { customerIds, variantIds, backorderIds } = found as Found;
  const isFound = customerIds.length + variantIds.length + backorderIds.length > 0;
  if (isFound || sought.length < 4 || IS_NUMBER.test(sought)) return found as Found;
  const [alike] = await queries.rows<Omit<Found, 'backorderIds'>>(FIND_ALIKE, [sought, onlyOf]);
  return { backorderIds: [], ...(alike as Omit<Found, 'backorderIds'>) };
}

const IS_NUMBER = /^([a-z]+-)?\d+$/i;

/** Every text from the first on and before the second, in the order of bytes. */
type Range = [from: string, before: string];
const NOTHING: Range = ['', ''];

/** The numbers of a kind that begin so: `1042` may be BO-1042. */
export function numbersFrom(text: string, letters: string): Range {
  const upper = text.toUpperCase();
  if (/^\d+$/.test(upper)) return textsFrom(`${letters}${upper}`);
  return upper.startsWith(letters) ? textsFrom(upper) : NOTHING;
}

/** What begins with a text. A range, because an index finds it whatever the text of a prepared statement is. */
export function textsFrom(beginning: string): Range {
  return beginning === '' ? NOTHING : [beginning, `${beginning}\u{10FFFF}`];
}

/** A pattern of what begins with a text. */
export function beginning(text: string): string {
  return `${literally(text)}%`;
}

/** A pattern of what has a text in it. */
export function anywhere(text: string): string {
  return `%${literally(text)}%`;
}

/** Without the wildcards a text may contain. */
function literally(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&');
}

/** More backorders than this by a number is no search for one. */
const MOST = 1000;

/** Whether a customer `c` is one that the viewer may read. */
const isReadable = (only: string) => `(${only}::bigint is null or c.sales_rep_id = ${only})`;

const FIND = `
  select
    array(select c.id from customers c where (upper(c.account_number) like $7 or c.name ilike $8) and ${isReadable('$9')}) as "customerIds",
    array(select id from variants where upper(sku) like $7 or upc like $7 or name ilike $8) as "variantIds",
    array(
      (select b.id from backorders b join customers c on c.id = b.customer_id
        where b.number collate "C" >= $1 and b.number collate "C" < $2 and ${isReadable('$9')} limit ${MOST})
      union
      (select b.id from orders o join backorders b on b.order_id = o.id join customers c on c.id = o.customer_id
        where o.number collate "C" >= $3 and o.number collate "C" < $4 and ${isReadable('$9')} limit ${MOST})
      union
      (select f.backorder_id from shipments s join fulfillments f on f.shipment_id = s.id join customers c on c.id = s.customer_id
        where upper(s.tracking_number) collate "C" >= $5 and upper(s.tracking_number) collate "C" < $6
          and f.backorder_id is not null and ${isReadable('$9')} limit ${MOST})) as "backorderIds"`;

/** What is nearly as like as the likest; the threshold of likeness is set by the connection. */
const FIND_ALIKE = `
  with alike as (
    select 'customer' as kind, id, word_similarity($1, name) as likeness from customers c where $1 <% name and ${isReadable('$2')}
    union all
    select 'variant', id, word_similarity($1, name) from variants where $1 <% name),
  likest as (select kind, id from alike where likeness >= (select max(likeness) from alike) - 0.1 order by likeness desc, id limit 1000)
  select
    array(select id from likest where kind = 'customer') as "customerIds",
    array(select id from likest where kind = 'variant') as "variantIds"`;
