import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { answerCompany } from './api.ts';
import type { Books } from './books.ts';
import type { Answering, Exchange, SeenCall, TwinAnswer } from './exchange.ts';
import { type Fault, Faults } from './faults.ts';
import { answerPage } from './pages.ts';
import { Refused } from './refused.ts';
import { sampleCompany } from './sample-company.ts';
import { Tokens } from './tokens.ts';

/** A QuickBooks Online of our own: one company, on this machine. */
export type QuickbooksTwin = Omit<Answering, 'answered'> & {
  /** What a person at the consent page does: presses Connect, and is sent back to the address this answers. */
  consent(authorizeUrl: string): Promise<string>;
  /** Nothing listens until `rise`: QuickBooks is down. */
  fall(): Promise<void>;
  rise(): Promise<void>;
  stop(): Promise<void>;
};

/** Starts a twin with the sample company, or with the books that are given. */
export async function startQuickbooksTwin(
  options: { port?: number; books?: Books; now?: () => number } = {},
): Promise<QuickbooksTwin> {
  const books = options.books ?? sampleCompany(options.now);
  const twin = {
    url: '',
    realmId: '9341453000000000001',
    books,
    tokens: new Tokens(options.now),
    faults: new Faults(),
    calls: [] as SeenCall[],
    answered: new Map<string, TwinAnswer>(),
  };
  const server = createServer((request, response) => void respond(twin, request, response));
  const listen = (port: number) => new Promise<void>((done) => server.listen(port, '127.0.0.1', done));
  const fall = () =>
    new Promise<void>((done) => {
      server.close(() => done());
      server.closeAllConnections();
    });
  await listen(options.port ?? 0);
  const { port } = server.address() as AddressInfo;
  return Object.assign(twin, {
    url: `http://127.0.0.1:${port}`,
    consent: (authorizeUrl: string) => consent(authorizeUrl),
    fall,
    rise: () => listen(port),
    stop: fall,
  });
}

async function respond(twin: Answering, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const exchange = {
    method: request.method ?? 'GET',
    url: new URL(request.url ?? '/', twin.url || 'http://twin'),
    body: await bodyOf(request),
    authorization: request.headers.authorization,
  };
  const name = nameOf(exchange);
  const fault = twin.faults.take({ name, query: exchange.url.searchParams });
  if (fault === 'cuts_before') return void response.destroy();
  if (fault === 'slow') await new Promise((done) => setTimeout(done, twin.faults.slowMilliseconds));
  const answer = answerTo(twin, exchange, fault);
  if (exchange.url.pathname.startsWith('/v3/'))
    twin.calls.push({
      name,
      path: exchange.url.pathname,
      requestId: exchange.url.searchParams.get('requestid'),
      status: answer.status,
    });
  if (fault === 'commits_then_cuts' || fault === 'refresh_lost') return void response.destroy();
  if (fault !== 'commits_then_silent') send(response, answer, fault === 'half_json');
}

function answerTo(twin: Answering, exchange: Exchange, fault: Fault | null): TwinAnswer {
  try {
    if (exchange.url.pathname.startsWith('/v3/')) return answerCompany(twin, exchange, fault);
    return answerPage(twin, exchange, fault);
  } catch (error) {
    if (error instanceof Refused) return { status: error.status, body: error.body };
    return {
      status: 500,
      body: { Fault: { Error: [{ Message: String(error), code: '10000' }], type: 'SystemFault' } },
    };
  }
}

/** Such as `POST invoice`, `GET query`, `POST token`: what faults are ordered for. */
function nameOf({ method, url }: Exchange): string {
  const [, , , , entity] = url.pathname.split('/');
  if (url.pathname.startsWith('/v3/')) return `${method} ${url.searchParams.get('operation') ?? entity}`;
  if (url.pathname.endsWith('/tokens/bearer')) return 'POST token';
  return `${method} ${url.pathname}`;
}

function send(response: ServerResponse, { status, body, html, location }: TwinAnswer, isHalf: boolean): void {
  const text = html ?? JSON.stringify(body ?? {});
  response.writeHead(status, {
    'content-type': html === undefined ? 'application/json;charset=UTF-8' : 'text/html; charset=utf-8',
    ...(location && { location }),
    ...(status === 429 && { 'retry-after': '1' }),
  });
  if (!isHalf) return void response.end(text);
  response.write(text.slice(0, Math.ceil(text.length / 2)));
  response.end();
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

async function consent(authorizeUrl: string): Promise<string> {
  const url = new URL(authorizeUrl);
  const answer = await fetch(`${url.origin}/connect/oauth2/consents${url.search}`, {
    method: 'POST',
    redirect: 'manual',
  });
  const location = answer.headers.get('location');
  if (!location) throw new Error(`The consent was answered ${answer.status}: ${await answer.text()}`);
  return location;
}
