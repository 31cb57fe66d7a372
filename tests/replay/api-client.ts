import http from 'node:http';
import https from 'node:https';
import { setTimeout as pause } from 'node:timers/promises';
import type { Answer, Call } from '#contract/operations.ts';
import { type OperationName, type Route, routes } from '#contract/routes.ts';
import { RequestTally } from './request-tally.ts';

/** Where a company answers, and the administrator's API key it answers to. */
export type Address = { url: string; key: string };

/** An answer other than success. */
export class Refused extends Error {}

/** Operations that answer a page. */
type ListName = {
  [Name in OperationName]: Answer<Name> extends { data: unknown[]; nextCursor: string | null } ? Name : never;
}[OperationName];

type RowOf<Name extends OperationName> = Answer<Name> extends { data: (infer Row)[] } ? Row : never;

type Given = { params?: Record<string, string>; query?: Record<string, unknown>; body?: unknown };

const WAITS_WHEN_BUSY = 20;

/**
 * Calls the operations of the contract as an administrator's program that sets the clock. Connections are kept open,
 * one for each client; every request is timed. Where the server says it is busy, the client waits as told.
 */
export class ApiClient {
  readonly tally = new RequestTally();
  /** What was answered other than success; a replay that goes well has none. */
  readonly errors: string[] = [];
  /** How often the server asked to come again later. */
  waits = 0;
  readonly #address: Address;
  readonly #agent: http.Agent;
  readonly #transport: typeof http | typeof https;

  constructor(address: Address, clients: number) {
    this.#address = address;
    this.#transport = address.url.startsWith('https:') ? https : http;
    this.#agent = new this.#transport.Agent({ keepAlive: true, maxSockets: clients });
  }

  /** Answers what the operation answers. Throws `Refused`, and notes the error, for anything but success. */
  async call<Name extends OperationName>(
    name: Name,
    given: Partial<Call<Name>>,
    moment: { now: string; idempotencyKey?: string },
  ): Promise<Answer<Name>> {
    const route: Route = routes[name];
    const { params = {}, query = {}, body } = given as Given;
    const path = route.path.replace(/\{(\w+)\}/g, (_, part: string) => params[part] ?? '');
    const kind = `${route.method} ${route.path}`;
    const request = {
      method: route.method,
      url: `${this.#address.url}/api/v1${path}${toSearch(query)}`,
      headers: {
        'makegood-now': moment.now,
        ...(moment.idempotencyKey && { 'idempotency-key': encodeURIComponent(moment.idempotencyKey) }),
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    };
    for (let wait = 0; ; wait += 1) {
      const end = this.tally.begin(kind);
      const { status, text, retryAfterSeconds } = await this.#send(request).finally(end);
      if (status >= 200 && status < 300) return JSON.parse(text) as Answer<Name>;
      if (status !== 429 || wait === WAITS_WHEN_BUSY) {
        const error = `${kind} at ${moment.now}: ${status} ${text.slice(0, 500)}`;
        this.errors.push(error);
        throw new Refused(error);
      }
      this.waits += 1;
      await pause(retryAfterSeconds * 1000);
    }
  }

  /** Every row of a list, page by page. */
  async *rows<Name extends ListName>(
    name: Name,
    query: Call<Name>['query'],
    moment: { now: string },
  ): AsyncGenerator<RowOf<Name>> {
    let cursor: string | null | undefined;
    do {
      const given = { query: { limit: 200, ...(query as object), ...(cursor && { cursor }) } };
      const answer = await this.call(name, given as Partial<Call<Name>>, moment);
      const page = answer as { data: RowOf<Name>[]; nextCursor: string | null };
      yield* page.data;
      cursor = page.nextCursor;
    } while (cursor);
  }

  close(): void {
    this.#agent.destroy();
  }

  #send(request: {
    method: string;
    url: string;
    headers: Record<string, string>;
    body: string | undefined;
  }): Promise<{ status: number; text: string; retryAfterSeconds: number }> {
    return new Promise((resolve, reject) => {
      const outgoing = this.#transport.request(
        request.url,
        {
          method: request.method,
          agent: this.#agent,
          headers: {
            authorization: `Bearer ${this.#address.key}`,
            ...(request.body !== undefined && {
              'content-type': 'application/json',
              'content-length': Buffer.byteLength(request.body),
            }),
            ...request.headers,
          },
        },
        (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.once('error', reject);
          response.once('end', () =>
            resolve({
              status: response.statusCode ?? 0,
              text: Buffer.concat(chunks).toString('utf8'),
              retryAfterSeconds: Number(response.headers['retry-after'] ?? 1),
            }),
          );
        },
      );
      outgoing.once('error', reject);
      outgoing.end(request.body);
    });
  }
}

function toSearch(query: Record<string, unknown>): string {
  const given = Object.entries(query).filter(([, value]) => value !== undefined);
  return given.length === 0 ? '' : `?${new URLSearchParams(given.map(([name, value]) => [name, String(value)]))}`;
}
