import type { LedgerAnswer } from '#domain/invoicing/ledger-port.ts';
import { failureOf, failureWithoutAnswer } from './failure.ts';
import type { Asked, Session } from './session.ts';

/** The version of the API whose shapes are read here. */
const MINOR_VERSION = '75';

/** Where calls go and how long one is waited for. */
export type Wire = { baseUrl: string; timeoutMilliseconds: number };

/** One call below `/v3/company/{realmId}/`. With a body it writes, and `requestId` names it. */
export type Call = {
  path: string;
  query?: Readonly<Record<string, string>>;
  write?: { body: unknown; requestId: string };
};

/** Makes one call within the company's share of calls; a token that ended is renewed once. */
export async function call(wire: Wire, session: Session, request: Call): Promise<LedgerAnswer<unknown>> {
  const wait = await session.take();
  if (wait > 0)
    return { is: 'later', afterSeconds: wait, detail: 'Enough calls for now: QuickBooks takes so many a minute.' };
  const token = await session.token();
  const first = token.is === 'done' ? await ask(wire, session.realmId, token.value, request) : token;
  const isOurToken = token.is === 'done' && first.is === 'unauthorized';
  const answer = isOurToken ? await askAgain(wire, session, token.value, request) : first;
  await session.note(answer);
  return answer;
}

async function askAgain(wire: Wire, session: Session, refused: string, request: Call): Promise<Asked> {
  const renewed = await session.renew(refused);
  return renewed.is === 'done' ? ask(wire, session.realmId, renewed.value, request) : renewed;
}

async function ask(wire: Wire, realmId: string, token: string, request: Call): Promise<Asked> {
  const { write } = request;
  const url = new URL(`/v3/company/${encodeURIComponent(realmId)}/${request.path}`, wire.baseUrl);
  for (const [name, value] of Object.entries(request.query ?? {})) url.searchParams.set(name, value);
  url.searchParams.set('minorversion', MINOR_VERSION);
  if (write) url.searchParams.set('requestid', write.requestId);
  try {
    const response = await fetch(url, {
      method: write ? 'POST' : 'GET',
      headers: {
        authorization: `Bearer ${token}`,
        accept: 'application/json',
        ...(write && { 'content-type': 'application/json' }),
      },
      ...(write && { body: JSON.stringify(write.body) }),
      redirect: 'error',
      signal: AbortSignal.timeout(wire.timeoutMilliseconds),
    });
    const body: unknown = await response.json().catch((error) => {
      if (response.ok || error instanceof DOMException) throw error;
      return null;
    });
    if (response.ok) return { is: 'done', value: body };
    const retryAfter = response.headers.get('retry-after');
    const failure = failureOf({ status: response.status, body, retryAfter, writes: write !== undefined });
    return failure.is === 'later' && response.status < 500 ? { ...failure, rest: failure.afterSeconds } : failure;
  } catch (error) {
    return failureWithoutAnswer(error, write !== undefined);
  }
}
