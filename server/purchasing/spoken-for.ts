import { type Refusal, refuse } from '#contract/errors.ts';
import type { Answer, Request } from '#contract/operations.ts';
import { spokenFor } from '#domain/purchasing/spoken-for.ts';
import { type Quantity, total } from '#domain/quantity.ts';
import { decideAllocation } from '../allocation/run-allocation.ts';
import { readStockAsLocked, type StockLevel } from '../ledger/lock-stock.ts';
import { readsOnlyCustomersOf, type Viewer } from '../platform/viewer.ts';
import type { Reading } from '../platform/work.ts';

type SpokenFor = Answer<'getSpokenFor'>;
type Serving = SpokenFor['lines'][number]['servings'][number];

/**
 * Who would get what if these quantities of a purchase order arrived now, decided as the receipt will decide it. It
 * writes nothing and locks nothing, so whoever waits by then may be others. Names are left out where the viewer may not
 * read the record.
 *
 * Refusals, in this order: `not_found`, `line_named_twice`, `line_not_on_record`.
 */
export async function readSpokenFor(
  viewer: Viewer,
  { params, query }: Request<'getSpokenFor'>,
  reading: Reading,
): Promise<SpokenFor | { refusal: Refusal }> {
  const known = await reading.queries.rows<LineRow>(LINES, [params.id]);
  const warehouseId = known[0]?.warehouse_id;
  if (!warehouseId) return refuse('not_found');
  const asked =
    query.quantities?.split(',').map((part) => part.split(':') as [string, string]) ??
    known.map(({ id, remaining }) => [id, String(remaining)] as const);
  const ids = asked.map(([id]) => id);
  if (new Set(ids).size < ids.length) return refuse('line_named_twice', { errors: [pointing('names a line twice')] });
  if (ids.some((id) => !known.some((line) => line.id === id)))
    return refuse('line_not_on_record', { errors: [pointing('names no line of this purchase order')] });

  const lines = asked.map(([id, quantity]) => {
    const { variant_id } = known.find((line) => line.id === id) as LineRow;
    return { purchaseOrderLineId: Number(id), stockId: variant_id, quantity: Number(quantity) };
  });
  const levels = await readStockAsLocked(
    reading,
    warehouseId,
    lines.map(({ stockId }) => stockId),
  );
  const freeBefore = new Map([...levels.values()].map(({ variantId, available }) => [variantId, available]));
  addArriving(levels, freeBefore, lines);
  const { decisions, snapshot } = await decideAllocation(reading, {
    warehouseId,
    levels: levels.values(),
    cause: { type: 'receipt', id: null },
    receipts: lines
      .filter(({ quantity }) => quantity > 0)
      .map(({ purchaseOrderLineId, stockId, quantity }) => ({
        purchaseOrderLineId: String(purchaseOrderLineId),
        variantId: stockId,
        quantity,
      })),
  });
  const dealt = spokenFor(lines, decisions, freeBefore);
  const names = await readNames(
    viewer,
    reading,
    dealt.flatMap(({ servings }) => servings.map(({ queueLineId }) => String(queueLineId))),
  );
  return {
    policy: snapshot.policy,
    lines: dealt.map((line, index) => ({
      purchaseOrderLineId: String(line.purchaseOrderLineId),
      quantity: lines[index]?.quantity ?? 0,
      spokenFor: line.spokenFor,
      servings: line.servings.map(({ queueLineId, quantity, waiting }) => ({
        queueLineId: String(queueLineId),
        ...(names.get(String(queueLineId)) ?? HIDDEN),
        quantity,
        waiting,
      })),
    })),
  };
}

/** Adds what would arrive to the levels, as if it were on the shelf. */
function addArriving(
  levels: Map<string, StockLevel>,
  freeBefore: ReadonlyMap<string, Quantity>,
  lines: readonly { stockId: string; quantity: Quantity }[],
): void {
  for (const { stockId: variantId } of lines) {
    const arriving = total(
      lines.filter(({ stockId }) => stockId === variantId),
      ({ quantity }) => quantity,
    );
    const level = levels.get(variantId) ?? { variantId, onHand: 0, allocated: 0, missing: 0, available: 0 };
    levels.set(variantId, { ...level, available: (freeBefore.get(variantId) ?? 0) + arriving });
  }
}

function pointing(detail: string) {
  return { pointer: '#/query/quantities', detail };
}

type Names = Omit<Serving, 'queueLineId' | 'quantity' | 'waiting'>;
const HIDDEN: Names = {
  orderId: null,
  orderNumber: null,
  backorderId: null,
  backorderNumber: null,
  customerName: null,
};

async function readNames(viewer: Viewer, reading: Reading, queueLineIds: string[]): Promise<Map<string, Names>> {
  if (queueLineIds.length === 0) return new Map();
  const rows = await reading.queries.rows<Names & { id: string }>(NAMES, [queueLineIds, readsOnlyCustomersOf(viewer)]);
  return new Map(rows.map(({ id, ...names }) => [id, names]));
}

type LineRow = { id: string; variant_id: string; warehouse_id: string; remaining: number };

const LINES = `
  select l.id, l.variant_id, l.warehouse_id, l.remaining from purchase_order_lines l
  where l.purchase_order_id = $1 order by l.position`;

const NAMES = `
  select q.id::text, o.id::text as "orderId", o.number as "orderNumber", b.id::text as "backorderId",
    b.number as "backorderNumber", c.name as "customerName"
  from queue_lines q
  join orders o on o.id = q.order_id
  join customers c on c.id = q.customer_id
  left join backorders b on b.id = q.backorder_id
  where q.id = any($1::bigint[]) and ($2::bigint is null or c.sales_rep_id = $2)`;
