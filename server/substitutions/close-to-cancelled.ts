import { parseAmount, type TenThousandths } from '#domain/money.ts';
import { type Candidate, type Missing, suggest } from '#domain/substitutes/suggest.ts';
import type { Queries } from '../platform/transaction.ts';

/** An item that is close to what was cancelled. */
export type CloseItem = { item: string; sku: string };

type Priced<One> = Omit<One, 'price'> & { price: string };
type Row = { cancellationId: string; missing: Priced<Missing>; candidates: Priced<Candidate & CloseItem>[] };

const OF_A_LINE = 2;
const AT_MOST = 5;

/** By cancellation, what is close to what was cancelled and in stock now, as substitutes are suggested; a few of it. */
export async function readCloseToCancelled(
  queries: Queries,
  cancellationIds: readonly string[],
): Promise<Map<string, CloseItem[]>> {
  const found = new Map<string, CloseItem[]>();
  if (cancellationIds.length === 0) return found;
  for (const { cancellationId, missing, candidates } of await queries.rows<Row>(CLOSE, [cancellationIds])) {
    const before = found.get(cancellationId) ?? [];
    const closest = suggest(exact(missing), candidates.map(exact))
      .map(({ candidate: { item, sku } }) => ({ item, sku }))
      .filter(({ sku }) => before.every((one) => one.sku !== sku));
    found.set(cancellationId, [...before, ...closest.slice(0, OF_A_LINE)].slice(0, AT_MOST));
  }
  return found;
}

const exact = <One extends { price: string }>(one: One): Omit<One, 'price'> & { price: TenThousandths } => ({
  ...one,
  price: parseAmount(one.price) as TenThousandths,
});

/** Nothing that is sold no more, is not written about, or was ordered beside it. Of a large family the nearest in price. */
const CLOSE = `
  select cl.cancellation_id as "cancellationId",
    json_build_object('variantId', gone.id::text, 'productId', own.id::text, 'family', own.family, 'variantName', gone.name,
      'price', l.unit_price::text, 'quantity', cl.quantity) as missing,
    coalesce((select json_agg(json_build_object('variantId', near.id::text, 'productId', near.product_id::text, 'family', near.family,
        'variantName', near.name, 'price', near.price::text, 'available', near.available, 'orderMultiple', near.order_multiple,
        'item', near.item_name, 'sku', near.sku))
      from (
        select v.*, p.family, s.available from products p join variants v on v.product_id = p.id and v.id <> gone.id and not v.discontinued
          join stock_levels s on s.variant_id = v.id and s.warehouse_id = o.warehouse_id and s.available >= v.order_multiple
        where (p.id = own.id or p.family = own.family) and p.is_written_about
          and not exists (select from order_lines other where other.order_id = o.id and other.variant_id = v.id)
        order by p.id <> own.id, abs(v.price - l.unit_price), v.id limit 50) near), '[]') as candidates
  from cancellation_lines cl join order_lines l on l.id = cl.order_line_id join orders o on o.id = l.order_id
    join variants gone on gone.id = l.variant_id join products own on own.id = gone.product_id
  where cl.cancellation_id = any($1::bigint[])
  order by cl.cancellation_id, l.position, cl.id`;
