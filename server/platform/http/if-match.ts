import type { FastifyRequest } from 'fastify';
import { type Refusal, refuse } from '#contract/errors.ts';
import type { Route } from '#contract/routes.ts';
import { versionedRecord } from '#contract/versioned-record.ts';
import { refuseStale, type Seen, StaleRecord } from '../stale-record.ts';
import type { Transaction } from '../transaction.ts';

/** The version that was seen of the record a request is about; null where none is named. `*` is any version of what is there. */
export function readIfMatch(request: FastifyRequest, route: Route): Seen | null | { refusal: Refusal } {
  const header = request.headers['if-match'];
  if (header === undefined || header === '*') return null;
  const match = /^(?:W\/)?"(\d{1,9})"$/.exec(header);
  if (!match)
    return refuse('invalid_request', {
      errors: [{ pointer: '#/headers/if-match', detail: 'is not the version of a record, such as "3"' }],
    });
  const type = versionedRecord(route);
  // A receipt is changed with its purchase order, whose id is not in the path.
  const { id = null } = request.params as { id?: string };
  const isNamed = id !== null && !route.path.startsWith('/receipts');
  return type === null ? null : { type, id: isNamed ? id : null, version: Number(match[1]) };
}

/** What a use case answers, or who changed what when it found another version than the caller saw. */
export async function unlessStale<Answer>(
  tx: Transaction,
  seen: Seen | null,
  useCase: Promise<Answer>,
): Promise<Answer | { refusal: Refusal }> {
  try {
    return await useCase;
  } catch (error) {
    if (error instanceof StaleRecord && seen) return refuseStale(tx, error.record, seen);
    throw error;
  }
}
