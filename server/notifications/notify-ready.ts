import { isReadyNow } from '../ledger/sql-words.ts';
import type { Database } from '../platform/database.ts';
import { queriesOf } from '../platform/transaction.ts';

/** So many are named in one notification; the rest is counted. */
const NAMED = 20;

/**
 * Tells of the backorders that an allocation run made ready: one notification a run for each sales representative
 * concerned (their managers, where nobody active serves the customer) and one for the warehouse, however often the job is
 * repeated. What is no longer ready by now is not told, nor what they were told already and never told otherwise: stock
 * lent and given back is no news.
 */
export async function notifyReady(
  database: Database,
  { runId, becameReady }: { runId: string; becameReady: string[] },
  now: string,
): Promise<void> {
  await queriesOf(database).rows(NOTIFY_READY, [becameReady, runId, now, NAMED]);
}

/**
 * Tells of the backorders that people were told are ready and that are not any more, because what was allocated to them went
 * elsewhere or turned out missing. Looked for every few minutes: what is ready again by then is no news.
 */
export async function notifyNotReady(database: Database, now: string): Promise<void> {
  await queriesOf(database).rows(NOTIFY_NOT_READY, [now, NAMED]);
}

/** How many units of a backorder people were last told are there for it. */
const LAST_TOLD = `
  select t.covered from notification_backorders t
  where t.backorder_id = b.id and t.news in ('ready', 'not_ready') order by t.notification_id desc limit 1`;

/** Tells one news of some backorders. `said` is its kind, the record it is about and what it is made from. */
const notify = (
  news: 'ready' | 'not_ready',
  which: string,
  said: { kind: string; type: string; id: string; source: string; now: string; named: string },
) => `
  with concerned as (
    select c.sales_rep_id, b.id, b.fulfilled + b.allocated as covered,
      jsonb_build_object('id', b.id::text, 'number', b.number, 'customerName', c.name, 'allocated', b.allocated,
        'outstanding', b.outstanding) as backorder
    from backorders b join customers c on c.id = b.customer_id
    left join lateral (${LAST_TOLD}) last on true
    where ${which}
  ), told as (
    select u.id as user_id, case when u.id is null then 'manager' end as role, r.id, r.covered, r.backorder
    from concerned r left join users u on u.id = r.sales_rep_id and u.active
    union all
    select null, 'warehouse', id, covered, backorder from concerned
  ), numbered as (
    select *, row_number() over (partition by user_id, role order by id) as place from told
  ), made as (
  insert into notifications (user_id, role, kind, record_type, record_id, facts, source, created_at)
  select user_id, role, '${said.kind}', '${said.type}', ${said.id},
    jsonb_build_object('count', count(*), 'backorders', jsonb_agg(backorder order by id) filter (where place <= ${said.named})),
    format('%s:%s', ${said.source}, coalesce('user:' || user_id, 'role:' || role)), ${said.now}
  from numbered group by user_id, role
  on conflict (source) do nothing returning id, user_id, role
  ), heard as (
  insert into outbox (topic, payload, created_at)
  select 'notification_created', jsonb_build_object('notificationId', id::text), ${said.now} from made
  )
  insert into notification_backorders (backorder_id, notification_id, news, covered)
  select told.id, made.id, '${news}', told.covered from made join told
    on (made.user_id, made.role) is not distinct from (told.user_id, told.role)`;

const NOTIFY_READY = notify(
  'ready',
  `b.id = any($1::bigint[]) and ${isReadyNow()} and b.fulfilled + b.allocated > coalesce(last.covered, 0)`,
  {
    kind: 'backorders_ready',
    type: 'allocation_run',
    id: '$2::bigint',
    source: `'allocation_run:' || $2::bigint`,
    now: '$3::timestamptz',
    named: '$4',
  },
);

const NOTIFY_NOT_READY = notify(
  'not_ready',
  `b.status in ('open', 'partially_fulfilled') and not ${isReadyNow()} and b.fulfilled + b.allocated < last.covered`,
  {
    kind: 'backorders_not_ready',
    type: 'day',
    id: `to_char($1::timestamptz at time zone (select time_zone from company), 'YYYYMMDD')::bigint`,
    source: `'not_ready:' || $1`,
    now: '$1::timestamptz',
    named: '$2',
  },
);
