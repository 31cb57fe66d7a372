import { takeBack } from '#domain/allocation/hold.ts';
import { settleRaised as decide } from '#domain/allocation/settle-raised.ts';
import { type LoadedLine, loadLines } from '../ledger/load-lines.ts';
import type { StockLevel } from '../ledger/lock-stock.ts';
import { type MovedUnits, type MoveEnd, recordMoves } from '../ledger/record-moves.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { Work } from '../platform/work.ts';
import { CANDIDATE_COLUMNS, type CandidateRow, toCandidate } from './read-candidates.ts';

export type ChangedRank = {
  backorderId: string;
  warehouseId: string;
  shipComplete: boolean;
  levels: readonly StockLevel[];
  causeId: string;
};

/**
 * Moves soft, unpicked stock of a backorder's variants to where the ranks that people set put it (rule 12): to raised lines
 * from claims below them, and back to those who lent it when a rank falls. Where allocation is not automatic a raise takes
 * nothing, and only what this backorder borrowed goes back. Of one that ships only as a whole the rest becomes free too:
 * without what went back it could not ship. Runs under the stock locks, after the new rank was written and free stock was
 * allocated. Answers what moved; nothing is kept when nothing did.
 */
export async function settleRaised(viewer: Viewer, work: Work, changed: ChangedRank): Promise<MovedUnits[]> {
  const ownLines = await loadLines(work, { backorderId: changed.backorderId });
  // What ships only as a whole is picked whole: once any of it is in hand, it keeps what it has.
  if (changed.shipComplete && ownLines.some(({ picked }) => picked > 0)) return [];

  const { rows, holds } = await loadMovable(work, changed, ownLines);
  const snapshot = {
    policy: work.settings.allocationPolicy,
    today: work.today,
    reserveAheadDays: work.settings.reserveAheadDays,
    lines: rows.map(toCandidate),
    holds: holds.map(toHold),
    free: new Map(changed.levels.map(({ variantId, available }) => [variantId, available])),
  };
  const ends = new Map(rows.map((row) => [Number(row.id), toEnd(row, changed.warehouseId)]));
  const moves: MovedUnits[] = decide(snapshot).map(({ fromLineId, toLineId, ...move }) => ({
    ...move,
    from: ends.get(fromLineId) as MoveEnd,
    to: ends.get(toLineId) as MoveEnd,
  }));
  if (moves.length === 0) return [];
  if (changed.shipComplete && moves.some(({ from }) => from.backorderId === changed.backorderId))
    moves.push(...restOf(ownLines, moves));
  const inputs = { ...snapshot, free: [...snapshot.free] };
  await recordMoves(viewer, work, { causeId: changed.causeId, moves, inputs });
  return moves;
}

/** What may move, and the lines it may move between. */
async function loadMovable(
  { tx, settings }: Work,
  { warehouseId, backorderId }: ChangedRank,
  ownLines: readonly LoadedLine[],
): Promise<{ rows: LineRow[]; holds: HoldRow[] }> {
  const variantIds = [...new Set(ownLines.map(({ variantId }) => variantId))];
  const scope = [warehouseId, variantIds, backorderId, settings.allocationMode === 'automatic'];
  const holds = await tx.rows<HoldRow>(HOLDS, scope);
  const lineIds = holds.flatMap(({ line_id, lender_ids }) => [line_id, ...lender_ids]);
  return { holds, rows: await tx.rows<LineRow>(LINES, [...scope, lineIds]) };
}

const toHold = (row: HoldRow) => ({
  allocationId: row.allocation_id,
  lineId: Number(row.line_id),
  quantity: row.quantity,
  lenderIds: row.lender_ids.map(Number),
});

/** What the lines would still hold after these moves, to be freed. */
function restOf(lines: readonly LoadedLine[], moves: readonly MovedUnits[]): MovedUnits[] {
  return lines.flatMap((line) => {
    const holds = line.allocations.map((hold) => ({
      ...hold,
      live:
        hold.live -
        moves.filter(({ allocationId }) => allocationId === hold.id).reduce((sum, { quantity }) => sum + quantity, 0),
    }));
    const from = { ...line, waiting: line.open - line.allocated };
    return takeBack(holds, line.allocated).map(({ id, quantity }) => ({
      allocationId: id,
      from,
      to: null,
      quantity,
      isReturn: true,
    }));
  });
}

type HoldRow = { allocation_id: string; line_id: string; quantity: number; lender_ids: string[] };
type LineRow = CandidateRow;

function toEnd(row: LineRow, warehouseId: string): MoveEnd {
  return {
    queueLineId: row.id,
    backorderId: row.backorder_id,
    variantId: row.variant_id,
    warehouseId,
    waiting: row.waiting,
  };
}

// What ships only as a whole lends nothing; of those only the changed backorder is asked, whose other stock is locked too.
const IN_SCOPE = `q.warehouse_id = $1 and q.variant_id = any($2::bigint[]) and (q.backorder_id = $3 or ($4 and not q.ship_complete))`;

/**
 * What may move, oldest first, with whose it was before anybody's rank was raised: the chain of moves by priority is walked
 * back to its beginning. The lender's waiting part may be a backorder by now, so all lines of its order line are named.
 */
const HOLDS = `
  with recursive held as (
    select a.id, a.queue_line_id, q.order_line_id, a.live - a.picked as quantity, a.moved_from_id, a.run_id
    from queue_lines q
    join allocations a on a.queue_line_id = q.id and a.live > 0 and a.live > a.picked and a.firmness = 'soft'
    where q.allocated > q.picked and ${IN_SCOPE}),
  chain as (
    select id as held_id, queue_line_id as owner_id, moved_from_id, run_id, 0 as depth from held
    union all
    select c.held_id, f.queue_line_id, f.moved_from_id, f.run_id, c.depth + 1
    from chain c
    join allocation_runs r on r.id = c.run_id and r.cause_type = 'priority'
    join allocations f on f.id = c.moved_from_id and f.queue_line_id is not null),
  owners as (select distinct on (held_id) held_id, owner_id from chain order by held_id, depth desc)
  select h.id as allocation_id, h.queue_line_id as line_id, h.quantity, coalesce(lenders.ids, '{}') as lender_ids
  from held h
  join owners on owners.held_id = h.id
  join queue_lines owner on owner.id = owners.owner_id
  left join lateral (
    select array_agg(q.id::text order by q.id <> owner.id, q.id) as ids
    from queue_lines q where q.order_line_id = owner.order_line_id and q.warehouse_id = $1) lenders
    on owner.order_line_id <> h.order_line_id
  order by h.id`;

/** The lines of those holds and their lenders, and every raised line that waits. */
const LINES = `
  select ${CANDIDATE_COLUMNS}, null as pins from queue_lines q
  where q.id = any($5::bigint[])
    or (q.open > q.allocated and (q.manual_rank < 0 or (q.manual_rank = 0 and q.priority_rank = 0)) and ${IN_SCOPE})
  order by q.id`;
