import { dateIn, readCompany } from '../platform/company.ts';
import type { Database } from '../platform/database.ts';
import { perform } from '../platform/perform.ts';
import { queriesOf } from '../platform/transaction.ts';
import { systemViewer } from '../platform/viewer.ts';
import { releaseHold } from './release-hold.ts';

/**
 * Releases the holds whose last day has come: one "until 5 May" ends on the morning of 5 May. Each is a transaction of
 * its own, with its audit row. Answers how many.
 */
export async function releaseDueHolds(database: Database, now: string): Promise<number> {
  const queries = queriesOf(database);
  const { company } = await readCompany(queries);
  const due = await queries.rows<{ id: string; order_id: string; backorder_id: string | null }>(
    'select id, order_id, backorder_id from holds where released_at is null and until <= $1 order by id',
    [dateIn(company.timeZone, now)],
  );
  const viewer = systemViewer('schedule');
  for (const { id, order_id, backorder_id } of due) {
    const record = backorder_id === null ? { orderId: order_id } : { backorderId: backorder_id };
    await perform(viewer, database, now, (work) => releaseHold(viewer, work, { ...record, holdId: id, notes: null }));
  }
  return due.length;
}
