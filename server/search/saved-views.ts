import { type Refusal, refuse } from '#contract/errors.ts';
import type { Answer, Request } from '#contract/operations.ts';
import type { SavedView } from '#contract/search.ts';
import { alreadyExists, changesOf, isTaken, withChanges } from '../platform/edit-record.ts';
import type { Queries } from '../platform/transaction.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { Reading, Work } from '../platform/work.ts';
import { type Page, readById } from '../records/read-by-id.ts';

/** The views of the caller and those others share, in the order they were made. */
export function listSavedViews(
  viewer: Viewer,
  { query }: Request<'listSavedViews'>,
  { queries }: Reading,
): Promise<Page<SavedView>> {
  return readById(
    queries,
    'listSavedViews',
    query,
    `${select('$3')} where (v.user_id = $3 or v.is_shared) and ($4::text is null or v.list = $4) and ($1::bigint is null or v.id > $1)
     order by v.id limit $2`,
    [viewer.userId, query.list ?? null],
  );
}

/**
 * Keeps a view under a name of the caller's. Refused with `person_required` for a program, which has no views, then
 * `already_exists` for the name.
 */
export async function createSavedView(
  viewer: Viewer,
  { body }: Request<'createSavedView'>,
  work: Work,
): Promise<SavedView | { refusal: Refusal }> {
  if (viewer.userId === null) return refuse('person_required');
  const created = await work.tx.first<{ id: string }>(
    `insert into saved_views (user_id, list, name, address, is_shared, created_at) values ($1, $2, $3, $4, $5, $6)
     on conflict (user_id, list, (lower(name))) do nothing returning id`,
    [viewer.userId, body.list, body.name, JSON.stringify(body.address), body.isShared, work.now],
  );
  if (!created) return alreadyExists('#/name', body.name);
  work.audit({
    action: 'saved_view.create',
    recordType: 'saved_view',
    recordId: created.id,
    changes: { name: { from: null, to: body.name } },
  });
  return (await findSavedView(viewer, work.tx, created.id)) as SavedView;
}

/** Changes a view of the caller's. Refused with `not_found` (also for somebody else's), `changed_meanwhile`, `already_exists`. */
export async function updateSavedView(
  viewer: Viewer,
  { params, body }: Request<'updateSavedView'>,
  work: Work,
): Promise<SavedView | { refusal: Refusal }> {
  const before = await findSavedView(viewer, work.tx, params.id, 'for update of v');
  if (!before?.isMine) return refuse('not_found');
  work.saw({ type: 'saved_view', id: params.id, version: before.version });
  const changes = changesOf(before, body);
  if (!changes) return before;
  const after = { ...withChanges(before, changes), version: before.version + 1 };
  const taken = await isTaken(work.tx, () =>
    work.tx.rows('update saved_views set name = $2, address = $3, is_shared = $4, version = $5 where id = $1', [
      after.id,
      after.name,
      JSON.stringify(after.address),
      after.isShared,
      after.version,
    ]),
  );
  if (taken) return alreadyExists('#/name', after.name);
  work.audit({ action: 'saved_view.update', recordType: 'saved_view', recordId: after.id, changes });
  return after;
}

/** Forgets a view of the caller's. Refused with `not_found`, also for somebody else's and one that is gone. */
export async function deleteSavedView(
  viewer: Viewer,
  { params }: Request<'deleteSavedView'>,
  work: Work,
): Promise<Answer<'deleteSavedView'> | { refusal: Refusal }> {
  const gone = await work.tx.first<{ id: string; name: string; version: number }>(
    'delete from saved_views where id = $1 and user_id = $2 returning id, name, version',
    [params.id, viewer.userId],
  );
  if (!gone) return refuse('not_found');
  work.saw({ type: 'saved_view', id: gone.id, version: gone.version });
  work.audit({
    action: 'saved_view.delete',
    recordType: 'saved_view',
    recordId: gone.id,
    changes: { name: { from: gone.name, to: null } },
  });
  return { id: gone.id };
}

const select = (viewer: '$2' | '$3') => `
  select v.id, v.list, v.name, v.address, v.is_shared as "isShared", coalesce(v.user_id = ${viewer}::bigint, false) as "isMine", u.name as "ownerName", v.version
  from saved_views v join users u on u.id = v.user_id`;

function findSavedView(viewer: Viewer, queries: Queries, id: string, lock = ''): Promise<SavedView | null> {
  return queries.first<SavedView>(`${select('$2')} where v.id = $1 and (v.user_id = $2 or v.is_shared) ${lock}`, [
    id,
    viewer.userId,
  ]);
}
