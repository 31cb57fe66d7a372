import { runMigrations } from 'graphile-worker';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { notifyFollowUps } from '#server/notifications/notify-follow-ups.ts';
import { notifyLeaver } from '#server/notifications/notify-leaver.ts';
import { notifyPromises } from '#server/notifications/notify-promises.ts';
import { notifyReady } from '#server/notifications/notify-ready.ts';
import { addPersonOf, type Person } from '#tests/support/person.ts';
import { type Client, openTestCompany, type TestCompany } from '#tests/support/test-company.ts';
import { addCustomer, buildWorld, order, receive, type World } from '#tests/support/world.ts';
import { backorderOf, made } from './acts.ts';

let company: TestCompany;
let admin: Client;
let world: World;
let ann: Person;
let bob: Person;
const now = () => new Date().toISOString();
beforeAll(async () => {
  company = await openTestCompany();
  await runMigrations({ connectionString: company.databaseUrl });
  admin = company.as('administrator');
  world = await buildWorld(admin, { MALBEC: 0 });
  ann = await addPersonOf(company, 'Ann', 'sales_rep');
  bob = await addPersonOf(company, 'Bob', 'sales_rep');
});
afterAll(() => company.close());

/** A customer of somebody who waits, with a promise that passed and a follow-up that is due. */
async function waiting(of: Person, name: string) {
  const customerId = await addCustomer(admin, { name, salesRepId: of.id });
  const placed = await order(admin, world, { MALBEC: 5 }, { customerId });
  const backorder = await backorderOf(admin, placed);
  const today = (await admin.get('/me')).body.company.today;
  const followUp = made(await admin.post('/follow-ups', { backorderId: backorder.id, dueOn: today }));
  return { customerId, orderId: placed.id as string, backorder, followUp };
}
const give = (customerId: string, to: Person | null) =>
  admin.patch(`/customers/${customerId}`, { salesRepId: to?.id ?? null });
const noticesOf = async ({ client }: Person) => (await client.get('/notifications?limit=200')).body;
const names = (notices: { data: { facts: unknown }[] }, name: string) => JSON.stringify(notices.data).includes(name);

describe('a customer who goes from Ann to Bob', () => {
  it('takes owner, filters, follow-ups and who may act along', async () => {
    const { customerId, orderId, backorder, followUp } = await waiting(ann, 'The Anchor');
    await give(customerId, bob);
    expect((await admin.get(`/orders/${orderId}`)).body.salesRepName).toBe('Bob');
    expect((await admin.get(`/backorders/${backorder.id}`)).body.salesRepName).toBe('Bob');
    for (const [of, list] of [
      [ann, []],
      [bob, [orderId]],
    ] as const) {
      const orders = (await admin.get(`/orders?salesRepId=${of.id}&customerId=${customerId}`)).body.data;
      expect(orders.map(({ id }: { id: string }) => id)).toEqual(list);
      expect((await admin.get(`/backorders?salesRepId=${of.id}&customerId=${customerId}`)).body.data).toHaveLength(
        list.length,
      );
    }
    const [row] = (await admin.get(`/orders?customerId=${customerId}`)).body.data;
    expect(row.salesRepName).toBe('Bob');
    const mine = async ({ client }: Person) =>
      (await client.get('/follow-ups?whose=mine')).body.data.map(({ id }: { id: string }) => id);
    expect(await mine(ann)).not.toContain(followUp.id);
    expect(await mine(bob)).toContain(followUp.id);
    const promise = { promisedOn: '2999-01-31', reason: 'supplier said' };
    expect((await ann.client.post(`/backorders/${backorder.id}/promises`, promise)).body.code).toBe(
      'not_your_customer',
    );
    expect((await bob.client.post(`/backorders/${backorder.id}/promises`, promise)).status).toBe(201);
    expect((await bob.client.post(`/follow-ups/${followUp.id}/outcomes`, { outcome: 'reached' })).status).toBe(201);
  });

  it('is told to Bob from then on, and to Ann no more', async () => {
    const { customerId, backorder } = await waiting(ann, 'The Bell');
    await give(customerId, bob);
    await company.database.query(`update backorders set promised_on = created_on - 1 where id = $1`, [backorder.id]);
    await notifyPromises(company.database, now());
    await notifyFollowUps(company.database, now());
    const { allocationRunId } = await receive(admin, world, 'MALBEC', 10);
    await notifyReady(company.database, { runId: allocationRunId, becameReady: [backorder.id] }, now());
    expect(names(await noticesOf(ann), 'The Bell')).toBe(false);
    const bobs = (await noticesOf(bob)).data.filter((notice: { facts: unknown }) =>
      names({ data: [notice] }, 'The Bell'),
    );
    expect(bobs.map(({ kind }: { kind: string }) => kind).sort()).toEqual([
      'backorders_ready',
      'follow_ups_due',
      'promise_broken',
    ]);
  });

  it('leaves no notice of the time before with Ann, when she reads her own customers only', async () => {
    const moved = await waiting(ann, 'The Crown');
    const kept = await waiting(ann, 'The Duke');
    for (const { backorder } of [moved, kept])
      await company.database.query(`update backorders set promised_on = created_on - 1 where id = $1`, [backorder.id]);
    await notifyPromises(company.database, new Date(Date.now() + 86_400_000).toISOString());
    const before = await noticesOf(ann);
    expect([names(before, 'The Crown'), names(before, 'The Duke')]).toEqual([true, true]);
    await give(moved.customerId, bob);
    await admin.patch('/settings', { repsReadAll: false });
    const after = await noticesOf(ann);
    expect([names(after, 'The Crown'), names(after, 'The Duke')]).toEqual([false, true]);
    expect(after.data.find(({ kind }: { kind: string }) => kind === 'promise_broken').facts.count).toBe(1);
    await give(kept.customerId, bob);
    const none = await noticesOf(ann);
    expect(none.data.filter(({ kind }: { kind: string }) => kind === 'promise_broken')).toEqual([]);
    expect(none.unread).toBe(none.data.filter(({ isRead }: { isRead: boolean }) => !isRead).length);
    await admin.patch('/settings', { repsReadAll: true });
  });
});

describe('somebody who leaves', () => {
  it('has their work told to managers, shown by name, and found by the filter', async () => {
    const cleo = await addPersonOf(company, 'Cleo', 'sales_rep');
    const { customerId, backorder, followUp } = await waiting(cleo, 'The Elm');
    await admin.patch(`/users/${cleo.id}`, { active: false });
    await notifyLeaver(company.database, { messageId: '1', userId: cleo.id }, now());
    await notifyLeaver(company.database, { messageId: '1', userId: cleo.id }, now());
    for (const role of ['manager', 'administrator'] as const) {
      const told = (await company.as(role).get('/notifications?limit=200')).body.data;
      expect(told.filter(({ kind }: { kind: string }) => kind === 'representative_left')).toMatchObject([
        { recordType: 'user', recordId: cleo.id, facts: { name: 'Cleo', customers: 1, backorders: 1, followUps: 1 } },
      ]);
    }
    const { data } = (await admin.get('/exceptions?kind=representative_left')).body;
    expect(data).toMatchObject([
      {
        recordType: 'customer',
        recordId: customerId,
        facts: { customerName: 'The Elm', salesRepName: 'Cleo', backorders: 1 },
      },
    ]);
    expect((await admin.get(`/backorders/${backorder.id}`)).body.salesRepName).toBe('Cleo');
    expect((await admin.get(`/backorders?salesRepId=${cleo.id}`)).body.data).toHaveLength(1);
    const nobodys = (await admin.get('/follow-ups?unassigned=true&limit=200')).body.data;
    expect(nobodys.map(({ id }: { id: string }) => id)).toContain(followUp.id);

    await notifyFollowUps(company.database, new Date(Date.now()).toISOString());
    await notifyReady(company.database, { runId: '1', becameReady: [backorder.id] }, now());
    await give(customerId, bob);
    expect((await admin.get('/exceptions?kind=representative_left')).body.data).toEqual([]);
    const bobs = (await bob.client.get('/follow-ups?whose=mine&limit=200')).body.data;
    expect(bobs.map(({ id }: { id: string }) => id)).toContain(followUp.id);
  });

  it('is given nothing any more', async () => {
    const dora = await addPersonOf(company, 'Dora', 'sales_rep');
    const { customerId, backorder } = await waiting(dora, 'The Fox');
    await admin.patch(`/users/${dora.id}`, { active: false });
    const customer = { accountNumber: 'GONE', name: 'Gone', tier: 'standard', salesRepId: dora.id };
    expect((await admin.post('/customers', customer)).body).toMatchObject({
      code: 'unknown_reference',
      errors: [{ pointer: '#/salesRepId' }],
    });
    const another = await addCustomer(admin, { salesRepId: bob.id });
    expect((await give(another, dora)).body.code).toBe('unknown_reference');
    // Nor silently, as the representative of a customer of theirs.
    const planned = made(await admin.post('/follow-ups', { backorderId: backorder.id, dueOn: '2999-01-31' }));
    expect(planned.assignedToId).toBeNull();
    // What else is changed of the customer does not ask who has them.
    expect((await admin.patch(`/customers/${customerId}`, { name: 'The old Fox' })).status).toBe(200);
  });
});

describe('a tier', () => {
  it('is a manager’s to give: it moves everybody’s place in the queue', async () => {
    const customer = { accountNumber: 'VIP', name: 'The Vip' };
    expect((await ann.client.post('/customers', { ...customer, tier: 'vip' })).body.code).toBe('tier_not_yours');
    const { id } = made(await ann.client.post('/customers', { ...customer, tier: 'standard' }));
    for (const tier of ['vip', 'low'])
      expect((await ann.client.patch(`/customers/${id}`, { tier })).body.code).toBe('tier_not_yours');
    expect((await ann.client.patch(`/customers/${id}`, { tier: 'standard', name: 'The Oak' })).status).toBe(200);
    expect((await company.as('manager').patch(`/customers/${id}`, { tier: 'vip' })).body.tier).toBe('vip');
  });
});
