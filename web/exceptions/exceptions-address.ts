import type { Answer } from '#contract/operations.ts';

export type ExceptionKind = Answer<'listExceptions'>['data'][number]['kind'];

/** In the order the list has them. */
export const EXCEPTION_KINDS: readonly ExceptionKind[] = [
  'books_do_not_balance',
  'work_stands_still',
  'count_below_picked',
  'promise_passed',
  'promise_at_risk',
  'second_slip_without_consent',
  'past_maximum_age',
  'ready_not_started',
  'picked_not_shipped',
  'shipped_not_delivered',
  'shortage_without_backorder',
  'not_received',
  'message_refused',
  'follow_up_overdue',
  'representative_left',
  'not_reviewed',
];

/** `/exceptions?kind=promise_passed&whose=mine` */
export type ExceptionsAddress = { kind?: ExceptionKind; whose?: 'mine' | 'all' };

export function readExceptionsAddress(search: Record<string, unknown>): ExceptionsAddress {
  const kind = EXCEPTION_KINDS.find((known) => known === search.kind);
  return {
    ...(kind ? { kind } : {}),
    ...(search.whose === 'mine' || search.whose === 'all' ? { whose: search.whose } : {}),
  };
}
