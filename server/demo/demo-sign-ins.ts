import type { FastifyInstance } from 'fastify';
import { DEMO_PASSWORD, DEMO_PEOPLE } from './load-demo.ts';

/** Tells the sign-in page who can be tried out. Registered in demo mode only; elsewhere the address does not exist. */
export function addDemoSignIns(app: FastifyInstance): void {
  app.get('/api/demo-sign-ins', async () => DEMO_PEOPLE.map((person) => ({ ...person, password: DEMO_PASSWORD })));
}
