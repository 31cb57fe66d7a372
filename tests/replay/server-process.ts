import pino from 'pino';
import { createServer } from '#server/create-server.ts';
import { connect } from '#server/platform/database.ts';

/**
 * The server of a replay as a process of its own, on the database of REPLAY_DATABASE_URL. It tells its parent where it
 * listens, and ends when the parent is gone.
 */
const databaseUrl = process.env.REPLAY_DATABASE_URL as string;
const database = connect({ connectionString: databaseUrl });
const app = await createServer({
  database,
  databaseUrl,
  secret: 'signs no session: a replay has only programs',
  isClockSimulated: true,
  isDemo: false,
  logger: pino({ level: 'error' }, pino.destination(2)),
});
const url = await app.listen({ port: 0, host: '127.0.0.1' });
process.send?.({ url });
process.once('disconnect', async () => {
  await app.close();
  await database.end();
  // A profile is written at an orderly end.
  process.exit(0);
});
