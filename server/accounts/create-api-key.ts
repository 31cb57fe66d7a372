import { randomBytes } from 'node:crypto';
import { type Refusal, refuse } from '#contract/errors.ts';
import type { Answer, Request } from '#contract/operations.ts';
import { KEY_ACTIONS, type KeyAction } from '#contract/permissions.ts';
import { fromNothing } from '../platform/edit-record.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { Work } from '../platform/work.ts';
import { hashApiKey } from './authenticate.ts';
import { API_KEY, type ApiKey } from './queries.ts';

/**
 * Makes a key for a program. The key is in this answer and nowhere else: its hash is kept. Refused with
 * `invalid_request` when it would have expired already.
 */
export async function createApiKey(
  viewer: Viewer,
  { body }: Pick<Request<'createApiKey'>, 'body'>,
  work: Work,
): Promise<Answer<'createApiKey'> | { refusal: Refusal }> {
  const { name, role, actions = null, expiresAt = null } = body;
  if (expiresAt !== null && Date.parse(expiresAt) <= Date.parse(work.now)) {
    return refuse('invalid_request', { errors: [{ pointer: '#/expiresAt', detail: 'lies in the past' }] });
  }

  // The prefix lets programs that look for leaked secrets know one.
  const key = `makegood_${randomBytes(32).toString('base64url')}`;
  const created = await work.tx.row<ApiKey>(
    `insert into api_keys as k (name, role, actions, key_hash, created_at, created_by, expires_at)
     values ($1, $2, $3, $4, $5, $6, $7)
     returning ${API_KEY}`,
    // A key with actions of its own reaches all customers, as a manager does.
    [name, role ?? 'manager', actions && withReading(actions), hashApiKey(key), work.now, viewer.actor, expiresAt],
  );
  work.audit({
    action: 'api_key.create',
    recordType: 'api_key',
    recordId: created.id,
    changes: fromNothing({ name, role: created.role, actions: created.actions, expiresAt: created.expiresAt }),
  });
  return { ...created, key };
}

/** Every answer reads something: a key that may act may read. */
function withReading(actions: readonly KeyAction[]): KeyAction[] {
  return KEY_ACTIONS.filter((action) => action === 'read' || actions.includes(action));
}
