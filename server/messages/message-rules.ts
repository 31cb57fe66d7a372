import type { Refusal } from '#contract/errors.ts';
import type { Answer, Request } from '#contract/operations.ts';
import { changesOf, withChanges } from '../platform/edit-record.ts';
import type { Queries } from '../platform/transaction.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { Reading, Work } from '../platform/work.ts';

/** How the company writes to its customers. */
export type MessageRules = Answer<'getMessageRules'>;

/** As the product comes: everything is told, at any hour, several backorders of a customer in one mail. */
const AS_IT_COMES: MessageRules = {
  eventsOff: [],
  gathers: true,
  quietFrom: null,
  quietUntil: null,
  morning: '08:00',
  waitMinutes: 0,
  updatedAt: null,
  updatedBy: null,
  version: 1,
};

/** The rules in force. */
export async function readMessageRules(queries: Queries): Promise<MessageRules> {
  return (await queries.first<MessageRules>(READ)) ?? AS_IT_COMES;
}

/** When a message leaves that is queued now: after as long as the company lets each wait, so that what is put right at once tells nobody. */
export async function whenItLeaves(queries: Queries, now: string): Promise<string> {
  const { waitMinutes } = await readMessageRules(queries);
  return new Date(Date.parse(now) + waitMinutes * 60_000).toISOString();
}

/** The rules, for the screen that changes them. */
export function getMessageRules(
  _: Viewer,
  __: Request<'getMessageRules'>,
  { queries }: Reading,
): Promise<MessageRules> {
  return readMessageRules(queries);
}

/**
 * Changes how the company writes to its customers, from the next message that leaves. Refused with `changed_meanwhile`.
 */
export async function updateMessageRules(
  viewer: Viewer,
  { body }: Request<'updateMessageRules'>,
  work: Work,
): Promise<MessageRules | { refusal: Refusal }> {
  await work.tx.rows('select from company for update');
  const before = await readMessageRules(work.tx);
  work.saw({ type: 'message_rules', id: null, version: before.version });
  const changes = changesOf(before, body);
  if (!changes) return before;
  const after: MessageRules = {
    ...withChanges(before, changes),
    updatedAt: work.now,
    updatedBy: viewer.actor,
    version: before.version + 1,
  };
  await work.tx.rows(WRITE, [
    after.eventsOff,
    after.gathers,
    after.quietFrom,
    after.quietUntil,
    after.morning,
    after.waitMinutes,
    after.version,
    after.updatedAt,
    after.updatedBy,
  ]);
  work.audit({ action: 'message_rules.update', recordType: 'message_rules', recordId: null, changes });
  return after;
}

const READ = `
  select events_off as "eventsOff", gathers, quiet_from as "quietFrom", quiet_until as "quietUntil", morning, wait_minutes as "waitMinutes", updated_at as "updatedAt", updated_by as "updatedBy", version
  from message_rules`;

const WRITE = `
  insert into message_rules (events_off, gathers, quiet_from, quiet_until, morning, wait_minutes, version, updated_at, updated_by)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
  on conflict (id) do update set events_off = $1, gathers = $2, quiet_from = $3, quiet_until = $4, morning = $5,
    wait_minutes = $6, version = $7, updated_at = $8, updated_by = $9`;
