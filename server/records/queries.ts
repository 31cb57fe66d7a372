import type { Answer, Request } from '#contract/operations.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { Reading } from '../platform/work.ts';
import { itemsNamed } from './history.ts';
import { type Page, readById } from './read-by-id.ts';

type Item<List extends { data: unknown[] }> = List['data'][number];

/** Every change, newest first. Only roles that read all customers may ask. */
export function listAuditEvents(
  _viewer: Viewer,
  { query }: Request<'listAuditEvents'>,
  { queries }: Reading,
): Promise<Page<Item<Answer<'listAuditEvents'>>>> {
  return readById(
    queries,
    'listAuditEvents',
    query,
    `select id, at, actor, action, record_type as "recordType", record_id as "recordId", changes,
       ${itemsNamed('changes')} as items
     from audit_events
     where ($1::bigint is null or id < $1)
       and ($3::text is null or record_type = $3)
       and ($4::bigint is null or record_id = $4)
       and ($5::text is null or actor = $5)
     order by id desc limit $2`,
    [query.recordType ?? null, query.recordId ?? null, query.actor ?? null],
  );
}

/** The newest verification of the books; nulls before the first. */
export async function getVerification(
  _viewer: Viewer,
  _request: Request<'getVerification'>,
  { queries }: Reading,
): Promise<Answer<'getVerification'>> {
  const newest = await queries.first<Answer<'getVerification'>>(
    `select verified_at as "verifiedAt", balanced, differences from verifications order by id desc limit 1`,
  );
  return newest ?? { verifiedAt: null, balanced: null, differences: [] };
}
