import type { Queries } from '../platform/transaction.ts';

/** News of one backorder for the representative of its customer. */
export type News = {
  backorderId: string;
  number: string;
  customerName: string;
  salesRepId: string | null;
  promisedOn: string | null;
  projectedOn?: string | null;
  news: 'moved' | 'at_risk' | 'broken';
};

/**
 * One notification for each representative concerned, naming up to twenty backorders and counting all. `source` says what
 * it comes from: the same again makes none. A customer whom nobody serves is told to the managers.
 */
export async function tellReps(
  queries: Queries,
  notification: { kind: string; recordType: string; recordId: string; facts: object; source: string; now: string },
  news: readonly News[],
): Promise<void> {
  if (news.length === 0) return;
  await queries.rows(TELL, [
    JSON.stringify(news),
    notification.kind,
    notification.recordType,
    notification.recordId,
    JSON.stringify(notification.facts),
    notification.source,
    notification.now,
    NAMED,
  ]);
}

const NAMED = 20;

const TELL = `
  with news as (
    select r.*, u.id as user_id, case when u.id is null then 'manager' end as role
    from rows from (jsonb_to_recordset($1::jsonb) as ("backorderId" bigint, "number" text, "customerName" text,
      "salesRepId" bigint, "promisedOn" date, "projectedOn" date, "news" text)) with ordinality
      r("backorderId", "number", "customerName", "salesRepId", "promisedOn", "projectedOn", "news", place)
    left join users u on u.id = r."salesRepId" and u.active
  ), numbered as (
    select *, row_number() over (partition by user_id, role order by place) as shown from news
  ), made as (
    insert into notifications (user_id, role, kind, record_type, record_id, facts, source, created_at)
    select user_id, role, $2, $3, $4::bigint,
      $5::jsonb || jsonb_build_object('count', count(*), 'atRisk', count(*) filter (where news = 'at_risk'),
        'backorders', jsonb_agg(jsonb_build_object('id', "backorderId"::text, 'number', "number", 'customerName', "customerName",
          'promisedOn', "promisedOn", 'projectedOn', "projectedOn") order by shown) filter (where shown <= $8)),
      $6 || ':' || coalesce('user:' || user_id, 'role:' || role), $7
    from numbered group by user_id, role
    on conflict (source) do nothing returning id, user_id, role
  ), told as (
    insert into outbox (topic, payload, created_at)
    select 'notification_created', jsonb_build_object('notificationId', id::text), $7 from made
  )
  insert into notification_backorders (backorder_id, notification_id, news, promised_on)
  select n."backorderId", made.id, n."news", n."promisedOn"
  from made join numbered n on (made.user_id, made.role) is not distinct from (n.user_id, n.role)`;
