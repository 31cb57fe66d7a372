import { runMigrations } from 'graphile-worker';
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

/** So many seconds, and some more on a crowded machine. */
const about = (seconds: number) => expect.toSatisfy((said: number) => said >= seconds && said < seconds + 60);

test('a server that can serve says so', async () => {
  expect(JSON.parse((await get('/healthz')).text)).toEqual({ status: 'ok' });
  const ready = await get('/readyz');
  expect(ready.status).toBe(200);
  expect(JSON.parse(ready.text)).toEqual({
    status: 'ready',
    database: 'ok',
    pendingMigrations: [],
    oldestMessageSeconds: 0,
    oldestJobSeconds: 0,
    auditSealedSeconds: expect.any(Number),
  });
});

test('what it knows is a figure each for Prometheus', async () => {
  const figures = async () =>
    Object.fromEntries(
      [...(await get('/metrics')).text.matchAll(/^makegood_(\w+) (\S+)$/gm)].map(([, name, figure]) => [name, figure]),
    );
  expect(await figures()).toEqual({
    ready: '1',
    database_ok: '1',
    pending_migrations: '0',
    oldest_message_seconds: '0',
    oldest_job_seconds: '0',
    audit_sealed_seconds: expect.stringMatching(/^\d+$/),
  });
  await company.database.query(
    `insert into outbox (topic, payload, created_at) values ('t', '{}', now() - interval '10 minutes')`,
  );
  await expect
    .poll(figures)
    .toMatchObject({ ready: '0', database_ok: '1', oldest_message_seconds: expect.stringMatching(/^6\d\d$/) });
  await company.database.query('delete from outbox');
  await expect.poll(figures).toMatchObject({ ready: '1' });
});

const readiness = async () => {
  const { status, text } = await get('/readyz');
  return { ...JSON.parse(text), status };
};

test('messages or jobs that stand still, or a schema behind the program, are not ready', async () => {
  await company.database.query(
    `insert into outbox (topic, payload, created_at) values ('t', '{}', now() - interval '10 minutes')`,
  );
  await expect.poll(readiness).toMatchObject({ status: 503, database: 'ok' });
  expect((await readiness()).oldestMessageSeconds).toBeGreaterThanOrEqual(600);
  await company.database.query('delete from outbox');

  await runMigrations({ connectionString: company.databaseUrl });
  await company.database.query(`select graphile_worker.add_job('verify_nightly', run_at => now() - interval '1 hour')`);
  await expect
    .poll(readiness)
    .toMatchObject({ status: 503, oldestMessageSeconds: about(0), oldestJobSeconds: about(3600) });
  await company.database.query('delete from graphile_worker._private_jobs');

  await company.database.query(`update migrations set name = 'x' where name = '0010_auth.sql'`);
  await expect.poll(readiness).toEqual({ status: 503, database: 'ok', pendingMigrations: ['0010_auth.sql'] });
  await company.database.query(`update migrations set name = '0010_auth.sql' where name = 'x'`);
  await expect.poll(async () => (await readiness()).status).toBe(200);
});

test('work that stands still is told to people as well', async () => {
  const standing = async () => {
    const { body } = await company.as('read_only').get('/exceptions?kind=work_stands_still');
    return body.data.map(({ id, facts }: { id: string; facts: { work: string } }) => [id, facts.work]);
  };
  expect(await standing()).toEqual([]);
  await company.database.query(
    `insert into outbox (topic, payload, created_at) values ('t', '{}', now() - interval '10 minutes')`,
  );
  await company.database.query(`select graphile_worker.add_job('verify_nightly', run_at => now() - interval '1 hour')`);
  await company.database.query(`update audit_sealing set sealed_until = now() - interval '3 days'`);
  expect(await standing()).toEqual([
    ['work_stands_still-messages', 'messages'],
    ['work_stands_still-jobs', 'jobs'],
    ['work_stands_still-sealing', 'sealing'],
  ]);
  const { body } = await company.as('manager').get('/exceptions?limit=1');
  expect(body.counts).toContainEqual({ kind: 'work_stands_still', count: 3 });
  const second = await company
    .as('manager')
    .get(`/exceptions?kind=work_stands_still&limit=2&cursor=${body.nextCursor}`);
  expect(second.body.data.map(({ facts }: { facts: { work: string } }) => facts.work)).toEqual(['jobs', 'sealing']);
  // That it is not sealed keeps nobody from working.
  await company.database.query('delete from outbox; delete from graphile_worker._private_jobs');
  await expect.poll(readiness).toMatchObject({ status: 200, auditSealedSeconds: about(3 * 86_400) });
  expect(await standing()).toEqual([['work_stands_still-sealing', 'sealing']]);
});

test.each([
  ['', 'select'],
  [', also after its demo was removed', 'truncate readiness'],
])('a database that reads but cannot be written is not ready%s', async (_, before) => {
  await company.database.query(before);
  // As PostgreSQL says it when a file cannot grow.
  await company.database.query(`
    create function no_space() returns trigger language plpgsql as $$
      begin raise exception 'could not extend file' using errcode = '53100'; end $$;
    create trigger no_space before insert or update on readiness for each row execute function no_space()`);
  await expect.poll(readiness).toEqual({ status: 503, database: 'out_of_space' });
  await company.database.query('drop function no_space() cascade');
  await expect.poll(async () => (await readiness()).status).toBe(200);
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
