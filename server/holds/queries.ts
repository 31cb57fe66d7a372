import type { Answer } from '#contract/operations.ts';
import type { Queries } from '../platform/transaction.ts';

type Hold = Answer<'holdOrder'>;

/** One hold, which the caller knows to exist. */
export async function readHold(queries: Queries, holdId: string): Promise<Hold> {
  return (await queries.row<{ hold: Hold }>(ONE, [holdId])).hold;
}

/** A hold `h` as it is answered. */
const HOLD = `json_build_object('id', h.id::text, 'orderId', h.order_id::text, 'backorderId', h.backorder_id::text,
  'reason', h.reason, 'until', h.until, 'notes', h.notes, 'heldAt', instant(h.held_at), 'heldBy', h.held_by,
  'releasedAt', instant(h.released_at), 'releasedBy', h.released_by, 'releaseNotes', h.release_notes, 'priceEnded', h.price_ended)`;

/** The open holds of the order, or of the backorder with this id, as SQL: oldest first. */
export const openHolds = (orderId: string, backorderId: string) => `coalesce((
  select json_agg(${HOLD} order by h.id) from holds h
  where h.order_id = ${orderId} and h.released_at is null and (h.backorder_id is null or h.backorder_id = ${backorderId})), '[]')`;

const ONE = `select ${HOLD} as hold from holds h where h.id = $1`;
