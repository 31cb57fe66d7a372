import { type Refusal, refuse } from '#contract/errors.ts';
import type { Request } from '#contract/operations.ts';
import { changesOf, type Editable, withChanges, writeRecord } from '../platform/edit-record.ts';
import { endStreams } from '../platform/end-streams.ts';
import type { Transaction } from '../platform/transaction.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { Work } from '../platform/work.ts';
import { findUser, type User } from './queries.ts';
import { endSessions } from './store-password.ts';

const USER: Editable<User> = {
  recordType: 'user',
  table: 'users',
  columns: { name: 'name', phone: 'phone', role: 'role', active: 'active' },
};

/**
 * Changes a person. The sessions and live streams of one who is no longer active end at once, and managers are told what work
 * they leave behind. Whoever is no driver any more, or not here, drives no route. Refused with `not_found`, then
 * `changed_meanwhile`, then `last_administrator`.
 */
export async function updateUser(
  _viewer: Viewer,
  { params, body }: Request<'updateUser'>,
  work: Work,
): Promise<User | { refusal: Refusal }> {
  const administrators = await lockAdministratorsAnd(work.tx, params.id);
  const before = await findUser(work.tx, params.id);
  if (!before) return refuse('not_found');
  work.saw({ type: 'user', id: before.id, version: before.version });

  const changes = changesOf(before, body);
  if (!changes) return before;
  const changed = { ...withChanges(before, changes), version: before.version + 1 };
  const after = changed.active && changed.role === 'driver' ? changed : { ...changed, routes: [] };
  const isLast = administrators.length === 1 && administrators[0] === after.id;
  if (isLast && !(after.active && after.role === 'administrator')) return refuse('last_administrator');

  await writeRecord(work.tx, USER, after);
  if (changes.active || changes.role) await endStreams(work.tx, { principal: `user:${after.id}` });
  if (changes.active && !after.active) {
    await endSessions(work.tx, after.id);
    work.tell('user_left', { userId: after.id });
  }
  work.audit({ action: 'user.update', recordType: 'user', recordId: after.id, changes });
  if (after.routes.length < before.routes.length) await leaveRoutes(work, before);
  return after;
}

/** Takes a person off the routes they drive; each says so in its history. */
async function leaveRoutes(work: Work, { id, routes }: User): Promise<void> {
  await work.tx.rows('update routes set driver_id = null, version = version + 1 where driver_id = $1', [id]);
  for (const route of routes)
    work.audit({
      action: 'route.update',
      recordType: 'route',
      recordId: route.id,
      changes: { driverId: { from: id, to: null } },
    });
}

/** All of them, so that two administrators who demote each other at the same moment are decided one after the other. */
async function lockAdministratorsAnd(tx: Transaction, userId: string): Promise<string[]> {
  await tx.rows(
    `select from users where id = $1 or (role = 'administrator' and active) order by id for no key update`,
    [userId],
  );
  // Read again: a wait above may have been for one of them to be demoted.
  const rows = await tx.rows<{ id: string }>(`select id from users where role = 'administrator' and active`);
  return rows.map(({ id }) => id);
}
