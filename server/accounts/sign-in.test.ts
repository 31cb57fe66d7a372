import { request as httpRequest } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestCompany, type TestCompany } from '#tests/support/test-company.ts';

let company: TestCompany;
beforeAll(async () => {
  company = await openTestCompany();
});
afterAll(() => company.close());

const PASSWORD = 'correct horse battery';

test('a person signs in with their password, works by the session, and signs out', async () => {
  await addPerson('ada@example.com', 'manager');
  const signedIn = await signIn('ADA@example.com', PASSWORD);
  expect(signedIn.status).toBe(200);
  const [cookie] = signedIn.cookies;
  expect(cookie).toMatch(/^makegood\.session_token=[^;]+;.*HttpOnly/);
  expect(cookie).toMatch(/SameSite=Lax/i);
  expect(cookie).not.toMatch(/Secure/);

  const me = await call('GET', '/api/v1/me', { cookie: sessionOf(signedIn) });
  expect(me.status).toBe(200);
  expect(me.body).toMatchObject({ name: 'Ada Bell', role: 'manager', company: { currency: 'USD' } });
  expect(me.body.actions).toContain('catalog.write');
  expect(me.body.actions).not.toContain('people.write');

  const out = await call('POST', '/api/auth/sign-out', { cookie: sessionOf(signedIn), origin: company.origin }, {});
  expect(out.status).toBe(200);
  expect((await call('GET', '/api/v1/me', { cookie: sessionOf(signedIn) })).status).toBe(401);
});

test('the cookie is for encrypted connections only where the request came by one', async () => {
  await addPerson('grace@example.com', 'manager');
  const { cookies } = await signIn('grace@example.com', PASSWORD, { 'x-forwarded-proto': 'https' });
  expect(cookies[0]).toMatch(/; Secure$/);
});

test('a wrong password, an unknown address and nonsense open no session', async () => {
  await addPerson('alan@example.com', 'manager');
  const wrong = await signIn('alan@example.com', 'wrong horse battery');
  expect(wrong.status).toBe(401);
  expect(wrong.cookies).toEqual([]);
  expect((await signIn('nobody@example.com', PASSWORD)).status).toBe(401);
  for (const body of [{}, { email: 7, password: [] }, { email: 'alan@example.com\u0000', password: '\u0000' }]) {
    const { status } = await call('POST', '/api/auth/sign-in/email', { origin: company.origin }, body);
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(500);
  }
});

test('nobody signs up', async () => {
  const body = { email: 'mallory@example.com', name: 'Mallory', password: PASSWORD };
  const answer = await call('POST', '/api/auth/sign-up/email', { origin: company.origin }, body);
  expect(answer.status).toBe(404);
  const { rows } = await company.database.query('select from auth."user" where email = $1', [body.email]);
  expect(rows).toHaveLength(0);
});

test('a forged or meaningless cookie is nobody', async () => {
  for (const cookie of [
    'makegood.session_token=abc',
    'makegood.session_token=abc.def%3D',
    'makegood.session_token=%',
    '=;;=',
  ]) {
    expect((await call('GET', '/api/v1/me', { cookie })).status).toBe(401);
  }
});

test('a person who left is signed out and cannot sign in', async () => {
  const person = await addPerson('kim@example.com', 'warehouse');
  const signedIn = await signIn('kim@example.com', PASSWORD);
  await company.as('administrator').patch(`/users/${person.id}`, { active: false });

  expect((await call('GET', '/api/v1/me', { cookie: sessionOf(signedIn) })).status).toBe(401);
  expect((await signIn('kim@example.com', PASSWORD)).status).toBe(401);
});

test('a write that another site sends with the cookie is refused', async () => {
  await addPerson('joan@example.com', 'manager');
  const cookie = sessionOf(await signIn('joan@example.com', PASSWORD));
  const create = (headers: Record<string, string>) =>
    call('POST', '/api/v1/products', { cookie, ...headers }, { name: 'Pale Ale' });

  expect((await create({ origin: 'https://evil.example' })).body.code).toBe('not_permitted');
  expect((await create({ origin: 'null' })).status).toBe(403);
  expect((await create({ 'sec-fetch-site': 'cross-site', origin: company.origin })).status).toBe(403);
  expect((await create({ 'sec-fetch-site': 'same-site' })).status).toBe(403);
  const escaped = await call(
    'POST',
    '/%61pi/v1/products',
    { cookie, origin: 'https://evil.example' },
    { name: 'Pale Ale' },
  );
  expect(escaped.status).toBe(403);
  expect((await call('GET', '/api/v1/products', { cookie })).body.data).toEqual([]);

  expect((await create({ origin: company.origin })).status).toBe(201);
  expect((await create({ 'sec-fetch-site': 'same-origin', origin: company.origin })).status).toBe(201);
  // Behind a proxy that asks for another host than the browser did.
  expect((await create({ 'sec-fetch-site': 'same-origin', origin: 'https://shop.example' })).status).toBe(201);
});

test('another site cannot sign a browser in', async () => {
  const answer = await signIn('ada@example.com', PASSWORD, { origin: 'https://evil.example' });
  expect(answer.status).toBe(403);
  expect(answer.cookies).toEqual([]);
});

test('an API key beside a cookie decides alone', async () => {
  await addPerson('lin@example.com', 'manager');
  const cookie = sessionOf(await signIn('lin@example.com', PASSWORD));
  const byKey = await call('GET', '/api/v1/me', { cookie, authorization: `Bearer ${company.keys.read_only}` });
  expect(byKey.body.role).toBe('read_only');
  expect((await call('GET', '/api/v1/me', { cookie, authorization: 'Bearer wrong' })).status).toBe(401);
  expect((await call('GET', '/api/v1/me', { cookie, authorization: 'Basic d2ViOndlYg==' })).body.role).toBe('manager');
});

test('the password can be changed, the old one is refused from then on, and the other sessions end', async () => {
  const { id } = await addPerson('max@example.com', 'manager');
  const elsewhere = sessionOf(await signIn('max@example.com', PASSWORD));
  const headers = { cookie: sessionOf(await signIn('max@example.com', PASSWORD)), origin: company.origin };
  const change = (newPassword: string, currentPassword = PASSWORD) =>
    call('POST', '/api/auth/change-password', headers, { currentPassword, newPassword });
  for (const guessed of ['short', 'aaaaaaaaaa', 'Password2026']) {
    const { status, body } = await change(guessed);
    expect({ guessed, status, pointer: body.errors[0].pointer }).toEqual({
      guessed,
      status: 422,
      pointer: '#/newPassword',
    });
  }
  expect((await change('another long one', 'not the password')).body.errors[0].pointer).toBe('#/currentPassword');
  expect((await call('GET', '/api/v1/me', { cookie: elsewhere })).status).toBe(200);
  expect((await change('another long one')).status).toBe(200);
  expect((await call('GET', '/api/v1/me', { cookie: elsewhere })).status).toBe(401);
  expect((await call('GET', '/api/v1/me', headers)).status).toBe(200);
  const { rows } = await company.database.query(
    `select actor from audit_events where action = 'user.change_password' and record_id = $1`,
    [id],
  );
  expect(rows).toEqual([{ actor: `user:${id} Ada Bell` }]);
  expect((await signIn('max@example.com', PASSWORD)).status).toBe(401);
  expect((await signIn('max@example.com', 'another long one')).status).toBe(200);
});

test('a password that is guessed first is not given to anybody', async () => {
  for (const password of ['short', 'aaaaaaaaaa', 'Password2026']) {
    const person = { name: 'Al', email: 'al@example.com', role: 'manager', password };
    const { status, body } = await company.as('administrator').post('/users', person);
    expect({ status, pointer: body.errors?.[0].pointer }).toEqual({ status: 422, pointer: '#/password' });
  }
});

test('a forgotten password is reset by an administrator: shown once, sessions end, and it is on record', async () => {
  const { id } = await addPerson('eva@example.com', 'manager');
  const cookie = sessionOf(await signIn('eva@example.com', PASSWORD));
  for (let attempt = 0; attempt < 11; attempt += 1) await signIn('eva@example.com', 'wrong horse battery');
  expect((await company.as('manager').post(`/users/${id}/password-resets`, {})).status).toBe(403);
  const { status, body } = await company.as('administrator').post(`/users/${id}/password-resets`, {});
  expect(status).toBe(201);
  expect((await call('GET', '/api/v1/me', { cookie })).status).toBe(401);
  expect((await signIn('eva@example.com', PASSWORD)).status).toBe(401);
  const { rows } = await company.database.query(
    `select to_jsonb(a)::text as row from audit_events a where action = 'user.reset_password' and record_id = $1
     union all select to_jsonb(k)::text from idempotency_keys k where route = 'resetPassword'`,
    [id],
  );
  expect(rows).toHaveLength(2);
  expect(rows.some(({ row }) => row.includes(body.password))).toBe(false);
  expect((await company.as('administrator').post('/users/999999/password-resets', {})).status).toBe(404);
  // What was tried before counts no longer.
  await company.as('administrator').post(`/users/${id}/password-resets`, { password: 'a fresh start today' });
  expect((await signIn('eva@example.com', 'a fresh start today', { 'x-forwarded-for': '192.0.2.9' })).status).toBe(200);
});

test('a person without a password gets one by a reset', async () => {
  const person = { name: 'Una', email: 'una@example.com', role: 'manager' };
  const { body } = await company.as('administrator').post('/users', person);
  const reset = await company.as('administrator').post(`/users/${body.id}/password-resets`);
  expect((await signIn('una@example.com', reset.body.password)).status).toBe(200);
});

test('thirty wrong passwords of one person do not lock out the house behind the same address', async () => {
  await addPerson('tim@example.com', 'manager');
  await addPerson('ida@example.com', 'manager');
  // At once, so that none is looked at before the others are counted.
  const tries = await Promise.all(Array.from({ length: 30 }, () => signIn('tim@example.com', 'wrong horse battery')));
  expect(tries.filter(({ status }) => status === 401)).toHaveLength(10);
  const refused = tries.filter(({ status }) => status === 429);
  expect(refused).toHaveLength(20);
  expect(refused[0]?.body.code).toBe('too_many_requests');
  expect(Number(refused[0]?.headers['retry-after'])).toBeGreaterThan(0);
  expect((await signIn('tim@example.com', PASSWORD)).status).toBe(429);
  expect((await signIn('ida@example.com', PASSWORD)).status).toBe(200);
  // Nor Tim himself at another address, which the proxy of this machine names.
  expect((await signIn('tim@example.com', PASSWORD, { 'x-forwarded-for': '192.0.2.7' })).status).toBe(200);
});

test('an address that tries many accounts is stopped, and the house at another one is not', async () => {
  await addPerson('ivo@example.com', 'manager');
  const from = (address: string) => ({ 'x-forwarded-for': address });
  await company.database.query(
    `insert into sign_in_attempts select sha256(convert_to(E'address\n192.0.2.66', 'utf8')), 200, now()`,
  );
  expect((await signIn('ivo@example.com', PASSWORD, from('192.0.2.66'))).status).toBe(429);
  expect((await signIn('ivo@example.com', PASSWORD, from('192.0.2.67'))).status).toBe(200);
  await company.database.query(`update sign_in_attempts set since = since - interval '16 minutes'`);
  expect((await signIn('ivo@example.com', PASSWORD, from('192.0.2.66'))).status).toBe(200);
});

async function addPerson(email: string, role: string) {
  const { status, body } = await company
    .as('administrator')
    .post('/users', { name: 'Ada Bell', email, role, password: PASSWORD });
  expect(status).toBe(201);
  return body;
}

function signIn(email: string, password: string, headers: Record<string, string> = {}) {
  return call('POST', '/api/auth/sign-in/email', { origin: company.origin, ...headers }, { email, password });
}

function sessionOf({ cookies }: { cookies: string[] }): string {
  return cookies.map((cookie) => cookie.split(';')[0]).join('; ');
}

type Answer = { status: number; body: any; headers: Record<string, unknown>; cookies: string[] };

/** Not fetch: it sets the headers that say where a request came from by itself. */
function call(method: string, path: string, headers: Record<string, string> = {}, body?: unknown): Promise<Answer> {
  const text = body === undefined ? '' : JSON.stringify(body);
  return new Promise((resolve, reject) => {
    const sent = httpRequest(
      company.origin + path,
      { method, headers: { ...headers, ...(text && { 'content-type': 'application/json' }) } },
      async (response) => {
        const chunks = await response.toArray();
        const answer = Buffer.concat(chunks).toString();
        resolve({
          status: response.statusCode ?? 0,
          body: answer === '' ? null : JSON.parse(answer),
          headers: response.headers,
          cookies: response.headers['set-cookie'] ?? [],
        });
      },
    );
    sent.on('error', reject);
    sent.end(text);
  });
}
