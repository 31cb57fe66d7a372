import { afterAll, beforeAll, expect, it } from 'vitest';
import { openTestCompany, type TestCompany } from '#tests/support/test-company.ts';
import { firstCode } from './first-administrator.ts';

let company: TestCompany;
beforeAll(async () => {
  company = await openTestCompany();
});
afterAll(() => company.close());

const ADA = {
  companyName: 'Bodega Norte',
  timeZone: 'Europe/Madrid',
  name: 'Ada Bell',
  email: 'Ada@example.com',
  password: 'correct horse battery',
};
const path = () => `${company.origin}/api/auth/first-administrator`;
const begin = (given: object) =>
  fetch(path(), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ code: firstCode(company.secret), ...given }),
  });
const isOpen = async () => ((await (await fetch(path())).json()) as { isOpen: boolean }).isOpen;
const people = async () => (await company.as('administrator').get('/users')).body.data;

it('only who has the code of the terminal begins, with nothing left out', async () => {
  for (const wrong of [
    { code: 'guessed' },
    { code: '' },
    { password: 'short' },
    { timeZone: 'Mars/Olympus' },
    { companyName: ' ' },
  ]) {
    const answer = await begin({ ...ADA, ...wrong });
    expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([422, 'invalid_request']);
  }
  expect(await people()).toEqual([]);
  expect(await isOpen()).toBe(true);
});

it('of eight at once one becomes the first administrator, of a company with its name and a warehouse', async () => {
  const answers = await Promise.all(
    Array.from({ length: 8 }, (_, index) => begin({ ...ADA, email: `ada${index}@example.com` })),
  );
  // Who finds too many waiting is told to come again.
  const refused = answers.filter(({ status }) => status === 422 || status === 429);
  expect([answers.filter(({ status }) => status === 201).length, refused.length]).toEqual([1, 7]);
  expect(await people()).toMatchObject([{ name: 'Ada Bell', role: 'administrator' }]);
  const admin = company.as('administrator');
  expect((await admin.get('/company')).body).toMatchObject({ name: 'Bodega Norte', timeZone: 'Europe/Madrid' });
  expect((await admin.get('/warehouses')).body.data).toMatchObject([{ code: 'MAIN', name: 'Main warehouse' }]);
  expect(await isOpen()).toBe(false);
  expect((await begin({ ...ADA, email: 'late@example.com' })).status).toBe(422);
  const [{ email }] = await people();
  const signIn = await fetch(`${company.origin}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email, password: ADA.password }),
  });
  expect(signIn.status).toBe(200);
});
