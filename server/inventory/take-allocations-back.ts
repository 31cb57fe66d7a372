import { takeBack } from '#domain/allocation/hold.ts';
import { type ReleasableLine, releaseLowestRanked } from '#domain/allocation/release.ts';
import { type Quantity, total } from '#domain/quantity.ts';
import { CANDIDATE_COLUMNS, type CandidateRow, toCandidate } from '../allocation/read-candidates.ts';
import { Changes } from '../ledger/changes.ts';
import { letGo, type Released } from '../ledger/let-go.ts';
import { type LoadedLine, loadLines } from '../ledger/load-lines.ts';
import type { StockLevel } from '../ledger/lock-stock.ts';
import { type ReleaseReason, recordRelease } from '../ledger/record-release.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { Work } from '../platform/work.ts';

/** A stock of which `lacking` allocated units will not be there. */
export type Lack = { variantId: string; warehouseId: string; lacking: Quantity; reason: ReleaseReason };

/**
 * Frees allocated units whose stock will not be there: from the lowest-ranked soft demand that is not being picked, and
 * says so on each line. Brings what the levels say is allocated up to date; less is freed where picked or firm units stand
 * in the way. The caller holds the stock rows.
 */
export async function takeAllocationsBack(
  viewer: Viewer,
  work: Work,
  { variantId, warehouseId, lacking, reason }: Lack,
  levels: ReadonlyMap<string, StockLevel>,
): Promise<Released[]> {
  if (lacking <= 0) return [];
  const rows = await work.tx.rows<HolderRow>(HOLDERS, [variantId, warehouseId]);
  const taken = chooseHolders(work, rows, lacking);
  await work.tx.rows('select from backorders where id = any($1::bigint[]) order by id for update', [
    taken.flatMap(({ holder }) => holder.backorder_id ?? []),
  ]);
  const changes = new Changes({ type: 'adjustment', id: variantId });
  const lines: { line: LoadedLine; quantity: number }[] = [];
  for (const { holder, quantity } of taken) {
    const demand = holder.backorder_id ? { backorderId: holder.backorder_id } : { orderId: holder.order_id };
    const line = (await loadLines(work, demand)).find(({ queueLineId }) => queueLineId === holder.id) as LoadedLine;
    const soft = line.allocations.filter(({ id }) => holder.soft.includes(Number(id)));
    for (const hold of takeBack(soft, quantity)) changes.allocation(line, hold.id, { live: -hold.quantity });
    lines.push({ line, quantity });
  }
  await changes.write(viewer, work);
  await recordRelease(viewer, work, warehouseId, { reason, lines });
  (levels.get(variantId) as StockLevel).allocated -= total(taken, ({ quantity }) => quantity);
  const released = lines.map(({ line: { orderId, backorderId }, quantity }) => ({ orderId, backorderId, quantity }));
  const whole = taken.flatMap(({ holder }) => (holder.ship_complete ? wholeRecordOf(holder) : []));
  return [...released, ...(await letGo(viewer, work, warehouseId, whole, levels))];
}

/** Cases that are never split are given up whole: a part of one could neither be picked nor filled up again. */
function chooseHolders(work: Work, rows: readonly HolderRow[], lacking: Quantity) {
  const holders = rows.map((row): ReleasableLine & { row: HolderRow } => ({
    ...toCandidate(row),
    releasable: row.releasable,
    row,
  }));
  return releaseLowestRanked(work.settings.allocationPolicy, holders, lacking).map(({ line, quantity }) => {
    const { row, releasable } = line;
    const whole = Math.ceil(quantity / row.order_multiple) * row.order_multiple;
    return { holder: row, quantity: Math.min(releasable, whole) };
  });
}

const wholeRecordOf = (row: HolderRow) => ({ orderId: row.order_id, backorderId: row.backorder_id });

type HolderRow = CandidateRow & { releasable: number; soft: number[] };

const HOLDERS = `
  select ${CANDIDATE_COLUMNS}, null as pins, a.releasable, a.soft
  from queue_lines q
  join lateral (
    select sum(live - picked)::integer as releasable, json_agg(id) as soft
    from allocations where queue_line_id = q.id and live > picked and firmness = 'soft') a on a.releasable > 0
  where q.variant_id = $1 and q.warehouse_id = $2 and q.allocated > 0`;
