import path from 'node:path';

/** What the operator sets from outside. Everything else is a setting of the company, kept in the database. */
export type Configuration = {
  port: number;
  host: string;
  /** Addresses, ranges or `loopback`, separated by commas: proxies that are believed about the address of a caller. */
  trustedProxies: string;
  /** The address at which people and customers reach the server, without a `/` at its end. */
  publicUrl: string;
  dataDirectory: string;
  /** Null: the embedded PostgreSQL is started in `dataDirectory`. */
  databaseUrl: string | null;
  /** A streaming replica that reports are read from; null: they are read from the database itself. */
  reportsDatabaseUrl: string | null;
  isDemo: boolean;
  /**
   * Signs sessions. Null in a demo that was given none: one is made and kept in `dataDirectory`; and in a part that has
   * no sessions.
   */
  secret: string | null;
  /** How mail leaves; null: messages to customers are recorded, not sent. */
  mail: MailConfiguration | null;
  /** What the inbound hook of a mail provider signs in with; null: no mail is taken in. */
  inboundSecret: string | null;
  /** QuickBooks Online, which the company may connect; null: there is none to connect. */
  quickbooks: QuickbooksConfiguration | null;
  /** The clock may be set per request by an administrator's program: replay and tests of past days. */
  isClockSimulated: boolean;
};

/** The server that takes mail, as a URL such as `smtps://name:password@mail.example.com`, and the address it comes from. */
export type MailConfiguration = {
  smtpUrl: string;
  from: string;
  /** Where answers go, so that they come back to their records; null: to the customer's representative. */
  replyTo: string | null;
};

/** Our app at Intuit, and where QuickBooks is. */
export type QuickbooksConfiguration = {
  clientId: string;
  clientSecret: string;
  baseUrl: string;
  /** Null: where Intuit signs people in. */
  authUrl: string | null;
  /** Encrypts what lets us in, where that is not to be the secret of the sessions. */
  encryptionKey: string | null;
  /** What Intuit signs its webhooks with; null: none is believed, and changes there are seen at night. */
  webhookToken: string | null;
};

/** What is started; null for everything in one process. */
export type Part = 'web' | 'worker' | 'migrate' | null;

/** Reads the configuration of a part. Throws one sentence saying which setting is wrong. */
export function readConfiguration(environment: NodeJS.ProcessEnv, part: Part = null): Configuration {
  const databaseUrl = environment.DATABASE_URL || null;
  if (part !== null && databaseUrl === null) {
    throw new Error(`DATABASE_URL is not set: ${part} works on a PostgreSQL that other processes share.`);
  }
  const isDemo = oneOf('MAKEGOOD_DEMO', environment.MAKEGOOD_DEMO, ['on', 'off'], databaseUrl ? 'off' : 'on') === 'on';
  if (part !== null && isDemo) throw new Error('MAKEGOOD_DEMO is on: only "npm start" makes the demo company.');
  const port = Number(environment.PORT ?? 3000);
  if (!Number.isInteger(port) || port < 0 || port > 65535) throw new Error('PORT is not a port number.');
  return {
    port,
    host: readHost(environment, isDemo),
    trustedProxies: environment.MAKEGOOD_PROXIES || 'loopback',
    publicUrl: readPublicUrl(environment, port),
    dataDirectory: path.resolve(environment.MAKEGOOD_DATA_DIR || './data'),
    databaseUrl,
    reportsDatabaseUrl: environment.REPORTS_DATABASE_URL || null,
    isDemo,
    secret: readSecret(environment, isDemo, part),
    mail: readMail(environment),
    inboundSecret: readInboundSecret(environment),
    quickbooks: readQuickbooks(environment, part),
    isClockSimulated:
      oneOf('MAKEGOOD_CLOCK', environment.MAKEGOOD_CLOCK, ['system', 'simulated'], 'system') === 'simulated',
  };
}

function readSecret(environment: NodeJS.ProcessEnv, isDemo: boolean, part: Part): string | null {
  const secret = environment.MAKEGOOD_SECRET ?? '';
  const signsSessions = part === null || part === 'web';
  if (secret === '' && signsSessions && !isDemo) {
    throw new Error('MAKEGOOD_SECRET is not set: give a random text of at least 32 characters; it signs the sessions.');
  }
  if (secret !== '' && secret.length < 32) throw new Error('MAKEGOOD_SECRET is shorter than 32 characters.');
  return secret || null;
}

function readHost(environment: NodeJS.ProcessEnv, isDemo: boolean): string {
  const host = environment.HOST || '127.0.0.1';
  const isShown = oneOf('MAKEGOOD_DEMO_OPEN', environment.MAKEGOOD_DEMO_OPEN, ['on', 'off'], 'off') === 'on';
  if (isDemo && !isShown && !isLoopback(host)) {
    throw new Error(
      `HOST is ${host} and MAKEGOOD_DEMO is on: everybody knows the passwords of the demo. Set MAKEGOOD_DEMO=off, or MAKEGOOD_DEMO_OPEN=on to let in whoever reaches this address.`,
    );
  }
  return host;
}

function readPublicUrl({ MAKEGOOD_URL, HOST }: NodeJS.ProcessEnv, port: number): string {
  if (!MAKEGOOD_URL) {
    const host = !HOST || isLoopback(HOST) || ['0.0.0.0', '::'].includes(HOST) ? 'localhost' : HOST;
    return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
  }
  const url = URL.canParse(MAKEGOOD_URL) ? new URL(MAKEGOOD_URL) : null;
  if (!url || !/^https?:$/.test(url.protocol) || url.pathname !== '/' || url.search !== '' || url.hash !== '')
    throw new Error('MAKEGOOD_URL is not an address that begins with https:// or http:// and names a host alone.');
  return url.origin;
}

function readInboundSecret({ MAKEGOOD_INBOUND_SECRET: secret = '' }: NodeJS.ProcessEnv): string | null {
  if (secret !== '' && secret.length < 24) throw new Error('MAKEGOOD_INBOUND_SECRET is shorter than 24 characters.');
  return secret || null;
}

function readMail({ SMTP_URL, MAIL_FROM, MAIL_REPLY_TO }: NodeJS.ProcessEnv): MailConfiguration | null {
  if (!SMTP_URL) {
    if (MAIL_FROM) throw new Error('MAIL_FROM is set and SMTP_URL is not: give the mail server too.');
    return null;
  }
  if (!URL.canParse(SMTP_URL) || !/^smtps?:$/.test(new URL(SMTP_URL).protocol))
    throw new Error('SMTP_URL is not a URL that begins with smtp:// or smtps://.');
  if (!MAIL_FROM || !/^[^\r\n]*[^\s@<>]+@[^\s@<>]+>?$/.test(MAIL_FROM))
    throw new Error('MAIL_FROM is not the address that mail comes from, such as "River Wines <orders@example.com>".');
  if (MAIL_REPLY_TO && !/^[^\s@<>+]{1,24}@[^\s@<>]+$/.test(MAIL_REPLY_TO))
    throw new Error('MAIL_REPLY_TO is not an address alone, without "+", such as replies@in.example.com.');
  return { smtpUrl: SMTP_URL, from: MAIL_FROM, replyTo: MAIL_REPLY_TO || null };
}

function readQuickbooks(environment: NodeJS.ProcessEnv, part: Part): QuickbooksConfiguration | null {
  const { QUICKBOOKS_CLIENT_ID: clientId, QUICKBOOKS_CLIENT_SECRET: clientSecret } = environment;
  const { MAKEGOOD_ENCRYPTION_KEY: encryptionKey = '', MAKEGOOD_SECRET } = environment;
  if (!clientId && !clientSecret) return null;
  if (!clientId || !clientSecret)
    throw new Error('QUICKBOOKS_CLIENT_ID and QUICKBOOKS_CLIENT_SECRET belong together: give both or neither.');
  if (encryptionKey !== '' && encryptionKey.length < 32)
    throw new Error('MAKEGOOD_ENCRYPTION_KEY is shorter than 32 characters.');
  if (part === 'worker' && !encryptionKey && !MAKEGOOD_SECRET)
    throw new Error('MAKEGOOD_SECRET or MAKEGOOD_ENCRYPTION_KEY is not set: it opens what QuickBooks lets us in with.');
  return {
    clientId,
    clientSecret,
    baseUrl: addressIn('QUICKBOOKS_BASE_URL', environment) ?? 'https://quickbooks.api.intuit.com',
    authUrl: addressIn('QUICKBOOKS_AUTH_URL', environment),
    encryptionKey: encryptionKey || null,
    webhookToken: environment.QUICKBOOKS_WEBHOOK_TOKEN || null,
  };
}

function addressIn(name: string, environment: NodeJS.ProcessEnv): string | null {
  const text = environment[name];
  if (!text) return null;
  if (!URL.canParse(text) || !/^https?:$/.test(new URL(text).protocol))
    throw new Error(`${name} is not an address that begins with https:// or http://.`);
  return new URL(text).origin;
}

/** The database of a part, which has one for certain. */
export function databaseOf({ databaseUrl }: Configuration): string {
  if (databaseUrl === null) throw new Error('DATABASE_URL is not set.');
  return databaseUrl;
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);
}

function oneOf<T extends string>(name: string, value: string | undefined, allowed: readonly T[], otherwise: T): T {
  if (value === undefined || value === '') return otherwise;
  const found = allowed.find((candidate) => candidate === value);
  if (!found) throw new Error(`${name} is "${value}"; it may be ${allowed.join(' or ')}.`);
  return found;
}
