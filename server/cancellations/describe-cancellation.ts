import type { Answer } from '#contract/operations.ts';
import { takeOff } from '#domain/allocation/take-off.ts';
import type { BackorderStatus } from '#domain/backorders/backorder-status.ts';
import { valueOfPart } from '#domain/invoicing/line-value.ts';
import { formatAmount, type TenThousandths } from '#domain/money.ts';
import type { OrderStatus } from '#domain/orders/order-status.ts';
import { type Quantity, total } from '#domain/quantity.ts';
import type { AllocationResult } from '../allocation/run-allocation.ts';
import { itemColumns } from '../catalog/item-words.ts';
import type { LoadedLine } from '../ledger/load-lines.ts';
import { mayChangeCustomerOf, type Viewer } from '../platform/viewer.ts';
import type { Work } from '../platform/work.ts';

/** What a cancellation was about to take, and what became of the stock. */
export type CarriedOut = {
  cancelled: readonly CancelledPart[];
  run: AllocationResult | null;
  /** What of it had been invoiced. */
  credited: TenThousandths;
};

/** A quantity of a line with its share of what the line holds, as that was before. */
export type CancelledPart = { quantity: Quantity; putBack: Quantity; freed: Quantity; value: bigint };

/** What cancelling a quantity takes off a line. */
export function partOf(line: LoadedLine, quantity: Quantity): CancelledPart {
  const { allocated: freed, picked: putBack } = takeOff(line, quantity);
  return { quantity, putBack, freed, value: valueOfPart(quantity, line.orderedQuantity, line.value) };
}

/** What a cancellation that was just carried out has led to. Others' customers keep their names to themselves. */
export async function describeCancellation(
  viewer: Viewer,
  work: Work,
  { cancelled, run, credited }: CarriedOut,
  record: { orderId: string; backorderId: string | null },
): Promise<Answer<'previewOrderCancellation'>> {
  const toMoney = (amount: TenThousandths) => ({ amount: formatAmount(amount), currency: work.company.currency });
  const served = servedBy(run);
  const [statuses, next] = await Promise.all([
    work.tx.row<Statuses>(STATUSES, [record.orderId, record.backorderId]),
    served.size === 0 ? [] : work.tx.rows<NextRow>(NEXT, [[...served.keys()]]),
  ]);
  return {
    quantity: total(cancelled, ({ quantity }) => quantity),
    cancelledValue: toMoney(cancelled.reduce((sum, { value }) => sum + value, 0n)),
    creditedValue: credited > 0n ? toMoney(credited) : null,
    putBack: total(cancelled, ({ putBack }) => putBack),
    freed: total(cancelled, ({ freed }) => freed),
    next: next
      .filter((row) => viewer.readsAll || mayChangeCustomerOf(viewer, row.salesRepId))
      .map(({ id, salesRepId: _, ...row }) => ({ ...row, quantity: served.get(id) ?? 0 })),
    orderStatus: statuses.order_status,
    backorderStatus: statuses.backorder_status,
  };
}

/** How much each waiting line got of what became free. */
function servedBy(run: AllocationResult | null): Map<string, Quantity> {
  const served = new Map<string, Quantity>();
  for (const { queueLineId, quantity } of run?.decisions ?? []) {
    if (quantity > 0) served.set(String(queueLineId), (served.get(String(queueLineId)) ?? 0) + quantity);
  }
  return served;
}

type Statuses = { order_status: OrderStatus; backorder_status: BackorderStatus | null };
type NextRow = Omit<Answer<'previewOrderCancellation'>['next'][number], 'quantity'> & {
  id: string;
  salesRepId: string | null;
};

const STATUSES = `
  select o.status as order_status, (select b.status from backorders b where b.id = $2) as backorder_status
  from orders o where o.id = $1`;

const NEXT = `
  select q.id, o.id as "orderId", o.number as "orderNumber", b.id as "backorderId", b.number as "backorderNumber",
    c.name as "customerName", c.sales_rep_id as "salesRepId", ${itemColumns()}
  from queue_lines q
  join orders o on o.id = q.order_id
  join customers c on c.id = q.customer_id
  join variants v on v.id = q.variant_id
  left join backorders b on b.id = q.backorder_id
  where q.id = any($1::bigint[]) order by q.id`;
