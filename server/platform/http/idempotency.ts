import { createHmac } from 'node:crypto';
import { type Refusal, refuse } from '#contract/errors.ts';
import type { Transaction } from '../transaction.ts';
import type { Viewer } from '../viewer.ts';

export type IdempotencyKey = { route: string; key: string; bodyHash: Buffer };

/**
 * The key of a request. The same key with another body, or another record in the path, is another request. What is kept of a
 * body is keyed with the server's secret: nobody who reads the table can try passwords against it.
 */
export function idempotencyKey(
  route: string,
  key: string,
  request: { url: string; body: unknown },
  secret: string,
): IdempotencyKey {
  const bodyHash = createHmac('sha256', secret)
    .update(`${request.url}\n${JSON.stringify(request.body ?? null)}`)
    .digest();
  return { route, key, bodyHash };
}

/**
 * Takes the key for this transaction. Someone else in the middle of the same request makes this wait; when they
 * commit, their answer is given back, and when they are refused, this request goes on.
 */
export async function claimKey(
  viewer: Viewer,
  tx: Transaction,
  key: IdempotencyKey,
  now: string,
): Promise<null | { replayed: { status: number; body: unknown } } | { refusal: Refusal }> {
  const claimed = await tx.first(
    `insert into idempotency_keys (principal, route, key, body_hash, created_at) values ($1, $2, $3, $4, $5)
     on conflict do nothing returning true`,
    [viewer.principal, key.route, key.key, key.bodyHash, now],
  );
  if (claimed) return null;
  const before = await tx.row<{ body_hash: Buffer; response_status: number; response: unknown }>(
    'select body_hash, response_status, response from idempotency_keys where principal = $1 and route = $2 and key = $3',
    [viewer.principal, key.route, key.key],
  );
  if (!before.body_hash.equals(key.bodyHash)) return refuse('idempotency_key_reused');
  return { replayed: { status: before.response_status, body: before.response } };
}
