import type { Answer, Call } from '#contract/operations.ts';
import { type OperationName, type Route, routes } from '#contract/routes.ts';
import { askServer, watched } from '#web/api/connection.ts';
import { ProblemError } from '#web/api/problem-error.ts';

type Anything = Record<never, never>;

/** What an operation must be given; a part whose fields are all optional may be left out. */
export type Given<Name extends OperationName> = {
  [Part in keyof Call<Name> as Call<Name>[Part] extends undefined
    ? never
    : Anything extends Call<Name>[Part]
      ? never
      : Part]: Call<Name>[Part];
} & {
  [Part in keyof Call<Name> as Call<Name>[Part] extends undefined
    ? never
    : Anything extends Call<Name>[Part]
      ? Part
      : never]?: Call<Name>[Part];
};

/**
 * What is given without a field the operation does not have, at any depth: the server refuses it, and TypeScript lets it
 * pass where it stands in a variable.
 */
export type Exactly<Value, Shape> = Value extends readonly (infer Item)[]
  ? readonly Exactly<Item, Shape extends readonly (infer Part)[] ? Part : never>[]
  : Value extends object
    ? { [Key in keyof Value]: Key extends KeyOf<Shape> ? Exactly<Value[Key], At<Shape, Key>> : never }
    : Value;
type KeyOf<Shape> = Shape extends unknown ? keyof Shape : never;
type At<Shape, Key> = Shape extends unknown ? (Key extends keyof Shape ? NonNullable<Shape[Key]> : never) : never;

type Attempt = { idempotencyKey?: string; ifMatch?: number | undefined; signal?: AbortSignal };

type Parts = { params?: Record<string, string>; query?: Record<string, unknown>; body?: unknown };

/**
 * Calls an operation of the contract: `call('fulfillOrder', { params: { id }, body })`. Throws a `ProblemError` when it
 * is refused, fails, or cannot be reached. Whoever repeats an attempt gives the key of the first, so that it is done once.
 * With `ifMatch` it is done only to the version that was seen.
 */
export function call<Name extends OperationName, Sent extends Given<Name>>(
  name: Name,
  given: Sent & Exactly<Sent, Given<Name>>,
  attempt: Attempt = {},
): Promise<Answer<Name>> {
  return callGiven(name, given, attempt);
}

/** The same for what was looked at before: whoever passes on what others give. */
export async function callGiven<Name extends OperationName>(
  name: Name,
  given: Given<Name>,
  attempt: Attempt = {},
): Promise<Answer<Name>> {
  const route: Route = routes[name];
  const { params = {}, query = {}, body } = given as Parts;
  const headers: Record<string, string> = { accept: 'application/json' };
  if (body !== undefined) headers['content-type'] = 'application/json';
  if (route.method !== 'GET') headers['idempotency-key'] = attempt.idempotencyKey ?? crypto.randomUUID();
  if (attempt.ifMatch !== undefined) headers['if-match'] = `"${attempt.ifMatch}"`;

  const response = await reach(`/api/v1${fill(route.path, params)}${toQuery(query)}`, {
    method: route.method,
    headers,
    body: body === undefined ? undefined : JSON.stringify(body),
    signal: attempt.signal,
  });
  if (!response.ok) throw await ProblemError.from(response);
  return (await response.json()) as Answer<Name>;
}

/** Sends a request; a server that does not answer is a problem like any other. */
export async function reach(url: string, request: RequestInit): Promise<Response> {
  try {
    return await watched(() => fetch(url, { credentials: 'same-origin', ...request }));
  } catch (cause) {
    if (request.signal?.aborted) throw cause;
    void askServer();
    throw new ProblemError({ code: 'unreachable' });
  }
}

function fill(path: string, params: Record<string, string>): string {
  return path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(params[name] ?? ''));
}

function toQuery(query: Record<string, unknown>): string {
  const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== '');
  const text = new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString();
  return text === '' ? '' : `?${text}`;
}
