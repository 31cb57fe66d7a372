import { Readable } from 'node:stream';
import helmet from '@fastify/helmet';
import underPressure, { type FastifyUnderPressureOptions as UnderPressureOptions } from '@fastify/under-pressure';
import Fastify, {
  type FastifyBaseLogger,
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  type FastifyServerOptions,
  LogController,
} from 'fastify';
import { validatorCompiler } from 'fastify-type-provider-zod';
import { ERRORS, type ErrorCode, type Refusal, refuse } from '#contract/errors.ts';
import type { Operation } from '#contract/operation.ts';
import { operations } from '#contract/operations.ts';
import { mayCall } from '#contract/permissions.ts';
import { id as idSchema } from '#contract/primitives.ts';
import { type OperationName, type Route, routes } from '#contract/routes.ts';
import { type Company, dateIn, type Settings } from '../company.ts';
import type { Database } from '../database.ts';
import type { Viewer } from '../viewer.ts';
import { endInOrder } from './end-in-order.ts';
import { explainError } from './explain-error.ts';
import { formAsJson } from './form-as-json.ts';
import type { Handlers } from './handlers.ts';
import { answerNothingThere, namingItsKind } from './nothing-there.ts';
import { type Caller, type Done, performer } from './perform-operation.ts';
import { refuseConnection, sendProblem } from './problem.ts';
import { findUnknownFields } from './unknown-fields.ts';

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
  /** By which the bodies of requests with a key are told apart. */
  secret: string;
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

const HTTP = {
  bodyLimit: BODY_LIMIT,
  routerOptions: { maxParamLength: 200 },
  // Ended in order, not cut.
  forceCloseConnections: 'idle',
  return503OnClosing: false,
  // What the router cannot read: an escape that is none, or a part longer than any id.
  frameworkErrors: (error, _request, reply) => {
    const isTooLong = error.code === 'FST_ERR_MAX_PARAM_LENGTH';
    sendProblem(reply, isTooLong ? { code: 'not_found' } : { code: 'malformed_request', detail: error.message });
  },
} satisfies FastifyServerOptions;

/** The HTTP server: every operation of the contract behind its permission, its validation and its transaction. */
export async function createApp(parts: AppParts): Promise<FastifyInstance> {
  const app = Fastify({
    ...HTTP,
    loggerInstance: parts.logger,
    logController: new LogController({ disableRequestLogging: true }),
    // Whose proxies are believed about the address of a caller.
    trustProxy: parts.trustedProxies ?? 'loopback',
    clientErrorHandler: refuseConnection,
  });
  endInOrder(app);
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(() => JSON.stringify);
  readJson(app);
  readForms(app);
  await app.register(helmet, { contentSecurityPolicy: { useDefaults: false, directives: CONTENT_SECURITY_POLICY } });
  // What an answer says is the caller's alone, and is not to be found in a browser after they left. Files say otherwise.
  app.addHook('onSend', async (request, reply) => {
    reply.header('request-id', request.id);
    if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store');
  });
  await app.register(underPressure, { maxEventLoopDelay: 5_000, pressureHandler: refuseWhenBusy });
  app.setErrorHandler((error: FastifyError, request, reply) => sendProblem(reply, explainError(error, request)));
  for (const name of Object.keys(routes) as OperationName[]) addOperation(app, name, parts);
  app.setNotFoundHandler(answerNothingThere);
  return app;
}

function readJson(app: FastifyInstance): void {
  app.removeContentTypeParser('application/json');
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, text, done) => {
    try {
      done(null, text === '' ? null : JSON.parse(text as string));
    } catch {
      done(Object.assign(new Error('the body is not JSON'), { statusCode: 400 }), undefined);
    }
  });
}

/** As much as a file of 200,000 rows has. */
const LARGEST_FILE = 30 * 2 ** 20;
/** The same within JSON, as base64. */
const LARGEST_JSON_FILE = 42_000_000;

/** A form with a file, where one is taken: as the JSON it stands for, text as text and anything else as base64. */
function readForms(app: FastifyInstance): void {
  app.addContentTypeParser(
    'multipart/form-data',
    { parseAs: 'buffer', bodyLimit: LARGEST_FILE },
    async (request: FastifyRequest, body: Buffer) => {
      if (!TAKES_FILES.has(request.routeOptions.url ?? ''))
        throw Object.assign(new Error('no form is taken here'), { statusCode: 415 });
      return formAsJson(body, request.headers['content-type'] ?? '');
    },
  );
}
const TAKES_FILES = new Set([`${API}${routes.createImport.path}`]);

const refuseWhenBusy: UnderPressureOptions['pressureHandler'] = (_request, reply, _type, value) => {
  // Nothing was measured yet, as in the first moments of a process: that says nothing of how busy it is.
  if (value === Number.POSITIVE_INFINITY) return;
  sendProblem(reply, { code: 'too_many_requests' });
};

function addOperation(app: FastifyInstance, name: OperationName, parts: AppParts): void {
  const route: Route = routes[name];
  const operation: Operation = operations[name];
  const perform = performer(name, route, operation, parts);
  app.route({
    method: route.method,
    ...(route === routes.createImport && { bodyLimit: LARGEST_JSON_FILE }),
    url: API + route.path.replace(/\{(\w+)\}/g, ':$1'),
    schema: {
      ...(operation.params && { params: operation.params }),
      ...(operation.query && { querystring: operation.query }),
      ...(operation.body && { body: operation.body }),
    },
    // Before the body is looked at: who may not act learns nothing about what would have been valid.
    onRequest: async (request, reply) => {
      const caller = await admitCaller(request, name, parts);
      if ('refusal' in caller) return sendProblem(reply, caller.refusal);
      callers.set(request, caller);
    },
    // Before anything is read of it: what is dropped in silence answers another question than was asked.
    preValidation: async (request, reply) => {
      const errors = [
        ...findUnknownFields(operation.query, request.query, '#/query'),
        ...findUnknownFields(operation.body, request.body, '#'),
      ];
      if (errors.length > 0) return sendProblem(reply, { code: 'invalid_request', errors });
    },
    handler: async (request, reply) => {
      const caller = callers.get(request) as Caller;
      const result = await perform(request, caller);
      if ('status' in result)
        return operation.file ? sendFile(reply, operation.file, result) : sendPerformed(reply, result);
      const { code } = result.refusal;
      if (ERRORS[code].status === 403 || code === 'not_found')
        parts.noteRefused?.({ viewer: caller.viewer, operation: name, ...idOf(request), code });
      return sendProblem(reply, namingItsKind(result, route).refusal);
    },
  });
}

/** Who asks, if their role may at all, and when. */
async function admitCaller(
  request: FastifyRequest,
  operation: OperationName,
  { authenticate, isClockSimulated, noteRefused }: AppParts,
): Promise<Caller | { refusal: Refusal }> {
  const found = await authenticate(request);
  if (!found) return refuse('not_signed_in');
  const route: Route = routes[operation];
  if (!mayCall(found.viewer, route)) {
    noteRefused?.({ viewer: found.viewer, operation, ...idOf(request), code: 'not_permitted' });
    return refuse('not_permitted', { facts: { permission: route.action } });
  }
  const clock = readClock(request, found.viewer, isClockSimulated);
  if (typeof clock !== 'string') return clock;
  return { ...found, now: clock, today: dateIn(found.company.timeZone, clock) };
}

function sendPerformed(reply: FastifyReply, { status, body, file }: Done): FastifyReply {
  if (file)
    return reply
      .header('content-type', file.type)
      .header('content-disposition', `attachment; filename="${file.name}"`)
      .send(body);
  const version = (body as { version?: unknown })?.version;
  if (typeof version === 'number') reply.header('etag', `"${version}"`);
  return reply.status(status).send(body);
}

/** A file is shown by the browser, and saved under its name. */
function sendFile(reply: FastifyReply, type: string, { status, body }: Done): FastifyReply {
  const { filename, content, ...table } = body as {
    filename: string;
    content: Uint8Array | AsyncIterable<Uint8Array>;
    type?: string;
  };
  return reply
    .status(status)
    .header('content-type', table.type ?? type)
    .header('content-disposition', `${table.type ? 'attachment' : 'inline'}; filename="${filename}"`)
    .send(
      content instanceof Uint8Array
        ? Buffer.from(content.buffer, content.byteOffset, content.byteLength)
        : Readable.from(content, { objectMode: false }),
    );
}

/** The id in the address, where it is one. */
function idOf({ params }: FastifyRequest): { recordId: string | null } {
  const id = (params as { id?: string } | undefined)?.id;
  return { recordId: id !== undefined && idSchema.safeParse(id).success ? id : null };
}

/** Kept beside the request: Fastify's decorations are not typed per instance. */
const callers = new WeakMap<FastifyRequest, Caller>();

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
