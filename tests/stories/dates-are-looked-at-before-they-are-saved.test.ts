import pino from 'pino';
import { beforeAll, expect, it } from 'vitest';
import { migrateJobs } from '#server/jobs/runner.ts';
import { relayAll } from '#tests/support/relay-all.ts';
import { addCustomer, buildWorld, buy, order } from '#tests/support/world.ts';
import { backorderOf, made } from './acts.ts';
import { openBalancedCompany } from './balanced-company.ts';

const story = openBalancedCompany();
/** A Friday; everything is handled on the next working day. */
const NOW = '2026-11-20T15:00:00Z';
const AT = { 'makegood-now': NOW };

beforeAll(() => migrateJobs(story.company.databaseUrl, pino({ level: 'silent' })));

it('a later date names the promises it would break, changes nothing, and stands in Exceptions once saved', async () => {
  const { admin, company } = story;
  const world = await buildWorld(admin, { MALBEC: 0, SYRAH: 0 });
  const bought = await buy(admin, world, 'MALBEC', 12, { expectedOn: '2026-12-01' });
  const promised = async (units: number, promisedOn: string | null) => {
    const customerId = await addCustomer(admin, { name: `Bar ${units}` });
    const backorder = await backorderOf(admin, await order(admin, world, { MALBEC: units }, { customerId }));
    if (promisedOn) made(await admin.post(`/backorders/${backorder.id}/promises`, { promisedOn, reason: 'x' }, AT));
    return backorder;
  };
  const soon = await promised(6, '2026-12-04');
  await promised(4, '2026-12-20');
  await promised(2, null);
  await relayAll(company.database, NOW);

  const look = async (lines: object[]) =>
    admin.post(`/purchase-orders/${bought.id}/date-previews`, { lines }, AT).then(({ body }) => body);
  const line = bought.lines[0].id;
  const before = (await admin.get(`/purchase-orders/${bought.id}`)).body;
  expect(await look([{ id: line, expectedOn: '2026-12-02' }])).toEqual({
    breaks: [],
    breakCount: 0,
    stays: [],
    stayCount: 0,
    keepCount: 0,
  });
  expect(await look([{ id: line, expectedOn: '2026-12-10' }])).toEqual({
    breaks: [
      {
        backorderId: soon.id,
        backorderNumber: soon.number,
        customerName: 'Bar 6',
        promisedOn: '2026-12-04',
        projectedNowOn: '2026-12-02',
        projectedOn: '2026-12-11',
      },
    ],
    breakCount: 1,
    stays: [],
    stayCount: 0,
    keepCount: 0,
  });
  expect(await look([{ id: line, expectedOn: null }])).toMatchObject({ breakCount: 2 });
  expect(await look([{ id: '999999', expectedOn: null }])).toMatchObject({ code: 'line_not_on_record' });
  expect((await admin.get(`/purchase-orders/${bought.id}`)).body).toEqual(before);
  const lines = [{ id: line, expectedOn: '2026-12-10' }];
  expect((await company.as('warehouse').post(`/purchase-orders/${bought.id}/date-previews`, { lines })).status).toBe(
    403,
  );

  const atRisk = async () => (await admin.get('/exceptions?kind=promise_at_risk', AT)).body.data;
  expect(await atRisk()).toEqual([]);
  expect((await admin.patch(`/purchase-orders/${bought.id}`, { lines }, AT)).status).toBe(200);
  await relayAll(company.database, NOW);
  expect(await atRisk()).toMatchObject([
    { recordId: soon.id, facts: { promisedOn: '2026-12-04', projectedOn: '2026-12-11' } },
  ]);
  expect(await look([{ id: line, expectedOn: '2026-12-01' }])).toMatchObject({
    breakCount: 0,
    stayCount: 0,
    keepCount: 1,
  });
  // Another late day breaks nothing more, and does not mend what is broken.
  expect(await look([{ id: line, expectedOn: '2026-12-08' }])).toMatchObject({
    breakCount: 0,
    stays: [
      { backorderId: soon.id, promisedOn: '2026-12-04', projectedNowOn: '2026-12-11', projectedOn: '2026-12-09' },
    ],
    stayCount: 1,
    keepCount: 0,
  });
});
