import type { Queries } from '../platform/transaction.ts';

/** A file of a report that is ready, or could not be made. */
type ReportRunEnded = {
  id: string;
  kind: 'report_ready' | 'report_failed';
  /** Null for a program, which no bell tells. */
  userId: string | null;
  report: string;
  rows: number;
};

/** Tells the person who asked for the file of a report what became of it. */
export async function notifyReportRun(queries: Queries, { id, kind, userId, ...facts }: ReportRunEnded, now: string) {
  const { report, rows } = facts;
  if (userId === null) return;
  await queries.rows(NOTIFY, [userId, kind, id, JSON.stringify({ report, rows }), `report_run:${id}`, now]);
}

const NOTIFY = `
  with made as (
    insert into notifications (user_id, kind, record_type, record_id, facts, source, created_at)
    values ($1, $2, 'report_run', $3, $4, $5, $6) on conflict (source) do nothing returning id)
  insert into outbox (topic, payload, created_at)
  select 'notification_created', jsonb_build_object('notificationId', id::text), $6::timestamptz from made`;
