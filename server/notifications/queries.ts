import { isRefused, type Refusal } from '#contract/errors.ts';
import type { Answer, Request } from '#contract/operations.ts';
import type { Queries } from '../platform/transaction.ts';
import type { Viewer } from '../platform/viewer.ts';
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
    readById<Notification>(queries, query, LIST, [viewer.userId, viewer.role, viewer.principal, query.unread ?? false]),
    countUnread(viewer, queries),
  ]);
  return isRefused(page) ? page : { ...page, unread };
}

/** How many notifications the caller has not read, counted to 100. */
export async function countUnread(viewer: Viewer, queries: Queries): Promise<number> {
  const { unread } = await queries.row<{ unread: number }>(COUNT, [viewer.userId, viewer.role, viewer.principal]);
  return unread;
}

const isRead = (principal: string) => `(
  n.id <= coalesce((select m.notifications_to from reading_marks m where m.principal = ${principal}), 0)
  or exists (select from notification_reads r where r.principal = ${principal} and r.notification_id = n.id))`;

const LIST = `
  select n.id, n.kind, n.record_type as "recordType", n.record_id as "recordId", n.facts, n.created_at as "createdAt",
    ${isRead('$5')} as "isRead"
  from notifications n
  where (n.user_id = $3 or n.role = $4) and ($1::bigint is null or n.id < $1)
    and (not $6::boolean or not ${isRead('$5')})
  order by n.id desc limit $2`;

const COUNT = `
  select count(*)::integer as unread from (
    select from notifications n
    where (n.user_id = $1 or n.role = $2)
      and n.id > coalesce((select m.notifications_to from reading_marks m where m.principal = $3), 0)
      and not exists (select from notification_reads r where r.principal = $3 and r.notification_id = n.id)
    limit 100) counted`;
