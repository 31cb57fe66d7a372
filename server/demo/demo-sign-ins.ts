import type { FastifyInstance } from 'fastify';
import type { Database } from '../platform/database.ts';
import { sendProblem } from '../platform/http/problem.ts';
import { queriesOf } from '../platform/transaction.ts';
import { DEMO_PASSWORD, DEMO_PEOPLE } from './demo-people.ts';

/**
 * Tells the sign-in page who can be tried out. Registered in demo mode only, and there the address exists as long as the
 * company is a demo.
 */
export function addDemoSignIns(app: FastifyInstance, database: Database): void {
  const queries = queriesOf(database);
  app.get('/api/demo-sign-ins', async (_request, reply) => {
    const company = await queries.first('select from company where demo');
    if (!company) return sendProblem(reply, { code: 'not_found' });
    return DEMO_PEOPLE.map((person) => ({ ...person, password: DEMO_PASSWORD }));
  });
}
