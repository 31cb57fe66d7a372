import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Database } from '../platform/database.ts';
import { perform } from '../platform/perform.ts';
import { systemViewer } from '../platform/viewer.ts';
import { readMail } from './read-mail.ts';
import { takeMail } from './take-mail.ts';

const LARGEST_MAIL = 25 * 1024 * 1024;
const VIEWER = systemViewer('inbound mail');

/** The names under which providers hand over the raw message: in a form, or in JSON. */
const RAW_FIELDS = ['email', 'body-mime', 'RawEmail'];

/**
 * `POST /api/v1/inbound-mail` for the inbound hook of a mail provider: the raw message as the body, as a field of a form, or as
 * `RawEmail` of JSON. The secret comes as a bearer token or as the password of Basic. Answers what came of the mail; what is
 * about nothing we sent is answered with 200 too, so that nobody hands it over again and again.
 */
export function addInboundMail(
  app: FastifyInstance,
  { database, secret }: { database: Database; secret: string | null },
): void {
  void app.register((scope, _, ready) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: LARGEST_MAIL }, (_, body, done) =>
      done(null, body),
    );
    scope.post('/api/v1/inbound-mail', { bodyLimit: LARGEST_MAIL }, async (request, reply) => {
      if (secret === null || !isSecret(request, secret))
        return reply.code(401).send({ status: 401, title: 'Not signed in', code: 'not_signed_in' });
      const raw = await rawOf(request.headers['content-type'] ?? '', request.body as Buffer | undefined);
      if (!raw || raw.length === 0)
        return reply.code(422).send({ status: 422, title: 'There is no message', code: 'invalid_request' });
      const mail = await readMail(raw);
      if (!mail) return reply.code(422).send({ status: 422, title: 'It cannot be read', code: 'invalid_request' });
      return perform(VIEWER, database, new Date().toISOString(), (work) => takeMail(VIEWER, mail, work));
    });
    ready();
  });
}

function isSecret({ headers }: FastifyRequest, secret: string): boolean {
  const [, scheme = '', given = ''] = /^(\S+) (.*)$/.exec(headers.authorization ?? '') ?? [];
  const password = /^basic$/i.test(scheme)
    ? Buffer.from(given, 'base64')
        .toString('utf8')
        .replace(/^[^:]*:/, '')
    : given;
  const hash = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(hash(password), hash(secret));
}

async function rawOf(contentType: string, body: Buffer | undefined): Promise<Buffer | null> {
  if (!body) return null;
  try {
    if (/^application\/json/i.test(contentType)) return fieldOf((name) => JSON.parse(body.toString('utf8'))[name]);
    if (!/^(multipart\/form-data|application\/x-www-form-urlencoded)/i.test(contentType)) return body;
    const form = await new Response(new Uint8Array(body), { headers: { 'content-type': contentType } }).formData();
    const fields = new Map<string, unknown>();
    for (const [name, value] of form)
      fields.set(name, typeof value === 'string' ? value : Buffer.from(await value.arrayBuffer()));
    return fieldOf((name) => fields.get(name));
  } catch {
    return null;
  }
}

function fieldOf(read: (name: string) => unknown): Buffer | null {
  const found = RAW_FIELDS.map(read).find((value) => typeof value === 'string' || Buffer.isBuffer(value));
  return found === undefined ? null : Buffer.from(found as string);
}
