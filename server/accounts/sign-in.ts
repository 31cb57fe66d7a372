import { type BetterAuthOptions, betterAuth } from 'better-auth';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { PostgresDialect } from 'kysely';
import type pg from 'pg';
import type { Database } from '../platform/database.ts';
import { sendProblem } from '../platform/http/problem.ts';
import { queriesOf } from '../platform/transaction.ts';
import { isForeign } from './is-foreign.ts';
import { type Attempt, countAttempt, forgetAttempt } from './limit-attempts.ts';
import { passwordHash } from './password-hash.ts';
import { openSignInPool } from './sign-in-pool.ts';

/** A session that is open, whose it is, and the e-mail address it was opened with. */
export type Session = { sessionId: string; signInId: string; email: string };

/** E-mail and password, and the sessions they open. */
export type SignIn = {
  /** Adds the routes of sign-in below `/api/auth`, and refuses cookie-borne writes that another site sent. */
  mount(app: FastifyInstance): Promise<void>;
  /** The session behind a cookie, or null: no cookie, a forged one, or a session that has ended. */
  findSession(headers: FastifyRequest['headers']): Promise<Session | null>;
  /** Whether this is the password of a sign-in id. */
  isPassword(signInId: string, password: string): Promise<boolean>;
  /** Gives an e-mail address a password and answers its sign-in id. Called again, it sets the password anew. */
  createPassword(person: { email: string; name: string; password: string }): Promise<string>;
  /** What is stored of a password. */
  hashPassword(password: string): Promise<string>;
  /** Ends the connections, for a program that mounts no routes. */
  close(): Promise<void>;
};

const SIGN_IN = '/sign-in/email';

/** What the library may be asked over HTTP. It has more, sign-up among it: people are added by administrators only. */
const ROUTES = [
  { method: 'POST', path: SIGN_IN },
  { method: 'POST', path: '/sign-out' },
  { method: 'GET', path: '/get-session' },
  { method: 'POST', path: '/revoke-other-sessions' },
] as const;

/**
 * The library needs an address of its own to compare origins with. The real one is whatever host a request came to, and
 * whether a write came from that host is decided before the library sees it, so it gets this one for every request.
 */
const OWN_ADDRESS = 'http://makegood.internal';
/** Where the library finds the caller's address; what a caller sends under this name is overwritten. */
const CALLER_ADDRESS = 'x-makegood-caller';

/** Sign-in on the schema `auth` of this database, with a small pool of its own. */
export async function addSignIn(options: { database: Database; databaseUrl: string; secret: string }): Promise<SignIn> {
  const { database, databaseUrl, secret } = options;
  const { pool, ask } = openSignInPool(databaseUrl);
  const auth = createAuth(pool, secret, (signInId) => isActive(database, signInId));
  let closed: Promise<void> | undefined;
  const close = () => {
    closed ??= pool.end();
    return closed;
  };

  return {
    mount: (app) => {
      app.addHook('onClose', close);
      return mountRoutes(app, { database, auth, ask });
    },
    findSession: ({ cookie }) => (cookie ? findSession({ auth, ask }, cookie) : Promise.resolve(null)),
    isPassword: (signInId, password) => isPassword(auth, signInId, password),
    createPassword: (person) => createPassword(auth, person),
    hashPassword: async (password) => (await auth.$context).password.hash(password),
    close,
  };
}

type Auth = ReturnType<typeof createAuth>;
type Asked = { database: Database; auth: Auth; ask: ReturnType<typeof openSignInPool>['ask'] };

async function mountRoutes(app: FastifyInstance, asked: Asked): Promise<void> {
  // Every address: the router reads an escaped path as the plain one, a comparison here would not.
  app.addHook('onRequest', async (request, reply) => {
    if (!request.routeOptions.config.isForAnySite && isForeign(request))
      return sendProblem(reply, { code: 'not_permitted' });
  });
  for (const { method, path } of ROUTES) {
    app.route({
      method,
      url: `/api/auth${path}`,
      handler: (request, reply) => answerLibrary(request, reply, { ...asked, isSignIn: path === SIGN_IN }),
    });
  }
}

/** What the library answers; a sign-in only within the limits of attempts. */
async function answerLibrary(
  request: FastifyRequest,
  reply: FastifyReply,
  { database, auth, ask, isSignIn }: Asked & { isSignIn: boolean },
): Promise<FastifyReply> {
  const attempt = isSignIn ? attemptOf(request) : null;
  const seconds = attempt && (await countAttempt(queriesOf(database), attempt, new Date().toISOString()));
  if (seconds !== null) return sendProblem(reply.header('retry-after', seconds), { code: 'too_many_requests' });
  const answer = await ask(
    () => auth.handler(toWebRequest(request)),
    ({ status }) => status >= 500,
  );
  if (attempt && answer.status === 200) await forgetAttempt(queriesOf(database), attempt);
  return sendWebResponse(reply, answer, isEncrypted(request));
}

async function findSession({ auth, ask }: Omit<Asked, 'database'>, cookie: string): Promise<Session | null> {
  const found = await ask(
    () => auth.api.getSession({ headers: new Headers({ cookie }) }),
    (session) => session === null,
  );
  return found && { sessionId: found.session.id, signInId: found.user.id, email: found.user.email };
}

async function isPassword(auth: Auth, signInId: string, password: string): Promise<boolean> {
  const { internalAdapter, password: passwords } = await auth.$context;
  const accounts = await internalAdapter.findAccounts(signInId);
  const hash = accounts.find(({ providerId }) => providerId === 'credential')?.password;
  return hash ? passwords.verify({ hash, password }) : false;
}

async function createPassword(
  auth: Auth,
  { email, name, password }: { email: string; name: string; password: string },
): Promise<string> {
  const { internalAdapter, password: passwords } = await auth.$context;
  const hash = await passwords.hash(password);
  const existing = await internalAdapter.findUserByEmail(email.toLowerCase(), { includeAccounts: true });
  if (existing?.accounts.some(({ providerId }) => providerId === 'credential')) {
    await internalAdapter.updatePassword(existing.user.id, hash);
    return existing.user.id;
  }
  const user =
    existing?.user ??
    (await internalAdapter.createUser({ email, name, emailVerified: true }, { method: 'email-password' }));
  await internalAdapter.linkAccount({ userId: user.id, providerId: 'credential', accountId: user.id, password: hash });
  return user.id;
}

function createAuth(pool: pg.Pool, secret: string, mayOpenSession: (signInId: string) => Promise<boolean>) {
  return betterAuth({
    baseURL: OWN_ADDRESS,
    basePath: '/api/auth',
    secret,
    database: { dialect: new PostgresDialect({ pool }), type: 'postgres', schemaName: 'auth', transaction: true },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      password: passwordHash,
    },
    databaseHooks: {
      session: { create: { before: async (session) => ((await mayOpenSession(session.userId)) ? undefined : false) } },
    },
    rateLimit: RATE_LIMIT,
    advanced: COOKIES_AND_ADDRESSES,
    // A wrong password is no event of the log; what fails here is thrown, and logged by the server.
    logger: { disabled: true },
    telemetry: { enabled: false },
    onAPIError: { throw: false },
  });
}

const RATE_LIMIT = {
  enabled: true,
  storage: 'database',
  window: 60,
  max: 300,
  // Wrong passwords are counted by account first: behind a proxy a whole office has one address.
  customRules: { [SIGN_IN]: false },
} as const;

const COOKIES_AND_ADDRESSES = {
  cookiePrefix: 'makegood',
  // Added to the cookie where the request came encrypted: the same server answers both.
  useSecureCookies: false,
  defaultCookieAttributes: { httpOnly: true, sameSite: 'lax', path: '/' },
  ipAddress: { ipAddressHeaders: [CALLER_ADDRESS] },
} satisfies BetterAuthOptions['advanced'];

/** Somebody who left has a password still, and gets no session for it. */
async function isActive(database: Database, signInId: string): Promise<boolean> {
  const found = await queriesOf(database).first('select from users where sign_in_id = $1 and active', [signInId]);
  return found !== null;
}

/** Whose password is tried, and from where; what names nobody counts against its address alone. */
function attemptOf({ body, ip }: FastifyRequest): Attempt {
  const account = (body as { email?: unknown } | null)?.email;
  return { account: typeof account === 'string' ? account : `nobody at ${ip}`, address: ip };
}

function toWebRequest(request: FastifyRequest): Request {
  const headers = new Headers();
  for (const name of ['cookie', 'user-agent', 'content-type'] as const) {
    const value = request.headers[name];
    if (value !== undefined) headers.set(name, value);
  }
  headers.set('origin', OWN_ADDRESS);
  headers.set(CALLER_ADDRESS, request.ip);
  const url = new URL(request.url, OWN_ADDRESS);
  if (request.method === 'GET') return new Request(url, { headers });
  headers.set('content-type', 'application/json');
  return new Request(url, { method: request.method, headers, body: JSON.stringify(request.body ?? {}) });
}

async function sendWebResponse(reply: FastifyReply, answer: Response, isSecure: boolean): Promise<FastifyReply> {
  if (answer.status === 429) {
    reply.header('retry-after', answer.headers.get('x-retry-after') ?? '60');
    return sendProblem(reply, { code: 'too_many_requests' });
  }
  for (const [name, value] of answer.headers) if (name !== 'set-cookie') reply.header(name, value);
  const cookies = answer.headers.getSetCookie();
  if (cookies.length > 0) reply.header('set-cookie', isSecure ? cookies.map((cookie) => `${cookie}; Secure`) : cookies);
  return reply
    .status(answer.status)
    .serializer(String)
    .send(await answer.text());
}

/** A proxy that ends TLS says so in this header. Whoever lies in it only gets a cookie they cannot use. */
function isEncrypted(request: FastifyRequest): boolean {
  const forwarded = request.headers['x-forwarded-proto'];
  return request.protocol === 'https' || (typeof forwarded === 'string' && forwarded.split(',')[0]?.trim() === 'https');
}
