import { patternsOf } from '#domain/finding/fold.ts';
import { findAlike } from '../platform/find-alike.ts';
import { finds, phonePattern } from '../platform/read-list.ts';
import type { Queries } from '../platform/transaction.ts';
import { readsOnlyCustomersOf, type Viewer } from '../platform/viewer.ts';

/** What a searched text may mean of what the viewer may read: customers, variants, and backorders by a number of theirs. */
export type Found = { customerIds: string[]; variantIds: string[]; backorderIds: string[] };

/**
 * Looks a text up among what the viewer may read. Numbers (backorder, order, the customer's own, tracking) by their beginning, with or without
 * the letters before them; customers by name, account number and telephone, items by name, SKU and UPC, all words in any
 * order (`patternsOf`); and when nothing fits, names by likeness, so that "cahros" finds Cahors. A number is like no name.
 */
export async function findByText(viewer: Viewer, queries: Queries, text: string): Promise<Found> {
  const sought = text.trim();
  const [found] = await queries.rows<Found>(FIND, [
    ...numbersFrom(sought, 'BO-'),
    ...numbersFrom(sought, 'SO-'),
    ...textsFrom(sought.toUpperCase()),
    patternsOf(sought),
    phonePattern(sought),
    readsOnlyCustomersOf(viewer),
  ]);
  const { customerIds, variantIds, backorderIds } = found as Found;
  if (customerIds.length + variantIds.length + backorderIds.length > 0) return found as Found;
  return { backorderIds: [], ...idsOf(await findAlike(viewer, queries, sought, ['customer', 'variant'])) };
}

/** The customers and items of some records that are alike. */
function idsOf(alike: readonly { kind: string; id: string }[]): Pick<Found, 'customerIds' | 'variantIds'> {
  const of = (kind: string) => alike.filter((row) => row.kind === kind).map(({ id }) => id);
  return { customerIds: of('customer'), variantIds: of('variant') };
}

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

/** More backorders than this by a number is no search for one. */
const MOST = 1000;

const MAY_READ = `($9::bigint is null or b.customer_id in (select t.id from customers t where t.sales_rep_id = $9))`;

const FIND = `
  select
    array(select id from customers c where (${finds('c.search_text', '$7')} or c.phone_from_end like $8)
      and ($9::bigint is null or c.sales_rep_id = $9)) as "customerIds",
    array(select id from variants v where ${finds('v.search_text', '$7')}) as "variantIds",
    array(
      (select b.id from backorders b where b.number collate "C" >= $1 and b.number collate "C" < $2 and ${MAY_READ} limit ${MOST})
      union
      (select b.id from orders o join backorders b on b.order_id = o.id
        where o.number collate "C" >= $3 and o.number collate "C" < $4 and ${MAY_READ} limit ${MOST})
      union
      (select b.id from orders o join backorders b on b.order_id = o.id
        where upper(o.customer_reference) collate "C" >= $5 and upper(o.customer_reference) collate "C" < $6 and ${MAY_READ}
        limit ${MOST})
      union
      (select b.id from shipments s join fulfillments f on f.shipment_id = s.id join backorders b on b.id = f.backorder_id
        where upper(s.tracking_number) collate "C" >= $5 and upper(s.tracking_number) collate "C" < $6 and ${MAY_READ}
        limit ${MOST})) as "backorderIds"`;
