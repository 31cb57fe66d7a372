import type { FastifyBaseLogger } from 'fastify';
import type { Refusal } from '#contract/errors.ts';
import type { Answer, Request } from '#contract/operations.ts';
import { type Route, routes } from '#contract/routes.ts';
import type { Database } from '../platform/database.ts';
import type { RefusedAct } from '../platform/http/app.ts';
import { listCursor, part } from '../platform/http/list-cursor.ts';
import { readList } from '../platform/read-list.ts';
import { type Queries, queriesOf } from '../platform/transaction.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { Reading } from '../platform/work.ts';

/** Acts that were refused for lack of right, the last first. */
export function listRefusedActs(
  _viewer: Viewer,
  { query }: Request<'listRefusedActs'>,
  { queries }: Reading,
): Promise<Answer<'listRefusedActs'> | { refusal: Refusal }> {
  return readList<Answer<'listRefusedActs'>['data'][number]>(
    queries,
    listCursor('listRefusedActs', part.wholeNumber, part.id),
    query,
    `select r.id, r.actor, r.role, r.operation, r.kind, r.record_id as "recordId", r.code, r.times,
       r.first_at as "firstAt", r.last_at as "lastAt", r.id::text as "sortKey"
     from refused_acts r where ($1::text is null or r.id < $2::bigint)
     order by r.id desc limit $3`,
  );
}

/** So many different acts wait to be written; what comes beyond is a flood, of which the first say enough. */
const MOST_WAITING = 500;
/** So many rows of a caller on a day name their record. */
const MOST_OF_CALLER = 200;
const DAYS_KEPT = 90;

type Waiting = Omit<RefusedAct, 'viewer'> & {
  principal: string;
  actor: string;
  role: string;
  kind: string;
  times: number;
};

/**
 * Writes refused acts beside the requests they came from, one statement after the other: nobody waits for it, so that how long
 * a refusal takes does not tell whether a record is there, and a flood of them takes one connection.
 */
export function noteRefusedActs(database: Database, logger: FastifyBaseLogger) {
  const queries = queriesOf(database);
  const waiting = new Map<string, Waiting>();
  let writing: Promise<void> | null = null;

  async function write(): Promise<void> {
    while (waiting.size > 0) {
      const acts = JSON.stringify([...waiting.values()]);
      waiting.clear();
      await queries
        .rows(NOTE, [acts, new Date().toISOString(), MOST_OF_CALLER])
        .catch((error) => logger.error({ err: error }, 'refused acts were not noted'));
    }
    writing = null;
  }

  return {
    note(act: RefusedAct): void {
      if (add(waiting, act)) writing ??= write();
    },
    /** When all that was noted is written. */
    async settled(): Promise<void> {
      await writing;
    },
  };
}

/** Counts an act with those that wait to be written; false when it is of no interest. */
function add(waiting: Map<string, Waiting>, { viewer, operation, recordId, code }: RefusedAct): boolean {
  const kind = (routes[operation] as Route).path.split('/')[1] as string;
  if (code === 'not_found' && !mayBeOthers(viewer, kind, recordId)) return false;
  const key = `${viewer.principal} ${operation} ${recordId} ${code}`;
  const known = waiting.get(key);
  if (known) known.times += 1;
  else if (waiting.size < MOST_WAITING) {
    const { principal, actor, role } = viewer;
    waiting.set(key, { principal, actor, role, operation, kind, recordId, code, times: 1 });
  }
  return true;
}

/** Tables of what is there for some and not for others, by the first part of the address. */
const OWNED: Record<string, string> = {
  customers: 'customers',
  orders: 'orders',
  backorders: 'backorders',
  fulfillments: 'fulfillments',
  'follow-ups': 'follow_ups',
  'saved-views': 'saved_views',
};

function mayBeOthers({ readsAll }: Viewer, kind: string, recordId: string | null): boolean {
  return recordId !== null && kind in OWNED && (!readsAll || kind === 'saved-views');
}

/** Deletes what is older than 90 days. */
export async function pruneRefusedActs(queries: Queries, now: string): Promise<void> {
  await queries.rows(`delete from refused_acts where last_at < $1::timestamptz - interval '${DAYS_KEPT} days'`, [now]);
}

const isThere = Object.entries(OWNED)
  .map(([kind, table]) => `when '${kind}' then exists (select from ${table} t where t.id = a."recordId")`)
  .join(' ');

// The same act again is a row that counts. Of a caller with many rows the further ones name no record, and so stay few.
const NOTE = `
  with acts as (
    select a.* from jsonb_to_recordset($1::jsonb) a(principal text, actor text, role text, operation text, kind text,
      "recordId" bigint, code text, times integer)
    where a.code <> 'not_found' or case a.kind ${isThere} else false end
  ), numbered as (
    select a.*, row_number() over (partition by a.principal order by a.operation, a."recordId", a.code) + (
      select count(*) from refused_acts r where r.principal = a.principal and r.on_day = $2::timestamptz::date) as place
    from acts a
  ), kept as (
    select principal, max(actor) as actor, max(role) as role, operation, kind, code, sum(times)::integer as times,
      case when place <= $3 or exists (select from refused_acts r where r.principal = n.principal and r.on_day = $2::timestamptz::date
        and r.operation = n.operation and r.code = n.code and r.record_id = n."recordId") then "recordId" end as record_id
    from numbered n group by principal, operation, kind, code, 8)
  insert into refused_acts as r (principal, actor, role, on_day, operation, kind, record_id, code, times, first_at, last_at)
  select principal, actor, role, $2::timestamptz::date, operation, kind, record_id, code, times, $2, $2 from kept
  on conflict (principal, on_day, operation, code, coalesce(record_id, 0)) do update
  set times = least(r.times::bigint + excluded.times, 2000000000)::integer, actor = excluded.actor, last_at = greatest(r.last_at, excluded.last_at)`;
