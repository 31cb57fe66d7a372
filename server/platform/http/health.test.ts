import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestCompany, type TestCompany } from '#tests/support/test-company.ts';

let company: TestCompany;
beforeAll(async () => {
  company = await openTestCompany();
});
afterAll(() => company.close());

const get = async (path: string) => {
  const response = await fetch(company.origin + path);
  return { status: response.status, text: await response.text(), type: response.headers.get('content-type') };
};

test('a server that can serve says so', async () => {
  expect(JSON.parse((await get('/healthz')).text)).toEqual({ status: 'ok' });
  const ready = await get('/readyz');
  expect(ready.status).toBe(200);
  expect(JSON.parse(ready.text)).toEqual({
    status: 'ready',
    database: 'ok',
    pendingMigrations: [],
    oldestMessageSeconds: 0,
  });
});

test('messages that stand still, or a schema behind the program, are not ready', async () => {
  await company.database.query(
    `insert into outbox (topic, payload, created_at) values ('t', '{}', now() - interval '10 minutes')`,
  );
  const late = await get('/readyz');
  expect(late.status).toBe(503);
  expect(JSON.parse(late.text).oldestMessageSeconds).toBeGreaterThanOrEqual(600);
  await company.database.query('delete from outbox');

  await company.database.query(`update migrations set name = 'x' where name = '0010_auth.sql'`);
  const behind = await get('/readyz');
  expect(behind.status).toBe(503);
  expect(JSON.parse(behind.text).pendingMigrations).toEqual(['0010_auth.sql']);
  await company.database.query(`update migrations set name = '0010_auth.sql' where name = 'x'`);
});

test('requests are measured by operation', async () => {
  await company.as('manager').get('/variants/999');
  const { text, type } = await get('/metrics');
  expect(type).toContain('text/plain');
  expect(text).toContain('http_request_duration_seconds_count{operation="getVariant",status="404"} 1');
  expect(text).toContain('process_resident_memory_bytes');
});

test('the API is described for programs and for people', async () => {
  const document = await get('/api/v1/openapi.json');
  expect(document.status).toBe(200);
  expect(JSON.parse(document.text).openapi).toBe('3.1.0');
  expect((await get('/docs')).text).toContain('/backorders/{id}/promises');
  expect((await get('/docs/errors')).text).toContain('id="last_administrator"');
  expect((await get('/docs')).text).not.toContain('<script');
});
