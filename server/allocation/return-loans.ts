import { giveBack, type Loan } from '#domain/allocation/give-back.ts';
import { takeBack } from '#domain/allocation/hold.ts';
import { type LoadedLine, loadLines } from '../ledger/load-lines.ts';
import { type MovedUnits, type MoveEnd, recordMoves } from '../ledger/record-moves.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { Work } from '../platform/work.ts';
import { type CandidateRow, toCandidate } from './read-candidates.ts';

/**
 * Gives back what a backorder got by a raised rank and has not picked, as far as those who lent it still wait. Of one that
 * ships only as a whole the rest becomes free too: without what went back it could not ship. Runs under the stock locks,
 * after the new rank was written. Answers what moved.
 */
export async function returnLoans(
  viewer: Viewer,
  work: Work,
  lowered: { backorderId: string; isStillRaised: boolean; causeId: string },
): Promise<MovedUnits[]> {
  const rows = await work.tx.rows<LoanRow>(LOANS, [lowered.backorderId]);
  if (rows.length === 0) return [];
  const lines = await loadLines(work, { backorderId: lowered.backorderId });
  // A ship-complete backorder is picked whole: once any of it is in hand, it keeps what it has.
  const shipsWhole = rows.some(({ borrower }) => borrower.ship_complete);
  if (shipsWhole && lines.some(({ picked }) => picked > 0)) return [];

  const loans: Loan[] = rows.map((row) => ({
    allocationId: row.allocation_id,
    quantity: row.quantity,
    borrower: toCandidate(row.borrower),
    creditors: row.creditors.map((creditor) => ({ ...toCandidate(creditor), shipsWhole: creditor.ship_complete })),
  }));
  const given = giveBack(work.settings.allocationPolicy, loans, { isStillRaised: lowered.isStillRaised });
  if (given.length === 0) return [];
  const ends = new Map(
    rows.flatMap(({ borrower, creditors }) =>
      [borrower, ...creditors].map((row) => [Number(row.id), toEnd(row)] as const),
    ),
  );
  const moves: MovedUnits[] = given.map(({ allocationId, fromLineId, toLineId, quantity }) => ({
    allocationId,
    from: ends.get(fromLineId) as MoveEnd,
    to: ends.get(toLineId) as MoveEnd,
    quantity,
  }));
  if (shipsWhole) moves.push(...restOf(lines, moves));
  await recordMoves(viewer, work, {
    causeId: lowered.causeId,
    moves,
    reasons: { from: 'given_back', to: 'returned' },
    inputs: { loans, isStillRaised: lowered.isStillRaised },
  });
  return moves;
}

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
    return takeBack(holds, line.allocated).map(({ id, quantity }) => ({ allocationId: id, from, to: null, quantity }));
  });
}

type Row = CandidateRow & { warehouse_id: string };
type LoanRow = { allocation_id: string; quantity: number; borrower: Row; creditors: Row[] };

function toEnd(row: Row): MoveEnd {
  return {
    queueLineId: String(row.id),
    backorderId: row.backorder_id === null ? null : String(row.backorder_id),
    variantId: String(row.variant_id),
    warehouseId: String(row.warehouse_id),
    waiting: row.waiting,
  };
}

const LINE = `json_build_object('id', q.id::text, 'variant_id', q.variant_id::text, 'order_id', q.order_id::text,
  'order_line_id', q.order_line_id::text, 'backorder_id', q.backorder_id::text, 'waiting', q.waiting,
  'order_multiple', q.order_multiple, 'manual_rank', q.manual_rank, 'priority_rank', q.priority_rank, 'tier_rank', q.tier_rank,
  'queued_at', extract(epoch from q.queued_at)::float8 * 1000, 'ship_complete', q.ship_complete, 'on_hold', q.on_hold,
  'requested_on', q.requested_on, 'pins', null, 'warehouse_id', q.warehouse_id::text)`;

/** The part of an order line that waits may be a backorder by now: all its lines are creditors, the lender itself first. */
const LOANS = `
  select a.id as allocation_id, a.live - a.picked as quantity, ${LINE} as borrower, creditors.creditors
  from queue_lines q
  join allocations a on a.queue_line_id = q.id and a.live > 0 and a.live > a.picked and a.firmness = 'soft'
  join allocations lent on lent.id = a.moved_from_id and lent.queue_line_id <> a.queue_line_id
  join queue_lines lender on lender.id = lent.queue_line_id
  cross join lateral (
    select json_agg(${LINE} order by q.id <> lender.id, q.id) as creditors
    from queue_lines q where q.order_line_id = lender.order_line_id and q.open > q.allocated and q.id <> a.queue_line_id) creditors
  where q.backorder_id = $1 and creditors.creditors is not null and exists (
    select from allocation_decisions d join allocation_runs r on r.id = d.run_id and r.cause_type = 'priority'
    where d.run_id = a.run_id and d.queue_line_id = q.id and d.reason = 'raised')
  order by a.id`;
