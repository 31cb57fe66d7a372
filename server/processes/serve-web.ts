import type { FastifyBaseLogger } from 'fastify';
import { createServer } from '../create-server.ts';
import { type Configuration, databaseOf } from '../platform/configuration.ts';
import { connectWriters } from '../platform/database.ts';
import { refuseSimulatedClock } from './refuse-simulated-clock.ts';
import { type Running, say } from './running.ts';

/**
 * `web`: HTTP, and nothing in the background. It answers before the database can be reached or is migrated; `/readyz`
 * says so then.
 */
export async function serveWeb(configuration: Configuration, logger: FastifyBaseLogger): Promise<Running> {
  const { isDemo, isClockSimulated, secret, trustedProxies, publicUrl, inboundSecret, quickbooks, reportsDatabaseUrl } =
    configuration;
  const databaseUrl = databaseOf(configuration);
  const database = connectWriters(databaseUrl);
  await refuseSimulatedClock(configuration, database);
  const app = await createServer({
    database,
    databaseUrl,
    reportsDatabaseUrl,
    secret: secret as string,
    isClockSimulated,
    trustedProxies,
    publicUrl,
    inboundSecret,
    quickbooks,
    isDemo,
    logger,
  });
  say(await app.listen({ port: configuration.port, host: configuration.host }));
  return {
    async stop() {
      await app.close();
      await database.end();
    },
  };
}
