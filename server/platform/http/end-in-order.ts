import { setTimeout as pause } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import { sendProblem } from './problem.ts';

/** Whoever runs containers waits ten seconds before it kills. */
const PATIENCE_MILLISECONDS = 6_000;
const LOOK_MILLISECONDS = 10;

/** Of a route whose answer has no end of its own: nobody waits for it. */
export const ENDLESS = { isEndless: true };

/**
 * Lets a server that is told to end answer what it has taken on: what was committed is said so. Whatever comes meanwhile
 * is refused with `shutting_down` and the end of its connection; what is not answered after some seconds is cut.
 */
export function endInOrder(app: FastifyInstance): void {
  let isEnding = false;
  let open = 0;
  app.addHook('onRequest', async (request, reply) => {
    if (isEnding) return sendProblem(reply.header('connection', 'close'), { code: 'shutting_down' });
    if ((request.routeOptions.config as { isEndless?: boolean }).isEndless) return;
    open += 1;
    reply.raw.once('close', () => {
      open -= 1;
    });
  });
  app.addHook('onSend', async (_request, reply) => {
    if (isEnding) reply.header('connection', 'close');
  });
  app.addHook('preClose', async () => {
    isEnding = true;
    const deadline = performance.now() + PATIENCE_MILLISECONDS;
    while (open > 0 && performance.now() < deadline) await pause(LOOK_MILLISECONDS);
    // A connection is at rest only a moment after its last answer, and live events end after this.
    const closing = setInterval(() => {
      if (performance.now() < deadline) app.server.closeIdleConnections();
      else app.server.closeAllConnections();
    }, LOOK_MILLISECONDS);
    app.server.once('close', () => clearInterval(closing));
  });
}
