import type { Queries } from '../platform/transaction.ts';

/** A file of a report that is ready, or could not be made. */
type ReportRunEnded = {
  id: string;
  kind: 'report_ready' | 'report_failed';
  /** Null for a program, which no bell tells. */
  userId: string | null;
  report: string;
  filters: Readonly<Record<string, string>>;
  rows: number;
};

/** Tells the person who asked for the file of a report what became of it. */
export async function notifyReportRun(queries: Queries, { id, kind, userId, ...run }: ReportRunEnded, now: string) {
  if (userId === null) return;
  const facts = { report: run.report, asOf: run.filters.asOf ?? null, rows: run.rows };
  await queries.rows(NOTIFY, [userId, kind, id, JSON.stringify(facts), `report_run:${id}`, now]);
}

const NOTIFY = `
  with made as (
    insert into notifications (user_id, kind, record_type, record_id, facts, source, created_at)
    values ($1, $2, 'report_run', $3, $4, $5, $6) on conflict (source) do nothing returning id)
  insert into outbox (topic, payload, created_at)
  select 'notification_created', jsonb_build_object('notificationId', id::text), $6::timestamptz from made`;
