import type { FastifyInstance, FastifyRequest } from 'fastify';
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { type OperationName, type Route, routes } from '#contract/routes.ts';
import type { Database } from '../database.ts';
import { type Readiness, watchReadiness } from './readiness.ts';

/**
 * For whoever watches the server: `/healthz` (the process answers), `/readyz` (it can serve: database, writing, migrations,
 * age of the oldest message and job that wait; 200 or 503) and `/metrics` for Prometheus, which knows all that `/readyz` does.
 */
export function addHealth(app: FastifyInstance, database: Database): void {
  const readiness = watchReadiness(database, (error) => app.log.error({ err: error }, 'not ready'));
  app.get('/healthz', async () => ({ status: 'ok' }));
  app.get('/readyz', async (_request, reply) => {
    const { isReady, ...state } = await readiness();
    if (!isReady) reply.header('retry-after', '2');
    return reply.status(isReady ? 200 : 503).send({ status: isReady ? 'ready' : 'not ready', ...state });
  });
  addMetrics(app, readiness);
}

function addMetrics(app: FastifyInstance, readiness: () => Promise<Readiness>): void {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  addReadinessGauges(registry, readiness);
  const durations = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'How long requests took, by operation of the API.',
    labelNames: ['operation', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers: [registry],
  });
  app.addHook('onResponse', async (request, reply) => {
    durations.observe({ operation: operationOf(request), status: reply.statusCode }, reply.elapsedTime / 1000);
  });
  app.get('/metrics', async (_request, reply) => {
    reply.header('content-type', registry.contentType).serializer(String);
    return registry.metrics();
  });
  app.addHook('onClose', async () => registry.clear());
}

/** What `/readyz` answers, a figure each. While the database cannot be asked, how old what waits in it is has no value. */
const GAUGES: Record<string, { help: string; of: (readiness: Readiness) => number | undefined }> = {
  makegood_ready: { help: 'Whether /readyz answers 200.', of: ({ isReady }) => Number(isReady) },
  makegood_database_ok: {
    help: 'Whether the database can be reached and written.',
    of: ({ database }) => Number(database === 'ok'),
  },
  makegood_pending_migrations: {
    help: 'Migrations that the database is behind the program.',
    of: ({ database, pendingMigrations }) => (database === 'ok' ? pendingMigrations?.length : undefined),
  },
  makegood_oldest_message_seconds: {
    help: 'Age of the oldest row of the outbox that nobody took out.',
    of: ({ oldestMessageSeconds }) => oldestMessageSeconds,
  },
  makegood_oldest_job_seconds: {
    help: 'Age of the oldest job that is due and waits.',
    of: ({ oldestJobSeconds }) => oldestJobSeconds,
  },
  makegood_audit_sealed_seconds: {
    help: 'How long ago the audit record was last sealed to its end.',
    of: ({ auditSealedSeconds }) => auditSealedSeconds,
  },
};

function addReadinessGauges(registry: Registry, readiness: () => Promise<Readiness>): void {
  for (const [name, { help, of }] of Object.entries(GAUGES)) {
    new Gauge({
      name,
      help,
      registers: [registry],
      async collect() {
        this.set(of(await readiness()) ?? Number.NaN);
      },
    });
  }
}

const OPERATIONS = new Map(
  (Object.entries(routes) as [OperationName, Route][]).map(([name, { method, path }]) => [
    `${method} /api/v1${path.replace(/\{(\w+)\}/g, ':$1')}`,
    name as string,
  ]),
);

/** Never the address itself: labels must stay few. */
function operationOf({ method, routeOptions }: FastifyRequest): string {
  return OPERATIONS.get(`${method} ${routeOptions.url}`) ?? 'other';
}
