import { randomBytes } from 'node:crypto';
import pino from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeDemo } from '#tests/support/small-demo.ts';
import { openTestCompany, type TestCompany } from '#tests/support/test-company.ts';
import { createServer } from '../create-server.ts';

let company: TestCompany;
beforeAll(async () => {
  company = await openTestCompany();
});
afterAll(() => company.close());

/** A process started as a demo, on the database of the company. */
async function inDemoMode<Answer>(ask: (url: string) => Promise<Answer>): Promise<Answer> {
  const { database, databaseUrl } = company;
  const app = await createServer({
    database,
    databaseUrl,
    secret: randomBytes(32).toString('hex'),
    isClockSimulated: false,
    isDemo: true,
    logger: pino({ level: 'silent' }),
  });
  try {
    return await ask(`${await app.listen({ port: 0, host: '127.0.0.1' })}/api/demo-sign-ins`);
  } finally {
    await app.close();
  }
}

test('a company that works for real has no such address', async () => {
  const answer = await fetch(`${company.origin}/api/demo-sign-ins`);
  expect(answer.status).toBe(404);
  expect(await answer.json()).toMatchObject({ code: 'not_found' });
});

test('it has none either behind a process that was started as a demo', async () => {
  const answer = await inDemoMode((url) => fetch(url));
  expect(answer.status).toBe(404);
  expect(await answer.json()).toMatchObject({ code: 'not_found' });
});

test('a demo says who can be tried out', async () => {
  await makeDemo(company.database);
  const people = await inDemoMode(async (url) => (await fetch(url)).json());
  expect(people).toContainEqual({
    name: 'Max Ortiz',
    email: 'manager@example.com',
    role: 'manager',
    password: 'makegood demo',
  });
});
