import { isRefused, type Refusal } from '#contract/errors.ts';
import type { Answer, Request } from '#contract/operations.ts';
import type { Queries } from '../platform/transaction.ts';
import { readsOnlyCustomersOf, type Viewer } from '../platform/viewer.ts';
import type { Reading } from '../platform/work.ts';
import { readById } from '../records/read-by-id.ts';

type Notification = Answer<'listNotifications'>['data'][number];

/** What the caller should hear of: told to them, or to their role. Newest first, with how many of them are unread. */
export async function listNotifications(
  viewer: Viewer,
  { query }: Request<'listNotifications'>,
  { queries }: Reading,
): Promise<Answer<'listNotifications'> | { refusal: Refusal }> {
  const [page, unread] = await Promise.all([
    readById<Notification>(queries, 'listNotifications', query, LIST, [
      viewer.userId,
      viewer.role,
      viewer.principal,
      query.unread ?? false,
      readsOnlyCustomersOf(viewer),
    ]),
    countUnread(viewer, queries),
  ]);
  return isRefused(page) ? page : { ...page, unread };
}

/** How many notifications the caller has not read, counted to 100. */
export async function countUnread(viewer: Viewer, queries: Queries): Promise<number> {
  const { unread } = await queries.row<{ unread: number }>(COUNT, [
    viewer.userId,
    viewer.role,
    viewer.principal,
    readsOnlyCustomersOf(viewer),
  ]);
  return unread;
}

const isRead = (principal: string) => `(
  n.id <= coalesce((select m.notifications_to from reading_marks m where m.principal = ${principal}), 0)
  or exists (select from notification_reads r where r.principal = ${principal} and r.notification_id = n.id))`;

/**
 * What a notice names and the reader, who reads only their own customers' records, may not read any more: its customer went
 * to somebody else since. As the keys of two lists in `facts`, each with the query of those that are still theirs.
 */
const kept = (list: string, theirs: string) => `
  (select jsonb_agg(named order by place) from jsonb_array_elements(n.facts -> '${list}') with ordinality e(named, place)
    where ${theirs})`;
const theirBackorders = (only: string) =>
  kept(
    'backorders',
    `exists (select from backorders b join customers c on c.id = b.customer_id
  where b.id = (named ->> 'id')::bigint and c.sales_rep_id = ${only}::bigint)`,
  );
const theirFollowUps = (only: string) =>
  kept(
    'followUps',
    `exists (select from orders o join customers c on c.id = o.customer_id
  where o.id = (named ->> 'orderId')::bigint and c.sales_rep_id = ${only}::bigint)`,
  );

/** Facts without what is not theirs, and counted again: what was not named is not counted either once something is left out. */
const factsFor = (only: string) => `
  case when ${only}::bigint is null or not (n.facts ?| array['backorders', 'followUps']) then n.facts
    when jsonb_array_length(coalesce(theirs.named, '[]')) = jsonb_array_length(coalesce(n.facts -> 'backorders', n.facts -> 'followUps')) then n.facts
    else n.facts || jsonb_build_object('count', jsonb_array_length(theirs.named),
      case when n.facts ? 'backorders' then 'backorders' else 'followUps' end, theirs.named) end`;
const theirs = (only: string) => `
  cross join lateral (select case when ${only}::bigint is null then null
    when n.facts ? 'backorders' then ${theirBackorders(only)}
    when n.facts ? 'followUps' then ${theirFollowUps(only)} end as named) theirs`;
const hasTheirs = (only: string) =>
  `(${only}::bigint is null or not (n.facts ?| array['backorders', 'followUps']) or theirs.named is not null)`;

const LIST = `
  select n.id, n.kind, n.record_type as "recordType", n.record_id as "recordId", ${factsFor('$7')} as facts, n.created_at as "createdAt",
    ${isRead('$5')} as "isRead"
  from notifications n ${theirs('$7')}
  where (n.user_id = $3 or n.role = $4) and ${hasTheirs('$7')} and ($1::bigint is null or n.id < $1)
    and (not $6::boolean or not ${isRead('$5')})
  order by n.id desc limit $2`;

const COUNT = `
  select count(*)::integer as unread from (
    select from notifications n ${theirs('$4')}
    where (n.user_id = $1 or n.role = $2) and ${hasTheirs('$4')}
      and n.id > coalesce((select m.notifications_to from reading_marks m where m.principal = $3), 0)
      and not exists (select from notification_reads r where r.principal = $3 and r.notification_id = n.id)
    limit 100) counted`;
