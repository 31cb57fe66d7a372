import type { Answer, Request } from '#contract/operations.ts';
import { patternsOf } from '#domain/finding/fold.ts';
import { findAlike } from '../platform/find-alike.ts';
import { finds, phonePattern } from '../platform/read-list.ts';
import { readsOnlyCustomersOf, type Viewer } from '../platform/viewer.ts';
import type { Reading } from '../platform/work.ts';
import { numbersFrom, textsFrom } from './find-by-text.ts';

type Result = Answer<'search'>['data'][number];

/**
 * What a text may mean, some of each kind: backorders, orders and purchase orders by number, orders also by the customer's own, shipments by tracking number,
 * customers by account number, name or telephone, variants by SKU, UPC or name, suppliers and people by name or telephone.
 * Numbers by their beginning, also without their letters; names by words in any order, and where nothing fits, by likeness.
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
    patternsOf(sought),
    phonePattern(sought),
    ...numbersFrom(sought, 'RT-'),
  ]);
  if (rows.length > 0) return { data: rows };
  const alike = await findAlike(viewer, queries, sought, ['customer', 'variant', 'supplier', 'user']);
  const of = (kind: string) => alike.flatMap((one) => (one.kind === kind ? one.id : [])).slice(0, OF_EACH);
  return { data: await queries.rows<Result>(ALIKE, [of('customer'), of('variant'), of('supplier'), of('user')]) };
}

const OF_EACH = 6;

const SEARCH = `
  (select 'backorder' as kind, b.id, b.number as name, c.name as about, b.status
    from backorders b join customers c on c.id = b.customer_id
    where b.number collate "C" >= $2 and b.number collate "C" < $3 and ($1::bigint is null or c.sales_rep_id = $1)
    order by b.number collate "C" limit ${OF_EACH})
  union all
  (select 'order', o.id, o.number, concat_ws(' · ', c.name, o.customer_reference), o.status
    from orders o join customers c on c.id = o.customer_id
    where ((o.number collate "C" >= $4 and o.number collate "C" < $5)
        or (upper(o.customer_reference) collate "C" >= $8 and upper(o.customer_reference) collate "C" < $9))
      and ($1::bigint is null or c.sales_rep_id = $1)
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
  (select 'return', r.id, r.number, c.name, null
    from returns r join customers c on c.id = r.customer_id
    where r.number collate "C" >= $12 and r.number collate "C" < $13 and ($1::bigint is null or c.sales_rep_id = $1)
    order by r.number collate "C" limit ${OF_EACH})
  union all
  (select 'lot', min(l.id), min(l.lot), min(v.item_name), null
    from fulfillment_lines l join fulfillments f on f.id = l.fulfillment_id join customers c on c.id = f.customer_id
      join variants v on v.id = l.variant_id
    where upper(l.lot) collate "C" >= $8 and upper(l.lot) collate "C" < $9 and f.shipped_at is not null
      and ($1::bigint is null or c.sales_rep_id = $1)
    group by upper(l.lot) collate "C" order by upper(l.lot) collate "C" limit ${OF_EACH})
  union all
  (select 'customer', c.id, c.name, c.account_number, null
    from customers c
    where (${finds('c.search_text', '$10')} or c.phone_from_end like $11) and ($1::bigint is null or c.sales_rep_id = $1)
    order by c.name, c.id limit ${OF_EACH})
  union all
  (select 'variant', v.id, v.item_name, v.sku, case when v.discontinued then 'discontinued' end
    from variants v
    where ${finds('v.search_text', '$10')}
    order by v.item_name, v.id limit ${OF_EACH})
  union all
  (select 'supplier', s.id, s.name, coalesce(s.phone, s.email), null
    from suppliers s
    where ${finds('s.search_text', '$10')} or s.phone_from_end like $11
    order by s.name, s.id limit ${OF_EACH})
  union all
  (select 'user', u.id, u.name, coalesce(u.phone, u.email), null
    from users u
    where ${finds('u.search_text', '$10')} or u.phone_from_end like $11
    order by u.name, u.id limit ${OF_EACH})`;

const ALIKE = `
  (select 'customer' as kind, c.id, c.name, c.account_number as about, null as status
    from unnest($1::bigint[]) with ordinality alike(id, place) join customers c on c.id = alike.id order by alike.place)
  union all
  (select 'variant', v.id, v.item_name, v.sku, case when v.discontinued then 'discontinued' end
    from unnest($2::bigint[]) with ordinality alike(id, place) join variants v on v.id = alike.id order by alike.place)
  union all
  (select 'supplier', s.id, s.name, coalesce(s.phone, s.email), null
    from unnest($3::bigint[]) with ordinality alike(id, place) join suppliers s on s.id = alike.id order by alike.place)
  union all
  (select 'user', u.id, u.name, coalesce(u.phone, u.email), null
    from unnest($4::bigint[]) with ordinality alike(id, place) join users u on u.id = alike.id order by alike.place)`;
