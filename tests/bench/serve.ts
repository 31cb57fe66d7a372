import pino from 'pino';
import { createServer } from '#server/create-server.ts';
import { connect } from '#server/platform/database.ts';
import { startAllJobs } from '#server/processes/run-worker.ts';

// The server of a measurement: the product's own, on the database it is given, at a port it prints.

const databaseUrl = process.env.DATABASE_URL as string;
const secret = process.env.BENCH_SECRET as string;
const logger = pino({ level: 'error' });
const database = connect({ connectionString: databaseUrl });
const app = await createServer({
  database,
  databaseUrl,
  secret,
  isClockSimulated: false,
  isDemo: false,
  logger,
});
const jobs =
  process.env.BENCH_JOBS === 'on'
    ? await startAllJobs({
        database,
        databaseUrl,
        logger,
        mail: null,
        publicUrl: 'http://127.0.0.1',
        secret,
        quickbooks: null,
        reportsDatabaseUrl: null,
      })
    : null;
const address = await app.listen({ port: 0, host: '127.0.0.1' });
console.log(new URL(address).port);
process.once('SIGTERM', async () => {
  await jobs?.stop();
  await app.close();
  await database.end();
  process.exit(0);
});
