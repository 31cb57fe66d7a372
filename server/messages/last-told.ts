import type { Told } from '#domain/messages/facts.ts';
import type { Queries } from '../platform/transaction.ts';

/** By order, what its customer was last told is to come: of each line what the newest message about it said. */
export async function readLastTold(queries: Queries, orderIds: readonly string[]): Promise<Map<string, Told>> {
  const rows = await queries.rows<{ orderId: string; told: Told }>(LAST_TOLD, [orderIds]);
  const last = new Map<string, Told>();
  for (const { orderId, told } of rows) last.set(orderId, { ...last.get(orderId), ...told });
  return last;
}

/** What a digest carried was said by it. */
const LAST_TOLD = `
  select m.order_id as "orderId", m.told from messages m left join messages carrier on carrier.id = m.carried_by_id
  where m.order_id = any($1::bigint[]) and m.told is not null and coalesce(carrier.status, m.status) in ('sent', 'recorded')
  order by m.id`;
