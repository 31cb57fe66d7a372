import helmet from '@fastify/helmet';
import underPressure from '@fastify/under-pressure';
import Fastify, {
  type FastifyBaseLogger,
  type FastifyError,
  type FastifyInstance,
  type FastifyRequest,
  LogController,
} from 'fastify';
import { hasZodFastifySchemaValidationErrors, validatorCompiler } from 'fastify-type-provider-zod';
import { ERRORS, type ErrorCode, isRefused, type Refusal, refuse } from '#contract/errors.ts';
import type { Operation } from '#contract/operation.ts';
import { operations } from '#contract/operations.ts';
import { mayDo } from '#contract/permissions.ts';
import { id as idSchema } from '#contract/primitives.ts';
import { type OperationName, type Route, routes } from '#contract/routes.ts';
import { type Company, dateIn, type Settings } from '../company.ts';
import type { Database } from '../database.ts';
import { databaseTrouble } from '../database-trouble.ts';
import { enterDemo } from '../demo-gate.ts';
import { after, inTransaction, queriesOf, type Transaction, Undo } from '../transaction.ts';
import type { Viewer } from '../viewer.ts';
import { beginWork, type Reading, type Work } from '../work.ts';
import { endInOrder } from './end-in-order.ts';
import type { Handlers } from './handlers.ts';
import { claimKey, type IdempotencyKey, idempotencyKey } from './idempotency.ts';
import { refuseConnection, sendProblem } from './problem.ts';
import { isCrowded } from './waiting-writers.ts';

/** Who sent a request, with the company as it is now; null when nobody is signed in. */
export type Authenticate = (
  request: FastifyRequest,
) => Promise<{ viewer: Viewer; company: Company; settings: Settings } | null>;

/** Who was refused what, about which record; `not_found` is of interest where the record is there and not theirs. */
export type RefusedAct = { viewer: Viewer; operation: OperationName; recordId: string | null; code: ErrorCode };

export type AppParts = {
  /** For use cases. */
  database: Database;
  /** For what only reads. */
  reading: Database;
  authenticate: Authenticate;
  handlers: Handlers;
  logger: FastifyBaseLogger;
  isClockSimulated: boolean;
  /** Addresses of the proxies that tell the caller's address; those of this machine when left out. */
  trustedProxies?: string;
  /** Notes an act that was refused for lack of right. */
  noteRefused?: (act: RefusedAct) => void;
  /** Checks every answer against the contract; for tests, as it costs time. */
  checksAnswers?: boolean;
};

const API = '/api/v1';
const BODY_LIMIT = 1_048_576;

/** Scripts come from here and from nowhere else; styles may stand in the page, since the components write some there. */
const CONTENT_SECURITY_POLICY = {
  'default-src': ["'self'"],
  'script-src': ["'self'"],
  'script-src-attr': ["'none'"],
  'style-src': ["'self'", "'unsafe-inline'"],
  'img-src': ["'self'", 'data:', 'blob:'],
  'font-src': ["'self'", 'data:'],
  'connect-src': ["'self'"],
  'object-src': ["'none'"],
  'base-uri': ["'none'"],
  'form-action': ["'self'"],
  'frame-ancestors': ["'none'"],
};

/** The HTTP server: every operation of the contract behind its permission, its validation and its transaction. */
export async function createApp(parts: AppParts): Promise<FastifyInstance> {
  const app = Fastify({
    loggerInstance: parts.logger,
    bodyLimit: BODY_LIMIT,
    logController: new LogController({ disableRequestLogging: true }),
    routerOptions: { maxParamLength: 200 },
    // Whose proxies are believed about the address of a caller.
    trustProxy: parts.trustedProxies ?? 'loopback',
    // Ended in order, not cut.
    forceCloseConnections: 'idle',
    return503OnClosing: false,
    // What the router cannot read: an escape that is none, or a part longer than any id.
    frameworkErrors: (error, _request, reply) => {
      const isTooLong = error.code === 'FST_ERR_MAX_PARAM_LENGTH';
      sendProblem(reply, isTooLong ? { code: 'not_found' } : { code: 'malformed_request', detail: error.message });
    },
    clientErrorHandler: refuseConnection,
  });
  endInOrder(app);
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(() => JSON.stringify);
  app.removeContentTypeParser('application/json');
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, text, done) => {
    try {
      done(null, text === '' ? null : JSON.parse(text as string));
    } catch {
      done(Object.assign(new Error('the body is not JSON'), { statusCode: 400 }), undefined);
    }
  });
  await app.register(helmet, { contentSecurityPolicy: { useDefaults: false, directives: CONTENT_SECURITY_POLICY } });
  // What an answer says is the caller's alone, and is not to be found in a browser after they left. Files say otherwise.
  app.addHook('onSend', async (_request, reply) => {
    if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store');
  });
  await app.register(underPressure, {
    maxEventLoopDelay: 5_000,
    pressureHandler: (_request, reply, _type, value) => {
      // Nothing was measured yet, as in the first moments of a process: that says nothing of how busy it is.
      if (value === Number.POSITIVE_INFINITY) return;
      sendProblem(reply, { code: 'too_many_requests' });
    },
  });
  app.setErrorHandler((error: FastifyError, request, reply) => sendProblem(reply, explainError(error, request)));
  for (const name of Object.keys(routes) as OperationName[]) addOperation(app, name, parts);
  app.setNotFoundHandler((_request, reply) => sendProblem(reply, { code: 'not_found' }));
  return app;
}

function addOperation(app: FastifyInstance, name: OperationName, parts: AppParts): void {
  const route: Route = routes[name];
  const operation: Operation = operations[name];
  const perform = performer(name, route, operation, parts);
  app.route({
    method: route.method,
    url: API + route.path.replace(/\{(\w+)\}/g, ':$1'),
    schema: {
      ...(operation.params && { params: operation.params }),
      ...(operation.query && { querystring: operation.query }),
      ...(operation.body && { body: operation.body }),
    },
    // Before the body is looked at: who may not act learns nothing about what would have been valid.
    onRequest: async (request, reply) => {
      const found = await parts.authenticate(request);
      if (!found) return sendProblem(reply, { code: 'not_signed_in' });
      if (!mayDo(found.viewer.role, route.action)) {
        parts.noteRefused?.({ viewer: found.viewer, operation: name, ...idOf(request), code: 'not_permitted' });
        return sendProblem(reply, { code: 'not_permitted' });
      }
      const clock = readClock(request, found.viewer, parts.isClockSimulated);
      if (typeof clock !== 'string') return sendProblem(reply, clock.refusal);
      callers.set(request, { ...found, now: clock, today: dateIn(found.company.timeZone, clock) });
    },
    handler: async (request, reply) => {
      const caller = callers.get(request) as Caller;
      const result = await perform(request, caller);
      if ('refusal' in result) {
        const { code } = result.refusal;
        if (ERRORS[code].status === 403 || code === 'not_found')
          parts.noteRefused?.({ viewer: caller.viewer, operation: name, ...idOf(request), code });
        return sendProblem(reply, result.refusal);
      }
      const { body } = result;
      if (typeof (body as { version?: unknown })?.version === 'number')
        reply.header('etag', `"${(body as { version: number }).version}"`);
      return reply.status(result.status).send(body);
    },
  });
}

/** The id in the address, where it is one. */
function idOf({ params }: FastifyRequest): { recordId: string | null } {
  const id = (params as { id?: string } | undefined)?.id;
  return { recordId: id !== undefined && idSchema.safeParse(id).success ? id : null };
}

type Caller = { viewer: Viewer; company: Company; settings: Settings; now: string; today: string };
type Performed = { status: number; body: unknown } | { refusal: Refusal };

/** Kept beside the request: Fastify's decorations are not typed per instance. */
const callers = new WeakMap<FastifyRequest, Caller>();

function performer(name: OperationName, route: Route, operation: Operation, parts: AppParts) {
  // The table of handlers is typed by operation; inside this loop the name is any of them.
  const handler = parts.handlers[name] as unknown as (
    viewer: Viewer,
    request: { params: unknown; query: unknown; body: unknown },
    context: Reading | Work,
  ) => Promise<object | { refusal: Refusal }>;
  const check = (answer: object) => {
    if (parts.checksAnswers) operation.answer.parse(JSON.parse(JSON.stringify(answer)));
    return { status: operation.status as number, body: answer as unknown };
  };
  const reads = queriesOf(parts.reading);

  return async (request: FastifyRequest, { viewer, ...circumstances }: Caller): Promise<Performed> => {
    const input = { params: request.params, query: request.query, body: request.body };
    if (route.method === 'GET') {
      const result = await handler(viewer, input, { queries: reads, ...circumstances });
      return isRefused(result) ? result : check(result);
    }
    const key = readKey(request, name, route);
    if (key && 'refusal' in key) return key;
    if (isCrowded(parts.database)) return refuse('too_many_requests');
    const ifMatch = readIfMatch(request);
    if (ifMatch !== null && typeof ifMatch !== 'number') return ifMatch;
    return inTransaction<Performed>(parts.database, async (bare) => {
      // Travels with the first statements of the use case; none of them is believed before this is done.
      const admission = admit(bare, { viewer, ...circumstances }, key);
      admission.catch(() => undefined);
      const tx = after(bare, () => admission);
      const { work, writeRecords } = beginWork(tx, { ...circumstances, ifMatch, viewer, requestId: request.id });
      const result = await handler(viewer, input, work);
      await admission;
      if (isRefused(result)) throw new Undo<Performed>(result);
      const performed = check(result);
      writeRecords(
        key ? { ...key, status: performed.status, answer: withoutSecret(performed.body, route) } : undefined,
      );
      return performed;
    });
  };
}

/** Takes the key of a request, unless it has an answer already, in a company that is still the caller's. */
async function admit(tx: Transaction, { viewer, company, now }: Caller, key: IdempotencyKey | null): Promise<void> {
  const entry = company.isDemo ? enterDemo(tx) : true;
  const claim = key ? claimKey(viewer, tx, key, now) : null;
  const [isThere, earlier] = await Promise.all([entry, claim]);
  if (earlier) throw new Undo<Performed>('replayed' in earlier ? earlier.replayed : earlier);
  if (!isThere) throw new Undo<Performed>(refuse('not_signed_in'));
}

function withoutSecret(answer: unknown, { secretField }: Route): unknown {
  return secretField ? { ...(answer as object), [secretField]: 'shown once, in the first answer' } : answer;
}

function readKey(
  request: FastifyRequest,
  name: OperationName,
  route: Route,
): IdempotencyKey | { refusal: Refusal } | null {
  const header = request.headers['idempotency-key'];
  if (header === undefined) return route.idempotencyKey === 'required' ? refuse('idempotency_key_required') : null;
  if (typeof header !== 'string' || header === '' || header.length > 255) {
    return refuse('invalid_request', {
      errors: [{ pointer: '#/headers/idempotency-key', detail: 'is 1 to 255 characters' }],
    });
  }
  return idempotencyKey(name, header, request.url, request.body);
}

/** The version that was seen; null where none is named. `*` is any version of what is there. */
function readIfMatch(request: FastifyRequest): number | null | { refusal: Refusal } {
  const header = request.headers['if-match'];
  if (header === undefined || header === '*') return null;
  const match = /^(?:W\/)?"(\d{1,9})"$/.exec(header);
  if (match) return Number(match[1]);
  return refuse('invalid_request', {
    errors: [{ pointer: '#/headers/if-match', detail: 'is not the version of a record, such as "3"' }],
  });
}

/** As far as the instants of the contract go. */
const EARLIEST_CLOCK = Date.UTC(1900, 0);
const LATEST_CLOCK = Date.UTC(3000, 0);

function readClock(request: FastifyRequest, viewer: Viewer, isSimulated: boolean): string | { refusal: Refusal } {
  const header = request.headers['makegood-now'];
  if (header === undefined) return new Date().toISOString();
  const instant = typeof header === 'string' ? Date.parse(header) : Number.NaN;
  const isKeepable = instant >= EARLIEST_CLOCK && instant < LATEST_CLOCK;
  if (!isSimulated || viewer.role !== 'administrator' || !isKeepable) return refuse('clock_not_simulated');
  return new Date(instant).toISOString();
}

/** What a thrown error means to the caller. Anything unexpected is ours, and is logged. */
function explainError(error: FastifyError & { code?: string }, request: FastifyRequest): Refusal {
  if (hasZodFastifySchemaValidationErrors(error)) {
    const part =
      error.validationContext === 'body' ? '#' : `#/${error.validationContext === 'params' ? 'path' : 'query'}`;
    return {
      code: 'invalid_request',
      errors: error.validation.map(({ instancePath, message }) => ({
        pointer: `${part}${instancePath}`,
        detail: message ?? 'is not valid',
      })),
    };
  }
  if (error.code === '22003')
    return { code: 'stock_out_of_bounds', detail: 'A sum would be larger than can be counted.' };
  // The database could not read a value that passed the schema.
  if (error.code?.startsWith('22') && error.code.length === 5)
    return { code: 'invalid_request', detail: 'A value could not be read.' };
  const trouble = databaseTrouble(error);
  if (trouble) {
    request.log.warn({ err: error, requestId: request.id }, trouble);
    return { code: trouble };
  }
  if (error.statusCode === 413) return { code: 'request_too_large' };
  if (error.statusCode === 429) return { code: 'too_many_requests' };
  if (error.statusCode !== undefined && error.statusCode >= 400 && error.statusCode < 500) {
    return { code: 'malformed_request', detail: error.message };
  }
  request.log.error({ err: error, requestId: request.id }, 'unexpected error');
  return { code: 'internal_error' };
}
