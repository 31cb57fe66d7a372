import { createHmac, timingSafeEqual } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { askToLook } from '../invoicing/look-there.ts';
import type { Database } from '../platform/database.ts';
import { queriesOf } from '../platform/transaction.ts';

const LARGEST = 1024 * 1024;

/** What Intuit tells of: CloudEvents, each of one record. https://developer.intuit.com/app/developer/qbo/docs/develop/webhooks */
const events = z.array(z.object({ type: z.string(), intuitentityid: z.string() }));
const OF_DOCUMENTS = /^qbo\.(invoice|creditmemo)\./i;

/**
 * `POST /api/v1/quickbooks/webhooks`, for Intuit alone: each is signed over the body as it came, with the token of our app. Which
 * documents changed is noted, and the sender looks at those that are ours; what is told of others, or twice, does nothing.
 */
export function addQuickbooksWebhooks(
  app: FastifyInstance,
  { database, token, now }: { database: Database; token: string | null; now: () => string },
): void {
  void app.register((scope, _, ready) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: LARGEST }, (_, body, done) => done(null, body));
    scope.post('/api/v1/quickbooks/webhooks', { bodyLimit: LARGEST }, async (request, reply) => {
      const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
      if (token === null || !isSigned(body, request.headers['intuit-signature'], token))
        return reply.code(401).send({ status: 401, title: 'Not signed in', code: 'not_signed_in' });
      const changed = changedDocuments(body.toString('utf8'));
      if (!changed) return reply.code(422).send({ status: 422, title: 'Not events', code: 'invalid_request' });
      await askToLook(queriesOf(database), changed, now());
      return { taken: changed.length };
    });
    ready();
  });
}

function isSigned(body: Buffer, signature: string | string[] | undefined, token: string): boolean {
  const given = Buffer.from(typeof signature === 'string' ? signature : '', 'base64');
  const right = createHmac('sha256', token).update(body).digest();
  return given.length === right.length && timingSafeEqual(given, right);
}

/** The ids there of invoices and credit memos that something happened to; null where it is not what Intuit sends. */
function changedDocuments(text: string): string[] | null {
  try {
    const parsed = events.safeParse(JSON.parse(text));
    if (!parsed.success) return null;
    const ofDocuments = parsed.data.filter(({ type }) => OF_DOCUMENTS.test(type));
    return [...new Set(ofDocuments.map(({ intuitentityid }) => intuitentityid))];
  } catch {
    return null;
  }
}
