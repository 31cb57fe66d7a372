import { type Refusal, refuse } from '#contract/errors.ts';
import type { Answer, Request } from '#contract/operations.ts';
import { type DecidedQueues, decideQueues, projectQueues, readQueues } from '../allocation/read-queue.ts';
import { itemColumns } from '../catalog/item-words.ts';
import { readsOnlyCustomersOf, type Viewer } from '../platform/viewer.ts';
import type { Reading } from '../platform/work.ts';
import { isBackorderVisible } from '../records/is-visible.ts';
import { explainQueue, type ItemNames, type Items, type LineExplanation } from './explain-queue.ts';

type Explanation = Answer<'explainBackorder'>;
type OrderExplanation = Answer<'explainOrder'>;

/**
 * Why each line of a backorder waits: what is on the shelf and for whom, who is ahead, what arrives, what deciding now
 * would give it, and every decision that gave it something. Others' names are left out where the viewer may not read
 * their records. Refusals: `not_found`.
 */
export async function explainBackorder(
  viewer: Viewer,
  { params }: Request<'explainBackorder'>,
  reading: Reading,
): Promise<Explanation | { refusal: Refusal }> {
  if (!(await isBackorderVisible(viewer, reading, params.id))) return refuse('not_found');
  const { lines, ...policy } = await explainLines(viewer, reading, await reading.queries.rows(LINES, [params.id]));
  return { ...policy, lines: lines.map(({ id, ...line }) => ({ backorderLineId: id, ...line })) };
}

/** The same for what stands on an order itself; a draft has no place in any queue and so no lines. Refusals: `not_found`. */
export async function explainOrder(
  viewer: Viewer,
  { params }: Request<'explainOrder'>,
  reading: Reading,
): Promise<OrderExplanation | { refusal: Refusal }> {
  const [visible, rows] = await Promise.all([
    reading.queries.first(
      'select from orders o join customers c on c.id = o.customer_id where o.id = $1 and ($2::bigint is null or c.sales_rep_id = $2)',
      [params.id, readsOnlyCustomersOf(viewer)],
    ),
    reading.queries.rows<LineRow>(LINES_OF_ORDER, [params.id]),
  ]);
  if (!visible) return refuse('not_found');
  const { lines, ...policy } = await explainLines(viewer, reading, rows);
  return { ...policy, lines: lines.map(({ id, ...line }) => ({ orderLineId: id, ...line })) };
}

type ExplainedLine = Omit<Explanation['lines'][number], 'backorderLineId'> & { id: string };

async function explainLines(
  viewer: Viewer,
  reading: Reading,
  lines: readonly LineRow[],
): Promise<Omit<Explanation, 'lines'> & { lines: ExplainedLine[] }> {
  const warehouseId = lines[0]?.warehouse_id ?? '0';
  const variantIds = lines.map(({ variant_id }) => variant_id);
  const queueLineIds = lines.map(({ queue_line_id }) => queue_line_id);
  const [queues, siblings, decisions, moves] = await Promise.all([
    readQueues(reading, warehouseId, variantIds),
    reading.queries.rows<SiblingRow>(SIBLINGS, [variantIds, warehouseId]),
    reading.queries.rows<DecisionRow>(DECISIONS, [queueLineIds]),
    reading.queries.rows<MoveRow>(MOVES, [queueLineIds, readsOnlyCustomersOf(viewer)]),
  ]);
  const decided = await decideQueues(reading, warehouseId, queues);
  const items = await namesOf(reading, decided);
  const shipping = projectQueues(reading, queues.values());
  const { allocationPolicy, policyVersion } = reading.settings;
  return {
    policy: allocationPolicy,
    policyVersion,
    warehouseId,
    lines: lines.map((line) => ({
      ...namesOfLine(line),
      ...explainQueue(viewer, reading, queues.get(line.variant_id), {
        queueLineId: line.queue_line_id,
        decided,
        shipping,
        items,
      }),
      siblings: rowsOf(siblings, 'of_variant_id', line.variant_id),
      moves: rowsOf(moves, 'queue_line_id', line.queue_line_id),
      decisions: rowsOf(decisions, 'queue_line_id', line.queue_line_id),
    })),
  };
}

/** The rows of one line, without the column that says whose they are. */
function rowsOf<Row extends object, Key extends keyof Row>(
  rows: readonly Row[],
  key: Key,
  value: Row[Key],
): Omit<Row, Key>[] {
  return rows.filter((row) => row[key] === value).map(({ [key]: _, ...row }) => row);
}

function namesOfLine({ id, variant_id, warehouse_id: _, queue_line_id: __, ...names }: LineRow) {
  return { id, variantId: variant_id, ...names };
}

/** What the items are called that may keep others from shipping. */
async function namesOf(reading: Reading, { lines }: DecidedQueues): Promise<Items> {
  const variantIds = [...new Set(lines.flatMap((line) => (line.completeGroupId === null ? [] : line.variantId)))];
  if (variantIds.length === 0) return new Map();
  const rows = await reading.queries.rows<ItemNames & { id: string }>(ITEMS, [variantIds]);
  return new Map(rows.map(({ id, ...names }) => [id, names]));
}

type LineRow = ItemNames & {
  id: string;
  variant_id: string;
  warehouse_id: string;
  queue_line_id: string;
};
type SiblingRow = LineExplanation['siblings'][number] & { of_variant_id: string };
type MoveRow = LineExplanation['moves'][number] & { queue_line_id: string };
type DecisionRow = LineExplanation['decisions'][number] & { queue_line_id: string };

const ITEMS = `select v.id, ${itemColumns()} from variants v where v.id = any($1::bigint[])`;

const LINES = `
  select bl.id, bl.variant_id, q.warehouse_id, q.id as queue_line_id, ${itemColumns()}
  from backorder_lines bl
  join queue_lines q on q.backorder_line_id = bl.id
  join variants v on v.id = bl.variant_id
  where bl.backorder_id = $1 order by bl.id`;

const LINES_OF_ORDER = `
  select l.id, l.variant_id, q.warehouse_id, q.id as queue_line_id, ${itemColumns()}
  from order_lines l
  join queue_lines q on q.order_line_id = l.id and q.backorder_line_id is null
  join variants v on v.id = l.variant_id
  where l.order_id = $1 order by l.position`;

const SIBLINGS = `
  select v.id as of_variant_id, other.id as "variantId", ${itemColumns('other')}, s.available
  from variants v
  join variants other on other.product_id = v.product_id and other.id <> v.id and not other.discontinued
  join stock_levels s on s.variant_id = other.id and s.warehouse_id = $2 and s.available > 0
  where v.id = any($1::bigint[]) order by s.available desc, other.sku`;

/** Stock that came or went by a raised rank, and whose it was; found by the decisions, which have an index by line. */
const MOVES = `
  select d.queue_line_id, case
      when d.reason = 'raised' then 'gained' when d.reason = 'lent_to_raised' then 'lent'
      when d.reason = 'returned' then 'got_back' else 'gave_back' end as direction,
    sum(a.quantity)::integer as quantity, instant(r.decided_at) as "at", r.decided_by as "by", p.reason,
    case when $2::bigint is null or c.sales_rep_id = $2 then o.number end as "orderNumber",
    case when $2::bigint is null or c.sales_rep_id = $2 then c.name end as "customerName"
  from allocation_decisions d
  join allocation_runs r on r.id = d.run_id and r.cause_type = 'priority'
  join backorder_priorities p on p.id = r.cause_id
  join allocations a on a.run_id = r.id
  join allocations origin on origin.id = a.moved_from_id
  join queue_lines other on other.id = case d.queue_line_id when a.queue_line_id then origin.queue_line_id else a.queue_line_id end
  join orders o on o.id = other.order_id
  join customers c on c.id = other.customer_id
  where d.queue_line_id = any($1::bigint[]) and d.queue_line_id in (a.queue_line_id, origin.queue_line_id)
    and d.reason in ('raised', 'lent_to_raised', 'returned', 'given_back')
  group by d.queue_line_id, d.reason, r.id, p.id, o.id, c.id
  order by r.id desc, o.id`;

const DECISIONS = `
  select d.queue_line_id, d.run_id as "runId", r.decided_at as "decidedAt", r.cause_type as "causeType", r.policy,
    r.policy_version as "policyVersion", d.claim, d.rank, d.waiting, d.quantity, d.outcome, d.reason, d.short
  from allocation_decisions d join allocation_runs r on r.id = d.run_id
  where d.queue_line_id = any($1::bigint[]) order by d.run_id desc`;
