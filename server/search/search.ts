import type { Answer, Request } from '#contract/operations.ts';
import { readsOnlyCustomersOf, type Viewer } from '../platform/viewer.ts';
import type { Reading } from '../platform/work.ts';
import { anywhere, beginning, numbersFrom, textsFrom } from './find-by-text.ts';

type Result = Answer<'search'>['data'][number];

/**
 * What a text may mean, some of each kind: backorders, orders and purchase orders by number, shipments by tracking number,
 * customers by account number or name, variants by SKU, UPC or name. Numbers by their beginning, also without their letters;
 * names by any part, and where nothing fits, by likeness.
 */
export async function search(
  viewer: Viewer,
  { query }: Request<'search'>,
  { queries }: Reading,
): Promise<Answer<'search'>> {
  const sought = query.q.trim();
  const onlyOf = readsOnlyCustomersOf(viewer);
  const rows = await queries.rows<Result>(SEARCH, [
    onlyOf,
    ...numbersFrom(sought, 'BO-'),
    ...numbersFrom(sought, 'SO-'),
    ...numbersFrom(sought, 'PO-'),
    ...textsFrom(sought.toUpperCase()),
    beginning(sought.toUpperCase()),
    anywhere(sought),
  ]);
  if (rows.length > 0 || sought.length < 4) return { data: rows };
  return { data: await queries.rows<Result>(ALIKE, [onlyOf, sought]) };
}

const OF_EACH = 6;

const SEARCH = `
  (select 'backorder' as kind, b.id, b.number as name, c.name as about, b.status
    from backorders b join customers c on c.id = b.customer_id
    where b.number collate "C" >= $2 and b.number collate "C" < $3 and ($1::bigint is null or c.sales_rep_id = $1)
    order by b.number collate "C" limit ${OF_EACH})
  union all
  (select 'order', o.id, o.number, c.name, o.status
    from orders o join customers c on c.id = o.customer_id
    where o.number collate "C" >= $4 and o.number collate "C" < $5 and ($1::bigint is null or c.sales_rep_id = $1)
    order by o.number collate "C" limit ${OF_EACH})
  union all
  (select 'purchase_order', p.id, p.number, s.name, case when p.closed_at is null then 'open' else 'closed' end
    from purchase_orders p join suppliers s on s.id = p.supplier_id
    where p.number collate "C" >= $6 and p.number collate "C" < $7
    order by p.number collate "C" limit ${OF_EACH})
  union all
  (select 'shipment', f.id, s.tracking_number, c.name, f.status
    from shipments s join fulfillments f on f.shipment_id = s.id join customers c on c.id = s.customer_id
    where upper(s.tracking_number) collate "C" >= $8 and upper(s.tracking_number) collate "C" < $9 and ($1::bigint is null or c.sales_rep_id = $1)
    order by s.id desc limit ${OF_EACH})
  union all
  (select 'customer', c.id, c.name, c.account_number, null
    from customers c
    where (upper(c.account_number) like $10 or c.name ilike $11) and ($1::bigint is null or c.sales_rep_id = $1)
    order by upper(c.account_number) like $10 desc, c.name, c.id limit ${OF_EACH})
  union all
  (select 'variant', v.id, v.name, v.sku, case when v.discontinued then 'discontinued' end
    from variants v
    where upper(v.sku) like $10 or v.upc like $10 or v.name ilike $11
    order by upper(v.sku) like $10 desc, v.name, v.id limit ${OF_EACH})`;

const ALIKE = `
  (select 'customer' as kind, c.id, c.name, c.account_number as about, null as status
    from customers c where $2 <% c.name and ($1::bigint is null or c.sales_rep_id = $1)
    order by word_similarity($2, c.name) desc, c.id limit ${OF_EACH})
  union all
  (select 'variant', v.id, v.name, v.sku, case when v.discontinued then 'discontinued' end
    from variants v where $2 <% v.name
    order by word_similarity($2, v.name) desc, v.id limit ${OF_EACH})`;
