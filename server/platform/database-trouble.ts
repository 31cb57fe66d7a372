import type { ErrorCode } from '#contract/errors.ts';

type Trouble = Extract<ErrorCode, 'database_unavailable' | 'out_of_space' | 'too_many_requests'>;

/** PostgreSQL's codes: it ends, starts, has no connection left, has no memory, or is a copy that only reads. */
const AWAY = /^(08...|57P0[1-5]|53[03]00|53200|25P03|25006|28...|3D000)$/;
/** A full disk, or one that answers with errors. */
const NO_SPACE = /^(53100|58030)$/;
/** A lock or an answer that was waited for too long, and conflicts that outlived every retry. */
const BUSY = /^(55P03|57014|40001|40P01)$/;
/** What the operating system says of a connection; of a socket file that is not there it says ENOENT. */
const BROKEN = [
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
];
/** `pg` has no code for a connection that ended between two steps. */
const LOST = /^Connection terminated|^Client (was closed|has encountered a connection error)|^Cannot use a pool after/;
/** A place in the pool that did not come free in time. */
const NO_PLACE = /^timeout exceeded when trying to connect/;

/** What an error says of the state of the database, when it is that and no defect; null for any other error. */
export function databaseTrouble(error: unknown): Trouble | null {
  const { code = '', severity = '', syscall, message = '' } = error as Partial<Record<string, string>>;
  if (NO_SPACE.test(code) || /No space left on device/.test(message)) return 'out_of_space';
  if (BUSY.test(code) || NO_PLACE.test(message)) return 'too_many_requests';
  // Whatever ends the session is no fault of the statement.
  if (severity === 'FATAL' || severity === 'PANIC') return 'database_unavailable';
  if (AWAY.test(code) || BROKEN.includes(code) || LOST.test(message)) return 'database_unavailable';
  return code === 'ENOENT' && syscall === 'connect' ? 'database_unavailable' : null;
}
