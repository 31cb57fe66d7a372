import { type Refusal, refuse } from '#contract/errors.ts';
import type { Quantity } from '#domain/quantity.ts';
import type { Released } from '../ledger/let-go.ts';
import type { StockLevel } from '../ledger/lock-stock.ts';
import type { ReleaseReason } from '../ledger/record-release.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { Work } from '../platform/work.ts';
import { takeAllocationsBack } from './take-allocations-back.ts';

/** Stock that was booked by mistake: units of each variant in one warehouse, since when, and why they go. */
export type MistakenStock = {
  warehouseId: string;
  units: ReadonlyMap<string, Quantity>;
  since: string;
  reason: ReleaseReason;
};

/**
 * Takes stock off that was booked by mistake, as far as the levels say: what is allocated of it and not picked is given
 * back, the last in the queue first. `stock_in_use` names what else depends on it: picks, shipments, put-back tasks, firm
 * allocations, and cases an exception holds. The caller holds the stock rows and posts the movements.
 */
export async function takeStockOff(
  viewer: Viewer,
  work: Work,
  { warehouseId, units, since, reason }: MistakenStock,
  levels: ReadonlyMap<string, StockLevel>,
): Promise<Released[] | { refusal: Refusal }> {
  const released: Released[] = [];
  const lacking: { variantId: string; quantity: Quantity }[] = [];
  for (const [variantId, quantity] of units) {
    const level = levels.get(variantId) as StockLevel;
    const left = () => level.onHand - quantity - level.missing;
    const lack = { variantId, warehouseId, lacking: level.allocated - left(), reason };
    released.push(...(await takeAllocationsBack(viewer, work, lack, levels)));
    if (level.allocated > left()) lacking.push({ variantId, quantity: level.allocated - left() });
    level.onHand -= quantity;
    level.available = level.onHand - level.allocated - level.missing;
  }
  return lacking.length === 0 ? released : refuseInUse(work, { warehouseId, lacking, since });
}

async function refuseInUse(
  work: Work,
  of: { warehouseId: string; lacking: readonly { variantId: string; quantity: Quantity }[]; since: string },
): Promise<{ refusal: Refusal }> {
  const dependents = await work.tx.rows<Dependent>(DEPENDENTS, [
    of.lacking.map(({ variantId }) => variantId),
    of.warehouseId,
    of.since,
  ]);
  return refuse('stock_in_use', {
    detail: dependents.length === 0 ? 'More of it has left since than is still there' : dependents.map(said).join('; '),
    facts: { lines: of.lacking, dependents },
  });
}

type Dependent = { type: string; id: string; number: string | null; sku: string; quantity: Quantity };

function said({ type, number, sku, quantity }: Dependent): string {
  if (type === 'picked') return `${quantity} of ${sku} are picked on ${number}: void it or put them back first`;
  if (type === 'shipped')
    return `${quantity} of ${sku} have shipped on ${number}: correct the stock by a count instead`;
  if (type === 'put_back') return `${quantity} of ${sku} are to be put back on the shelf first`;
  if (type === 'missing') return `${quantity} of ${sku} are missing: close that exception first`;
  return `${quantity} of ${sku} are fixed to ${number}`;
}

/** What stands in the way, the nearest first: $1 variants of warehouse $2, shipped since $3. */
const DEPENDENTS = `
  select d.type, d.id::text as id, d.number, v.sku, d.quantity::integer as quantity
  from (
    select 1 as place, 'picked' as type, f.id, f.number, l.variant_id, l.leaving as quantity
    from fulfillment_lines l join fulfillments f on f.id = l.fulfillment_id
    where l.variant_id = any($1::bigint[]) and l.warehouse_id = $2 and f.status in ('picked', 'packed') and l.leaving > 0
    union all
    select 2, 'put_back', t.id, null, t.variant_id, t.quantity
    from put_back_tasks t where t.variant_id = any($1::bigint[]) and t.warehouse_id = $2 and t.done_at is null
    union all
    select 3, 'firm', coalesce(b.id, o.id), coalesce(b.number, o.number), a.variant_id, a.live - a.picked
    from allocations a join queue_lines q on q.id = a.queue_line_id join orders o on o.id = q.order_id
    left join backorders b on b.id = q.backorder_id
    where a.variant_id = any($1::bigint[]) and a.warehouse_id = $2 and a.firmness = 'firm' and a.live > a.picked
    union all
    select 4, 'missing', e.id, null, s.variant_id, s.missing
    from stock_levels s join exceptions e on e.variant_id = s.variant_id and e.warehouse_id = s.warehouse_id
      and e.kind = 'count_below_picked' and e.closed_at is null
    where s.variant_id = any($1::bigint[]) and s.warehouse_id = $2 and s.missing > 0
    union all
    select 5, 'shipped', f.id, f.number, l.variant_id, l.leaving
    from fulfillment_lines l join fulfillments f on f.id = l.fulfillment_id
    where l.variant_id = any($1::bigint[]) and l.warehouse_id = $2 and f.shipped_at >= $3 and l.leaving > 0) d
  join variants v on v.id = d.variant_id
  order by d.place, d.id desc limit 6`;
