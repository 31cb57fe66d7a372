import { takeBack } from '#domain/allocation/hold.ts';
import { type Lender, raise } from '#domain/allocation/raise.ts';
import type { StockLevel } from '../ledger/lock-stock.ts';
import { type MovedUnits, recordMoves } from '../ledger/record-moves.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { Work } from '../platform/work.ts';
import { CANDIDATE_COLUMNS, type CandidateRow, toCandidate } from './read-candidates.ts';

/**
 * Gives a backorder whose rank a person raised what claims now below it hold, soft and not picked. Runs under the stock
 * locks, after the new rank was written and free stock was dealt. Answers what moved; nothing is kept when nothing did.
 */
export async function moveToRaised(
  viewer: Viewer,
  work: Work,
  raised: { backorderId: string; warehouseId: string; levels: readonly StockLevel[]; causeId: string },
): Promise<MovedUnits[]> {
  const rows = await work.tx.rows<CandidateRow>(RAISED, [raised.backorderId]);
  if (rows.length === 0) return [];
  const candidates = rows.map(toCandidate);
  const holders = await work.tx.rows<LenderRow>(LENDERS, [
    raised.warehouseId,
    candidates.map(({ variantId }) => variantId),
    raised.backorderId,
  ]);
  const snapshot = {
    policy: work.settings.allocationPolicy,
    today: work.today,
    reserveAheadDays: work.settings.reserveAheadDays,
    raised: candidates,
    lenders: holders.map(toLender),
    free: new Map(raised.levels.map(({ variantId, available }) => [variantId, available])),
  };
  const decided = raise(snapshot);
  if (decided.length === 0) return [];

  const holds = new Map(holders.map((row) => [Number(row.id), { row, left: row.allocations }]));
  const moves: MovedUnits[] = decided.flatMap(({ fromLineId, toLineId, quantity }) => {
    const holder = holds.get(fromLineId) as { row: LenderRow; left: LenderRow['allocations'] };
    const to = candidates.find(({ queueLineId }) => queueLineId === toLineId) as (typeof candidates)[number];
    const taken = takeBack(
      holder.left.map(([id, live, picked]) => ({ id: String(id), live, picked })),
      quantity,
    );
    holder.left = holder.left.map(([id, live, picked]) => {
      const gone = taken.find((part) => part.id === String(id))?.quantity ?? 0;
      return [id, live - gone, picked];
    });
    const { row } = holder;
    const from = {
      queueLineId: row.id,
      backorderId: row.backorder_id,
      variantId: row.variant_id,
      waiting: row.waiting,
    };
    return taken.map((part) => ({
      allocationId: part.id,
      from: { ...from, warehouseId: raised.warehouseId },
      to: {
        queueLineId: to.queueLine,
        backorderId: to.backorderId,
        variantId: to.variantId,
        warehouseId: raised.warehouseId,
        waiting: to.waiting,
      },
      quantity: part.quantity,
    }));
  });
  const inputs = { ...snapshot, free: [...snapshot.free] };
  await recordMoves(viewer, work, {
    causeId: raised.causeId,
    moves,
    reasons: { from: 'lent_to_raised', to: 'raised' },
    inputs,
  });
  return moves;
}

type LenderRow = CandidateRow & { allocations: [number, number, number][] };

function toLender(row: LenderRow): Lender {
  return {
    ...toCandidate(row),
    movable: row.allocations.reduce((sum, [, live, picked]) => sum + live - picked, 0),
    shipsWhole: row.ship_complete,
  };
}

const RAISED = `
  select ${CANDIDATE_COLUMNS}, null as pins from queue_lines q where q.backorder_id = $1 and q.open > q.allocated order by q.id`;

const LENDERS = `
  select ${CANDIDATE_COLUMNS}, null as pins, held.allocations
  from queue_lines q
  cross join lateral (
    select json_agg(json_build_array(a.id, a.live, a.picked) order by a.id) as allocations
    from allocations a where a.queue_line_id = q.id and a.live > a.picked and a.live > 0 and a.firmness = 'soft') held
  where q.warehouse_id = $1 and q.variant_id = any($2::bigint[]) and q.allocated > 0 and q.allocated > q.picked
    and q.backorder_id is distinct from $3 and held.allocations is not null
  order by q.id`;
