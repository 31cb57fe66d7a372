import fastify from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestCompany, type TestCompany } from '#tests/support/test-company.ts';
import { addDemoSignIns } from './demo-sign-ins.ts';

let company: TestCompany;
beforeAll(async () => {
  company = await openTestCompany();
});
afterAll(() => company.close());

test('a demo says who can be tried out', async () => {
  const app = fastify();
  addDemoSignIns(app);
  const people = (await app.inject('/api/demo-sign-ins')).json();
  expect(people).toContainEqual({
    name: 'Max Ortiz',
    email: 'manager@example.com',
    role: 'manager',
    password: 'makegood demo',
  });
});

test('a company that works for real has no such address', async () => {
  const answer = await fetch(`${company.origin}/api/demo-sign-ins`);
  expect(answer.status).toBe(404);
  expect(await answer.json()).toMatchObject({ code: 'not_found' });
});
