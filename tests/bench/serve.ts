import pino from 'pino';
import { createServer } from '#server/create-server.ts';
import { connect } from '#server/platform/database.ts';

// The server of a measurement: the product's own, on the database it is given, at a port it prints.

const databaseUrl = process.env.DATABASE_URL as string;
const database = connect({ connectionString: databaseUrl });
const app = await createServer({
  database,
  databaseUrl,
  secret: 'x'.repeat(32),
  isClockSimulated: false,
  isDemo: false,
  logger: pino({ level: 'error' }),
});
const address = await app.listen({ port: 0, host: '127.0.0.1' });
console.log(new URL(address).port);
process.once('SIGTERM', async () => {
  await app.close();
  await database.end();
  process.exit(0);
});
