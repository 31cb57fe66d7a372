import { type Refusal, refuse } from '#contract/errors.ts';
import type { Request } from '#contract/operations.ts';
import { endStreams } from '../platform/end-streams.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { Work } from '../platform/work.ts';
import { API_KEY, type ApiKey } from './queries.ts';

/** Ends an API key and its live streams at once. One that has ended before stays as it was. Refused with `not_found`. */
export async function revokeApiKey(
  _viewer: Viewer,
  { params }: Request<'revokeApiKey'>,
  work: Work,
): Promise<ApiKey | { refusal: Refusal }> {
  const before = await work.tx.first<ApiKey>(`select ${API_KEY} from api_keys k where k.id = $1 for update`, [
    params.id,
  ]);
  if (!before) return refuse('not_found');
  if (before.revokedAt !== null) return before;

  const after = await work.tx.row<ApiKey>(
    `update api_keys k set revoked_at = $2 where k.id = $1 returning ${API_KEY}`,
    [params.id, work.now],
  );
  await endStreams(work.tx, { principal: `key:${after.id}` });
  work.audit({
    action: 'api_key.revoke',
    recordType: 'api_key',
    recordId: after.id,
    changes: { revokedAt: { from: null, to: after.revokedAt } },
  });
  return after;
}
