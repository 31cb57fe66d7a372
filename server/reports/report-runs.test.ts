import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { made } from '#tests/stories/acts.ts';
import { addPersonOf, type Person } from '#tests/support/person.ts';
import { type Client, openTestCompany, type TestCompany } from '#tests/support/test-company.ts';
import { addCustomer, buildWorld, order } from '#tests/support/world.ts';
import { type Queries, queriesOf } from '../platform/transaction.ts';
import { makeReportRun } from './make-report-run.ts';
import { pruneReportRuns } from './report-runs.ts';

/** More than are read at once. */
const LINES = 1_200;

let company: TestCompany;
let admin: Client;
let ann: Person;
let max: Person;
beforeAll(async () => {
  company = await openTestCompany();
  admin = company.as('administrator');
  await admin.patch('/settings', { backorderCreation: 'at_confirmation', repsReadAll: false });
  ann = await addPersonOf(company, 'Ann', 'sales_rep');
  max = await addPersonOf(company, 'Max', 'manager');
  const world = await buildWorld(admin, { MALBEC: 0 });
  await order(
    admin,
    world,
    { MALBEC: 4 },
    { customerId: await addCustomer(admin, { name: 'Bar', salesRepId: ann.id }) },
  );
  const { customerId, warehouseId } = world;
  const lines = Array.from({ length: LINES / 4 }, () => ({ variantId: world.variants.MALBEC, quantity: 2 }));
  for (let orders = 0; orders < 4; orders += 1)
    made(await admin.post('/orders', { customerId, warehouseId, lines, confirm: true }));
});
afterAll(() => company.close());

const now = () => new Date().toISOString();
const run = (id: string, reading: Queries = queriesOf(company.database)) =>
  makeReportRun({ database: company.database, reading, clock: now, bytesAtOnce: 10_000 }, id);
const asked = async (client: Client, body: object) => made(await client.post('/report-runs', body)) as { id: string };
const fetched = async ({ client }: Person, id: string) => String((await client.get(`/report-runs/${id}/file`)).body);
const bell = async ({ client }: Person) => (await client.get('/notifications')).body.data as any[];
const clear = () => company.database.query('delete from report_runs');

describe('the file of a long report', () => {
  it('is what the report says, whole, and the bell tells its maker once', async () => {
    const { id } = await asked(max.client, { report: 'lines', format: 'csv' });
    const early = await max.client.get(`/report-runs/${id}/file`);
    expect(early).toMatchObject({ status: 409, body: { code: 'report_run_not_done', runStatus: 'queued' } });
    expect((await max.client.get(`/report-runs/${id}`)).body).toMatchObject({ status: 'queued', progress: 0, rows: 0 });
    await run(id);
    await run(id);
    const { body } = await max.client.get(`/report-runs/${id}`);
    expect(body).toMatchObject({ status: 'done', progress: 100, rows: LINES + 1, problem: null });
    expect(await fetched(max, id)).toBe((await max.client.get('/reports/lines?format=csv')).body);
    const told = (await bell(max)).filter(({ recordId, recordType }) => recordType === 'report_run' && recordId === id);
    expect(told).toMatchObject([{ kind: 'report_ready', facts: { report: 'lines', asOf: null, rows: LINES + 1 } }]);
  });

  it('is its maker’s alone, of what they may read when it is made', async () => {
    const { id } = await asked(ann.client, { report: 'lines', format: 'csv' });
    await run(id);
    expect((await fetched(ann, id)).trim().split('\n')).toHaveLength(2);
    for (const other of [max.client, admin]) {
      expect((await other.get(`/report-runs/${id}`)).status).toBe(404);
      expect((await other.get(`/report-runs/${id}/file`)).status).toBe(404);
    }
    const { id: wide } = await asked(max.client, { report: 'lines', format: 'csv' });
    await run(wide);
    await admin.patch(`/users/${max.id}`, { role: 'sales_rep' });
    expect((await max.client.get(`/report-runs/${wide}/file`)).status).toBe(404);
    const { id: narrow } = await asked(max.client, { report: 'lines', format: 'csv' });
    await admin.patch(`/users/${max.id}`, { role: 'driver' });
    await run(narrow);
    await admin.patch(`/users/${max.id}`, { role: 'manager' });
    const failed = await max.client.get(`/report-runs/${narrow}`);
    expect(failed.body).toMatchObject({ status: 'failed', problem: expect.stringContaining('reads no reports') });
    expect((await bell(max))[0]).toMatchObject({ kind: 'report_failed', recordId: narrow });
    await clear();
  });

  it('is whole though the process died half-way, and though it was only thought dead', async () => {
    const { id } = await asked(max.client, { report: 'lines', format: 'csv' });
    const held = holdAtPage(2);
    const first = run(id, held.queries);
    await held.reached;
    const half = (await max.client.get(`/report-runs/${id}`)).body;
    expect(half).toMatchObject({ status: 'running', rows: 1_000, progress: 83 });
    expect((await max.client.get(`/report-runs/${id}/file`)).status).toBe(409);
    await run(id);
    const whole = await fetched(max, id);
    expect(whole).toBe((await max.client.get('/reports/lines?format=csv')).body);
    held.release();
    await first;
    expect(await fetched(max, id)).toBe(whole);
    const { rows } = await company.database.query(
      'select count(distinct attempt)::integer as attempts, min(attempt) as attempt from report_run_pieces where run_id = $1',
      [id],
    );
    expect(rows).toEqual([{ attempts: 1, attempt: 2 }]);
    expect((await bell(max)).filter(({ recordId }) => recordId === id)).toHaveLength(1);
    await clear();
  });

  it('is given up when it fails again and again, and says so', async () => {
    const { id } = await asked(max.client, { report: 'aging' });
    const away = holdAtPage(1, new Error('away'));
    for (const _ of [1, 2, 3]) await expect(run(id, away.queries)).rejects.toThrow('away');
    await run(id, away.queries);
    expect((await max.client.get(`/report-runs/${id}`)).body).toMatchObject({ status: 'failed' });
    await clear();
  });

  it('is made for a program as well, whose bell nobody hears, until its key is taken back', async () => {
    const key = made(await admin.post('/api-keys', { name: 'sheets', role: 'read_only' }));
    const headers = { authorization: `Bearer ${key.key}`, 'content-type': 'application/json' };
    const ask = async () => {
      const body = JSON.stringify({ report: 'aging', format: 'csv' });
      return (await fetch(`${company.origin}/api/v1/report-runs`, { method: 'POST', headers, body })).json();
    };
    const { id } = await ask();
    await run(id);
    const file = await fetch(`${company.origin}/api/v1/report-runs/${id}/file`, { headers });
    expect([file.status, file.headers.get('content-type')]).toEqual([200, 'text/csv; charset=utf-8']);
    const { id: late } = await ask();
    made(await admin.post(`/api-keys/${key.id}/revocations`));
    await run(late);
    const { rows } = await company.database.query('select status, pieces from report_runs order by id');
    expect(rows).toEqual([
      { status: 'done', pieces: 1 },
      { status: 'failed', pieces: null },
    ]);
    const told = await company.database.query(
      `select from notifications where record_type = 'report_run' and record_id = any ($1)`,
      [[id, late]],
    );
    expect(told.rowCount).toBe(0);
    await clear();
  });

  it('is forgotten after seven days', async () => {
    const { id } = await asked(max.client, { report: 'aging' });
    await run(id);
    await company.database.query(`update report_runs set ended_at = ended_at - interval '8 days' where id = $1`, [id]);
    expect((await max.client.get(`/report-runs/${id}/file`)).status).toBe(404);
    await pruneReportRuns(queriesOf(company.database), now());
    const { rowCount } = await company.database.query('select from report_runs where id = $1', [id]);
    expect(rowCount).toBe(0);
  });
});

describe('asking for one', () => {
  it('is refused for what the report does not have, for days to come, and beyond three', async () => {
    const refused = async (body: object) => {
      const { status, body: problem } = await max.client.post('/report-runs', body);
      return [status, problem.code, problem.errors?.[0]?.pointer];
    };
    expect(await refused({ report: 'aging', filters: { groupBy: 'rep' } })).toEqual([
      422,
      'invalid_request',
      '#/filters/groupBy',
    ]);
    expect(await refused({ report: 'service', filters: { from: '2026-02-02', to: '2026-02-01' } })).toEqual([
      422,
      'invalid_request',
      '#/filters/to',
    ]);
    expect(await refused({ report: 'aging', filters: { asOf: '2999-01-01' } })).toEqual([
      422,
      'day_in_the_future',
      undefined,
    ]);
    const many = await Promise.all([1, 2, 3, 4, 5].map(() => max.client.post('/report-runs', { report: 'aging' })));
    expect(many.map(({ status }) => status).sort()).toEqual([201, 201, 201, 409, 409]);
    expect(many.find(({ status }) => status === 409)?.body).toMatchObject({ code: 'too_many_report_runs', waiting: 3 });
    await clear();
  });

  it('the same request twice is one', async () => {
    const key = { 'idempotency-key': 'the same' };
    const twice = await Promise.all([1, 2].map(() => max.client.post('/report-runs', { report: 'aging' }, key)));
    expect(twice[0]?.body).toEqual(twice[1]?.body);
    const { rowCount } = await company.database.query('select from report_runs');
    expect(rowCount).toBe(1);
    await clear();
  });

  it('keeps the latest twenty', async () => {
    await company.database.query(
      `insert into report_runs (principal, user_id, reads_all, report, format, status, pieces, created_at, ended_at)
       select $1, $2, true, 'aging', 'csv', 'done', 0, now(), now() from generate_series(1, 25)`,
      [`user:${max.id}`, max.id],
    );
    await run((await asked(max.client, { report: 'aging' })).id);
    const { rowCount } = await company.database.query('select from report_runs');
    expect(rowCount).toBe(20);
  });
});

/** Queries that stop at a page of the list until they are released, or fail there. */
function holdAtPage(page: number, error?: Error) {
  const queries = queriesOf(company.database);
  let pages = 0;
  let release = () => {};
  let reach = () => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  const reached = new Promise<void>((resolve) => {
    reach = resolve;
  });
  const built: Queries['built'] = async (query) => {
    if (error) throw error;
    if (query.sql.includes('order by o.backorder_id, o.line_id')) pages += 1;
    if (pages === page) {
      reach();
      await released;
    }
    return queries.built(query);
  };
  return { queries: { ...queries, built }, reached, release };
}
