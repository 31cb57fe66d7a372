import { afterAll, beforeAll, expect, test } from 'vitest';
import { clientFor, openTestCompany, type TestCompany } from '#tests/support/test-company.ts';

let company: TestCompany;
beforeAll(async () => {
  company = await openTestCompany();
});
afterAll(() => company.close());

const admin = () => company.as('administrator');

test('a key works until it is revoked', async () => {
  const { status, body } = await admin().post('/api-keys', { name: 'scanner', role: 'warehouse' });
  expect(status).toBe(201);
  expect(body).toMatchObject({
    name: 'scanner',
    role: 'warehouse',
    createdBy: expect.stringMatching(/^key:\d+ administrator$/),
  });
  const program = clientFor(company.origin, body.key);
  expect((await program.get('/me')).body).toMatchObject({ id: null, name: 'scanner', role: 'warehouse' });

  const revoked = await admin().post(`/api-keys/${body.id}/revocations`);
  expect(revoked.body.revokedAt).not.toBeNull();
  expect((await program.get('/me')).status).toBe(401);
  expect((await admin().post(`/api-keys/${body.id}/revocations`)).body).toEqual(revoked.body);
  expect((await admin().post('/api-keys/999999/revocations')).body.code).toBe('not_found');
});

test('the key itself is not kept in the clear by the list or the audit record', async () => {
  const { body } = await admin().post('/api-keys', { name: 'replay', role: 'read_only' });
  const kept = await company.database.query(
    `select to_jsonb(k)::text as row from api_keys k union all select to_jsonb(a)::text from audit_events a`,
  );
  const text = kept.rows.map(({ row }) => row as string).join('\n');
  expect(text).toContain('replay');
  expect(text).not.toContain(body.key);
  expect(JSON.stringify((await admin().get('/api-keys')).body)).not.toContain(body.key);
});

test('a key that expired, or never was one, is refused', async () => {
  const { body } = await admin().post('/api-keys', {
    name: 'short',
    role: 'read_only',
    expiresAt: '2999-01-01T00:00:00Z',
  });
  expect((await clientFor(company.origin, body.key).get('/me')).status).toBe(200);
  await company.database.query(
    `update api_keys set created_at = '2020-01-01', expires_at = '2020-01-02' where id = $1`,
    [body.id],
  );
  expect((await clientFor(company.origin, body.key).get('/me')).status).toBe(401);
  for (const key of ['x', '%00', 'a'.repeat(5000), '"; drop']) {
    expect((await clientFor(company.origin, key).get('/me')).status).toBe(401);
  }
  expect(
    (await admin().post('/api-keys', { name: 'late', role: 'read_only', expiresAt: '2001-01-01T00:00:00Z' })).body,
  ).toMatchObject({
    code: 'invalid_request',
    errors: [{ pointer: '#/expiresAt' }],
  });
});

test('API keys are listed newest first, each once', async () => {
  const { rows } = await company.database.query<{ id: string }>('select id from api_keys order by id desc');
  const first = await admin().get('/api-keys?limit=3');
  const second = await admin().get(`/api-keys?limit=200&cursor=${first.body.nextCursor}`);
  expect([...first.body.data, ...second.body.data].map(({ id }) => id)).toEqual(rows.map(({ id }) => id));
});

test('an e-mail address belongs to one person', async () => {
  const person = { name: 'Ada Bell', email: 'Ada@Example.com', role: 'manager' };
  const { status, body } = await admin().post('/users', person);
  expect(status).toBe(201);
  expect(body).toMatchObject({ email: 'ada@example.com', active: true, version: 1 });
  expect((await admin().post('/users', person)).body).toMatchObject({
    code: 'already_exists',
    errors: [{ pointer: '#/email' }],
  });
  expect((await admin().get(`/users/${body.id}`)).body).toEqual(body);
  expect((await admin().get('/users?role=manager')).body.data).toEqual([body]);
});

test('only administrators add people and keys', async () => {
  for (const role of ['manager', 'sales_rep', 'warehouse', 'read_only'] as const) {
    const client = company.as(role);
    expect((await client.post('/users', { name: 'X', email: 'x@example.com', role })).body.code).toBe('not_permitted');
    expect((await client.get('/api-keys')).status).toBe(403);
    expect((await client.patch('/settings', {})).status).toBe(403);
    expect((await client.get('/settings')).status).toBe(200);
  }
});

test('the last active administrator stays one', async () => {
  const [first, second] = await Promise.all(
    ['eve@example.com', 'bob@example.com'].map(
      async (email) => (await admin().post('/users', { name: email, email, role: 'administrator' })).body,
    ),
  );
  // At the same moment: each is the other's last administrator.
  const demotions = await Promise.all([
    admin().patch(`/users/${first.id}`, { role: 'manager' }),
    admin().patch(`/users/${second.id}`, { active: false }),
  ]);
  expect(demotions.map(({ status }) => status).sort()).toEqual([200, 409]);
  expect(demotions.find(({ status }) => status === 409)?.body.code).toBe('last_administrator');
});

test('a person is changed by whoever saw them last', async () => {
  const { body } = await admin().post('/users', { name: 'Old Name', email: 'old@example.com', role: 'warehouse' });
  const changed = await admin().patch(`/users/${body.id}`, { name: 'New Name' }, { 'if-match': '"1"' });
  expect(changed.body).toMatchObject({ name: 'New Name', version: 2 });
  expect(changed.headers.get('etag')).toBe('"2"');
  expect((await admin().patch(`/users/${body.id}`, { name: 'Late' }, { 'if-match': '"1"' })).body.code).toBe(
    'changed_meanwhile',
  );
  expect((await admin().patch('/users/999999', { name: 'Nobody' })).body.code).toBe('not_found');
  const { rows } = await company.database.query(
    `select changes, actor from audit_events where action = 'user.update' and record_id = $1`,
    [body.id],
  );
  expect(rows).toEqual([
    {
      changes: { name: { from: 'Old Name', to: 'New Name' } },
      actor: expect.stringMatching(/^key:\d+ administrator$/),
    },
  ]);
});

test('another allocation policy is a new version of it; other settings are not', async () => {
  const policyVersion = async () =>
    (await company.database.query('select policy_version from settings')).rows[0].policy_version;
  const before = (await admin().get('/settings')).body;
  const handling = await admin().patch('/settings', { handlingDays: 3 }, { 'if-match': `"${before.version}"` });
  expect(handling.body).toMatchObject({
    handlingDays: 3,
    version: before.version + 1,
    updatedBy: expect.stringMatching(/^key:/),
  });
  expect(await policyVersion()).toBe(1);

  const policy = await admin().patch('/settings', { allocationPolicy: 'fifo' });
  expect(policy.body.allocationPolicy).toBe('fifo');
  expect(await policyVersion()).toBe(2);
  expect((await admin().patch('/settings', { allocationPolicy: 'fifo' })).body).toEqual(policy.body);
  expect(await policyVersion()).toBe(2);
  expect((await admin().patch('/settings', { handlingDays: 1 }, { 'if-match': '"1"' })).status).toBe(412);
});
