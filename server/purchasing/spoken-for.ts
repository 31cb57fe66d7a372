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
  const asked = askedOf(query, known);
  const mistake = findMistake(asked, known);
  if (mistake) return mistake;
  const lines = asked.map(({ id, quantity }) => {
    const { variant_id } = known.find((line) => line.id === id) as LineRow;
    return { purchaseOrderLineId: Number(id), stockId: variant_id, quantity };
  });
  const { policy, servings } = await decide(reading, warehouseId, lines);
  const queueLineIds = servings.flatMap((line) => line.servings.map(({ queueLineId }) => String(queueLineId)));
  const names = await readNames(viewer, reading, queueLineIds);
  return {
    policy,
    lines: servings.map((line, index) => ({
      purchaseOrderLineId: String(line.purchaseOrderLineId),
      quantity: lines[index]?.quantity ?? 0,
      spokenFor: line.spokenFor,
      servings: line.servings.map((serving) => toServing(serving, names)),
    })),
  };
}

function toServing(
  { queueLineId, quantity, waiting }: { queueLineId: number; quantity: Quantity; waiting: Quantity },
  names: ReadonlyMap<string, Names>,
): Serving {
  const id = String(queueLineId);
  return { queueLineId: id, ...(names.get(id) ?? HIDDEN), quantity, waiting };
}

type Asked = { id: string; quantity: Quantity };
type Arriving = { purchaseOrderLineId: number; stockId: string; quantity: Quantity };

function askedOf({ quantities }: Request<'getSpokenFor'>['query'], known: readonly LineRow[]): Asked[] {
  if (quantities === undefined) return known.map(({ id, remaining }) => ({ id, quantity: remaining }));
  return quantities.split(',').map((part) => {
    const [id, quantity] = part.split(':') as [string, string];
    return { id, quantity: Number(quantity) };
  });
}

function findMistake(asked: readonly Asked[], known: readonly LineRow[]): { refusal: Refusal } | null {
  const ids = asked.map(({ id }) => id);
  if (new Set(ids).size < ids.length) return refuse('line_named_twice', { errors: [pointing('names a line twice')] });
  if (ids.some((id) => !known.some((line) => line.id === id)))
    return refuse('line_not_on_record', { errors: [pointing('names no line of this purchase order')] });
  return null;
}

/** Decides as the receipt will. */
async function decide(reading: Reading, warehouseId: string, lines: readonly Arriving[]) {
  const variantIds = lines.map(({ stockId }) => stockId);
  const levels = await readStockAsLocked(reading, warehouseId, variantIds);
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
  return { policy: snapshot.policy, servings: spokenFor(lines, decisions, freeBefore) };
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
