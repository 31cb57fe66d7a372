import { EXCEPTION_KINDS } from '#domain/exceptions/exception-kinds.ts';

export type ExceptionKind = (typeof EXCEPTION_KINDS)[number];

/** `/exceptions?kind=promise_passed&whose=mine` */
export type ExceptionsAddress = { kind?: ExceptionKind; whose?: 'mine' | 'all' };

export function readExceptionsAddress(search: Record<string, unknown>): ExceptionsAddress {
  const kind = EXCEPTION_KINDS.find((known) => known === search.kind);
  return {
    ...(kind ? { kind } : {}),
    ...(search.whose === 'mine' || search.whose === 'all' ? { whose: search.whose } : {}),
  };
}
