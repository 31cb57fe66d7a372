import type { FastifyInstance, FastifyRequest } from 'fastify';
import { mayDo } from '#contract/permissions.ts';
import { routes } from '#contract/routes.ts';
import type { Database } from '../platform/database.ts';
import type { Authenticate } from '../platform/http/app.ts';
import { type Connected, endConnection } from './connect.ts';
import { CALLBACK_PATH, type Quickbooks } from './open-quickbooks.ts';

/** Where people see what came of it. */
const PAGE = '/settings/quickbooks';

/**
 * `GET /api/v1/quickbooks/callback`: where Intuit sends a person back to, who is shown the page of the connection with what
 * came of it. Whatever comes along is used once, for the person it was begun by.
 */
export function addQuickbooksCallback(
  app: FastifyInstance,
  parts: { database: Database; authenticate: Authenticate; quickbooks: Quickbooks | null },
): void {
  app.get(CALLBACK_PATH, async (request, reply) => {
    const outcome = await outcomeOf(request, parts).catch((error): Connected => {
      request.log.error({ err: error }, 'a connection to QuickBooks was not kept');
      return 'failed';
    });
    return reply.header('referrer-policy', 'no-referrer').redirect(`${PAGE}?connection=${outcome}`, 303);
  });
}

async function outcomeOf(
  request: FastifyRequest,
  { database, authenticate, quickbooks }: Parameters<typeof addQuickbooksCallback>[1],
): Promise<Connected> {
  const caller = await authenticate(request);
  if (!caller || !quickbooks || !mayDo(caller.viewer, routes.connectQuickbooks.action)) return 'expired';
  const { search } = new URL(request.url, 'http://here');
  return endConnection(quickbooks, database, caller.viewer, new URLSearchParams(search));
}
