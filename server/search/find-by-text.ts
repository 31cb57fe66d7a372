import type { Queries } from '../platform/transaction.ts';

/** What a searched text may mean: customers, variants, and backorders by a number of theirs. */
export type Found = { customerIds: string[]; variantIds: string[]; backorderIds: string[] };

/**
 * Looks a text up. Numbers (backorder, order, tracking, account, SKU, UPC) by their beginning, with or without the letters
 * before them; names of customers and items by any part of them, and when there is none, by likeness, so that "cahros"
 * finds Cahors. A number is like no name.
 */
export async function findByText(queries: Queries, text: string): Promise<Found> {
  const sought = text.trim();
  const [found] = await queries.rows<Found>(FIND, [
    ...numbersFrom(sought, 'BO-'),
    ...numbersFrom(sought, 'SO-'),
    ...textsFrom(sought.toUpperCase()),
    beginning(sought.toUpperCase()),
    anywhere(sought),
  ]);
  const { customerIds, variantIds, backorderIds } = found as Found;
  const isFound = customerIds.length + variantIds.length + backorderIds.length > 0;
  if (isFound || sought.length < 4 || IS_NUMBER.test(sought)) return found as Found;
  const [alike] = await queries.rows<Omit<Found, 'backorderIds'>>(FIND_ALIKE, [sought]);
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

const FIND = `
  select
    array(select id from customers where upper(account_number) like $7 or name ilike $8) as "customerIds",
    array(select id from variants where upper(sku) like $7 or upc like $7 or name ilike $8) as "variantIds",
    array(
      (select id from backorders where number collate "C" >= $1 and number collate "C" < $2 limit ${MOST})
      union
      (select b.id from orders o join backorders b on b.order_id = o.id
        where o.number collate "C" >= $3 and o.number collate "C" < $4 limit ${MOST})
      union
      (select f.backorder_id from shipments s join fulfillments f on f.shipment_id = s.id
        where upper(s.tracking_number) collate "C" >= $5 and upper(s.tracking_number) collate "C" < $6
          and f.backorder_id is not null limit ${MOST})) as "backorderIds"`;

/** What is nearly as like as the likest; the threshold of likeness is set by the connection. */
const FIND_ALIKE = `
  with alike as (
    select 'customer' as kind, id, word_similarity($1, name) as likeness from customers where $1 <% name
    union all
    select 'variant', id, word_similarity($1, name) from variants where $1 <% name),
  likest as (select kind, id from alike where likeness >= (select max(likeness) from alike) - 0.1 order by likeness desc, id limit 1000)
  select
    array(select id from likest where kind = 'customer') as "customerIds",
    array(select id from likest where kind = 'variant') as "variantIds"`;
