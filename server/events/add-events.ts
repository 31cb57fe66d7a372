import type { FastifyInstance } from 'fastify';
import { mayDo } from '#contract/permissions.ts';
import type { Database } from '../platform/database.ts';
import type { Authenticate } from '../platform/http/app.ts';
import { ENDLESS } from '../platform/http/end-in-order.ts';
import { sendProblem } from '../platform/http/problem.ts';
import { queriesOf } from '../platform/transaction.ts';
import { startLiveEvents } from './live-events.ts';

/**
 * `GET /api/v1/events`: server-sent events for whoever is signed in. Refused with `not_signed_in`, and with
 * `too_many_requests` beyond eight streams of one person. Ends with the server at once; browsers come again by themselves.
 */
export function addEvents(
  app: FastifyInstance,
  { reading, databaseUrl, authenticate }: { reading: Database; databaseUrl: string; authenticate: Authenticate },
): void {
  const events = startLiveEvents({ databaseUrl, queries: queriesOf(reading), logger: app.log });
  app.get('/api/v1/events', { config: ENDLESS }, async (request, reply) => {
    const found = await authenticate(request);
    if (!found) return sendProblem(reply, { code: 'not_signed_in' });
    if (!mayDo(found.viewer, 'read')) return sendProblem(reply, { code: 'not_permitted' });
    const { raw } = reply;
    const recheck = async () => (await authenticate(request))?.viewer ?? null;
    const isReturning = request.headers['last-event-id'] !== undefined;
    raw.setHeader('content-type', 'text/event-stream; charset=utf-8');
    raw.setHeader('cache-control', 'no-store');
    raw.setHeader('x-accel-buffering', 'no');
    if (!events.open(found.viewer, raw, { isReturning, recheck })) {
      raw.removeHeader('content-type');
      return sendProblem(reply.header('retry-after', '30'), { code: 'too_many_requests' });
    }
    reply.hijack();
    raw.flushHeaders();
    return reply;
  });
  app.addHook('preClose', () => events.close());
}
