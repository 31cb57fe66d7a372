import type { Refusal } from '#contract/errors.ts';
import type { Answer, Request } from '#contract/operations.ts';
import { unknownReference } from '../platform/edit-record.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { Work } from '../platform/work.ts';
import { countUnread } from './queries.ts';

/**
 * The caller has read some notifications, or all up to one. Reading is nobody else's business: a role's notification
 * stays unread for its others. Refused with `unknown_reference` for one that was not told to the caller.
 */
export async function readNotifications(
  viewer: Viewer,
  { body }: Request<'readNotifications'>,
  work: Work,
): Promise<Answer<'readNotifications'> | { refusal: Refusal }> {
  const { principal } = viewer;
  if (body.upTo !== undefined) {
    // No further than what exists: what is told later must not be read already.
    await work.tx.rows(
      `insert into reading_marks (principal, notifications_to)
       select $1, least($2::bigint, (select coalesce(max(id), 0) from notifications))
       on conflict (principal) do update
       set notifications_to = greatest(reading_marks.notifications_to, excluded.notifications_to)`,
      [principal, body.upTo],
    );
  } else {
    const ids = [...new Set(body.ids)];
    const told = await work.tx.rows<{ id: string }>(
      'select id from notifications where id = any($1::bigint[]) and (user_id = $2 or role = $3)',
      [ids, viewer.userId, viewer.role],
    );
    const unknown = ids.findIndex((id) => !told.some((row) => row.id === id));
    if (unknown >= 0) return unknownReference(`#/ids/${unknown}`);
    await work.tx.rows(
      `insert into notification_reads (principal, notification_id) select $1, unnest($2::bigint[]) on conflict do nothing`,
      [principal, ids],
    );
  }
  return { unread: await countUnread(viewer, work.tx) };
}
