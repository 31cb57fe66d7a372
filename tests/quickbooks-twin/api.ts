import { ENTITIES, type EntityName } from './books.ts';
import type { Answering, Exchange, TwinAnswer } from './exchange.ts';
import type { Fault } from './faults.ts';
import { refuse, refuseForNow, refuseToken } from './refused.ts';

/** Answers a call of the records of the company, under `/v3/company/{realmId}/`. */
export function answerCompany(twin: Answering, exchange: Exchange, fault: Fault | null): TwinAnswer {
  const [, , , realmId, path = '', id] = exchange.url.pathname.split('/');
  if (fault === 'unauthorized') twin.tokens.endAccess();
  if (!twin.tokens.isGood(exchange.authorization)) throw refuseToken();
  if (fault === 'too_many') throw refuseForNow();
  if (fault === 'server_error') throw new Error('An unexpected error occurred');
  if (realmId !== twin.realmId) throw refuseToken();
  if (exchange.url.searchParams.get('minorversion') !== '75') throw refuse('2020', 'minorversion=75 is missing');
  if (exchange.method === 'GET') return { status: 200, body: stamped(read(twin, exchange.url, path, id)) };
  return once(twin, exchange, path, fault);
}

/** A `requestid` that is known is answered as it was, whatever is sent with it. */
function once(twin: Answering, exchange: Exchange, path: string, fault: Fault | null): TwinAnswer {
  const requestId = exchange.url.searchParams.get('requestid');
  const known = requestId === null || fault === 'forgets_request_id' ? undefined : twin.answered.get(requestId);
  if (known) return known;
  const answer = { status: 200, body: stamped(write(twin, exchange, entityOf(path))) };
  if (requestId !== null) twin.answered.set(requestId, answer);
  return answer;
}

function read({ books, realmId }: Answering, url: URL, path: string, id: string | undefined): object {
  if (path === 'query') return { QueryResponse: books.query(url.searchParams.get('query') ?? '') };
  if (path === 'companyinfo')
    return {
      CompanyInfo: {
        Id: '1',
        SyncToken: '0',
        CompanyName: books.companyName,
        LegalName: books.companyName,
        Country: 'US',
        realmId,
      },
    };
  const name = entityOf(path);
  return { [name]: books.read(name, id ?? '') };
}

function write({ books }: Answering, { url, body }: Exchange, name: EntityName): object {
  const sent = parse(body);
  switch (url.searchParams.get('operation')) {
    case 'void':
      return { [name]: books.void(name, sent) };
    case 'delete':
      return { [name]: books.delete(name, sent) };
    default:
      if (sent.Id !== undefined) return { [name]: books.update(name, sent) };
      return { [name]: books.create(name, sent) };
  }
}

function parse(body: string): Record<string, unknown> {
  try {
    return JSON.parse(body);
  } catch {
    throw refuse('2020', 'The request is not JSON');
  }
}

function entityOf(path: string): EntityName {
  const name = ENTITIES.find((entity) => entity.toLowerCase() === path.toLowerCase());
  if (!name) throw refuse('4000', `Unsupported operation: ${path}`);
  return name;
}

function stamped(body: object): object {
  return { ...body, time: new Date().toISOString() };
}
