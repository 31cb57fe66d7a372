import type { LedgerFailure, LedgerRefusal } from '#domain/invoicing/ledger-port.ts';

type FaultBody = {
  Fault?: { Error?: { Message?: string; Detail?: string; code?: string }[]; type?: string };
};

/** https://developer.intuit.com/app/developer/qbo/docs/develop/troubleshooting/error-codes */
const REFUSALS: Record<string, LedgerRefusal> = {
  '610': 'inactive_record',
  '2500': 'unknown_record',
  '5010': 'stale_version',
  '6140': 'duplicate_number',
  '6200': 'closed_period',
  '6210': 'closed_period',
  '6240': 'duplicate_name',
};
const THROTTLED = ['3001', '003001'];
const REST_SECONDS = 60;

/** What an answer other than 200 means. A write that broke inside QuickBooks may have been done all the same. */
export function failureOf(answer: {
  status: number;
  body: unknown;
  retryAfter: string | null;
  writes: boolean;
}): LedgerFailure {
  const { status, writes } = answer;
  const fault = (answer.body as FaultBody | null)?.Fault;
  const { code = '', Message = '', Detail = '' } = fault?.Error?.[0] ?? {};
  const detail = [Message, Detail].filter(Boolean).join(': ').slice(0, 1000) || `QuickBooks answered ${status}.`;
  if (status === 401 || status === 403) return { is: 'unauthorized', detail };
  if (status === 429 || THROTTLED.includes(code))
    return { is: 'later', afterSeconds: Number(answer.retryAfter) || REST_SECONDS, detail };
  if (status >= 500 || fault?.type === 'SystemFault' || fault === undefined) return brokenOff(writes, detail);
  return { is: 'refused', why: REFUSALS[code] ?? 'invalid', code, detail };
}

/** Codes of connections that never came to be, so that nothing was asked. */
const NOT_ASKED = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'UND_ERR_CONNECT_TIMEOUT'];

/** What it means that no whole answer came. */
export function failureWithoutAnswer(error: unknown, writes: boolean): LedgerFailure {
  const { name, cause } = error as Error & { cause?: { code?: string } };
  const code = cause?.code ?? '';
  if (NOT_ASKED.includes(code)) return { is: 'later', afterSeconds: 30, detail: 'QuickBooks cannot be reached.' };
  const detail =
    name === 'TimeoutError' ? 'QuickBooks did not answer in time.' : 'The connection to QuickBooks broke off.';
  return brokenOff(writes, detail);
}

function brokenOff(writes: boolean, detail: string): LedgerFailure {
  return writes ? { is: 'unsure', detail } : { is: 'later', afterSeconds: 30, detail };
}
