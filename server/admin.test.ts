import { execFile } from 'node:child_process';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bundleProgram } from '#tests/support/bundle-program.ts';
import { clientFor, openTestCompany, type TestCompany } from '#tests/support/test-company.ts';
import { readCommand } from './accounts/admin-commands.ts';

let company: TestCompany;
beforeAll(async () => {
  company = await openTestCompany();
});
afterAll(() => company.close());

test('the admin program makes a key that works, alone on its last line', async () => {
  const { code, stdout } = await admin('create-api-key', '--role', 'administrator', '--name', 'first key');
  expect(code).toBe(0);
  const key = stdout.trimEnd().split('\n').at(-1) as string;
  expect(key).toMatch(/^makegood_[\w-]{43}$/);
  expect((await clientFor(company.origin, key).get('/me')).body).toMatchObject({
    name: 'first key',
    role: 'administrator',
  });
});

test('the admin program makes a person who can sign in', async () => {
  const { stdout } = await admin(
    'create-user',
    '--email',
    'ada@example.com',
    '--name',
    'Ada Bell',
    '--role',
    'administrator',
  );
  const signedIn = await fetch(`${company.origin}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email: 'ada@example.com', password: stdout.trimEnd().split('\n').at(-1) }),
  });
  expect(signedIn.status).toBe(200);
  const again = await admin(
    'create-user',
    '--email',
    'ada@example.com',
    '--name',
    'Ada Bell',
    '--role',
    'administrator',
  );
  expect(again).toMatchObject({ code: 1, stdout: '', stderr: 'Already exists: --email "ada@example.com" is taken\n' });
});

test('the admin program gives somebody who forgot theirs a new password', async () => {
  const person = { name: 'Max', email: 'max@example.com', role: 'manager', password: 'the forgotten one' };
  await company.as('administrator').post('/users', person);
  const { code, stdout } = await admin('reset-password', '--email', 'MAX@example.com');
  expect(code).toBe(0);
  const signIn = async (password: string) => {
    const body = JSON.stringify({ email: person.email, password });
    const headers = { 'content-type': 'application/json' };
    return (await fetch(`${company.origin}/api/auth/sign-in/email`, { method: 'POST', headers, body })).status;
  };
  expect(await signIn(stdout.trimEnd().split('\n').at(-1) as string)).toBe(200);
  expect(await signIn(person.password)).toBe(401);
});

test.each([
  [['reset-password', '--email', 'nobody@example.com'], 'There is nobody'],
  [[], 'Say what to do'],
])('%j ends with what is wrong', async (args, message) => {
  const { code, stdout, stderr } = await admin(...args);
  expect(code).toBe(1);
  expect(stdout).toBe('');
  expect(stderr).toContain(message);
  expect(stderr).not.toContain('    at ');
});

test.each([
  [['reset-password'], '--email'],
  [['create-order'], 'There is no command "create-order"'],
  [['create-api-key'], 'either a role or actions'],
  [['create-api-key', '--role', 'boss'], '--role: '],
  [['create-user', '--email', 'x', '--name', 'X', '--role', 'manager'], '--email: '],
  [
    ['create-user', '--email', 'x@example.com', '--name', 'X', '--role', 'manager', '--password', 'short'],
    '--password: ',
  ],
  [['create-api-key', '--colour', 'red'], "Unknown option '--colour'"],
])('%j is not understood, and it is said why', (args, message) => {
  expect(() => readCommand(args)).toThrow(message);
});

async function admin(...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  const program = await bundleProgram('server/admin.ts');
  const env = { ...process.env, DATABASE_URL: company.databaseUrl };
  return new Promise((resolve) => {
    execFile(process.execPath, [program, ...args], { env }, (error, stdout, stderr) =>
      resolve({ code: error ? 1 : 0, stdout, stderr }),
    );
  });
}
