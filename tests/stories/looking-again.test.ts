import { beforeAll, describe, expect, it } from 'vitest';
import { notifyFollowUps } from '#server/notifications/notify-follow-ups.ts';
import { notifyPromises } from '#server/notifications/notify-promises.ts';
import { notifySupplyMoved } from '#server/notifications/notify-supply-moved.ts';
import { addPersonOf, type Person } from '#tests/support/person.ts';
import { addCustomer, adjust, buildWorld, buy, receive, stockOf, type World } from '#tests/support/world.ts';
import { backorderOf, made, pick } from './acts.ts';
import { openBalancedCompany } from './balanced-company.ts';

const office = openBalancedCompany();
let ada: Person;
let bob: Person;
beforeAll(async () => {
  ada = await addPersonOf(office.company, 'Ada', 'sales_rep');
  bob = await addPersonOf(office.company, 'Bob', 'sales_rep');
});

const NOW = new Date().toISOString();
const at = (days: number) => ({ 'makegood-now': new Date(Date.parse(NOW) + days * 86_400_000).toISOString() });
const today = async () => (await office.admin.get('/me')).body.company.today as string;
const day = (on: string, days: number) => new Date(Date.parse(on) + days * 86_400_000).toISOString().slice(0, 10);

/** An order of some SKU for a new customer of a person's, `days` from now. */
async function orderOf(person: Person, world: World, quantities: Record<string, number>, days = 0, fields = {}) {
  const customerId = await addCustomer(office.admin, { salesRepId: person.id });
  return made(
    await office.admin.post(
      '/orders',
      {
        customerId,
        warehouseId: world.warehouseId,
        lines: Object.entries(quantities).map(([sku, quantity]) => ({
          variantId: world.variants[sku],
          quantity,
          ...fields,
        })),
        confirm: true,
      },
      at(days),
    ),
  );
}
const backorderOfAda = async (world: World, days = 0) =>
  backorderOf(office.admin, await orderOf(ada, world, { MALBEC: 5 }, days));

describe('the weekly review', () => {
  it('shows what nobody looked at for seven days, longest unseen first, until it is marked', async () => {
    const world = await buildWorld(office.admin, { MALBEC: 0 });
    const old = await backorderOfAda(world, -20);
    const older = await backorderOfAda(world, -30);
    const fresh = await backorderOfAda(world);
    made(await ada.client.post(`/backorders/${old.id}/communications`, { method: 'phone', text: 'Patience' }));
    const due = async () => (await ada.client.get('/backorder-reviews?whose=mine')).body;
    const before = await due();
    expect(before.data.map(({ id }: any) => id)).toEqual([older.id, old.id]);
    expect(before).toMatchObject({ due: 2, open: 3 });
    expect(before.data[1]).toMatchObject({
      lastContact: { text: 'Patience' },
      outstanding: 5,
      customerTier: 'standard',
    });
    const listed = async (filter: string) =>
      (await ada.client.get(`/backorders?tab=mine&${filter}`)).body.data.map(({ id }: any) => id);
    expect(await listed('notReviewed=true')).toEqual([older.id, old.id]);
    expect(await listed('notReviewed=false')).toEqual([fresh.id]);
    expect(await listed('followUpDue=true')).toEqual([]);
    made(await ada.client.post('/follow-ups', { backorderId: old.id, dueOn: await today() }));
    expect(await listed('followUpDue=true')).toEqual([old.id]);
    const marked = made(await ada.client.post(`/backorders/${older.id}/reviews`, { note: 'Still wanted' }));
    expect(marked).toMatchObject({ backorderId: older.id, note: 'Still wanted' });
    expect((await due()).data.map(({ id }: any) => id)).toEqual([old.id]);
    expect(JSON.stringify((await ada.client.get(`/backorders/${older.id}/timeline`)).body)).toContain('Still wanted');
    await office.admin.patch('/settings', { reviewAfterDays: 21 });
    expect(await due()).toMatchObject({ due: 0 });
    await office.admin.patch('/settings', { reviewAfterDays: 7 });
  });

  it('is taken back where it was a mistake: the review stays on the record and no longer counts', async () => {
    const world = await buildWorld(office.admin, { MALBEC: 0 });
    const [one, two] = [await backorderOfAda(world, -30), await backorderOfAda(world, -30)];
    const waits = async (id: string) =>
      (await ada.client.get('/backorder-reviews?whose=mine')).body.data.some((due: any) => due.id === id);
    const earlier = made(await office.admin.post(`/backorders/${one.id}/reviews`, {}, at(-20)));
    const last = made(await ada.client.post(`/backorders/${one.id}/reviews`, { note: 'Wrong one' }));
    expect(await waits(one.id)).toBe(false);
    const back = (reviewedAt: string, id = one.id, person = ada) =>
      person.client.post(`/backorders/${id}/review-withdrawals`, { reviewedAt });
    expect((await back(last.reviewedAt, one.id, bob)).body.code).toBe('not_your_customer');
    expect((await back(last.reviewedAt, two.id)).body).toMatchObject({
      code: 'unknown_reference',
      errors: [{ pointer: '#/reviewedAt' }],
    });
    expect((await back(last.reviewedAt, '999999')).body.code).toBe('not_found');
    const tries = await Promise.all([back(last.reviewedAt), back(last.reviewedAt), back(last.reviewedAt)]);
    expect(tries.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
    const refused = tries.find(({ status }) => status === 409);
    expect(refused?.body).toMatchObject({ code: 'already_reversed', reversedBy: expect.any(String) });
    expect(tries.find(({ status }) => status === 201)?.body.lastReviewedAt).toBe(earlier.reviewedAt);
    expect(await waits(one.id)).toBe(true);
    const timeline = JSON.stringify((await ada.client.get(`/backorders/${one.id}/timeline`)).body);
    expect(timeline).toContain('Wrong one');
    expect(timeline).toContain('backorder.review_withdrawal');
    made(await back(earlier.reviewedAt));
    expect((await ada.client.get(`/backorders/${one.id}`)).body.reviewedAt ?? null).toBe(null);
  });

  it('of many is taken back in one act, all or none', async () => {
    const world = await buildWorld(office.admin, { MALBEC: 0 });
    const [one, two] = [await backorderOfAda(world, -30), await backorderOfAda(world, -30)];
    const ids = [one.id, two.id];
    const { reviewedAt } = made(await ada.client.post('/backorder-reviews', { backorderIds: ids })).data[0];
    const back = (backorderIds: string[]) =>
      ada.client.post('/backorder-review-withdrawals', { backorderIds, reviewedAt });
    expect((await back([one.id, '999999'])).body).toMatchObject({
      code: 'unknown_reference',
      errors: [{ pointer: '#/backorderIds/1' }],
    });
    const bobs = await backorderOf(office.admin, await orderOf(bob, world, { MALBEC: 5 }, -20));
    expect((await back([one.id, bobs.id])).body.code).toBe('not_your_customer');
    expect(made(await back([two.id, one.id, two.id])).data.map((each: any) => each.backorderId)).toEqual([
      two.id,
      one.id,
    ]);
    expect((await back(ids)).body.code).toBe('already_reversed');
  });

  it('marks many at once, all or none, and only the reviewer’s own', async () => {
    const world = await buildWorld(office.admin, { MALBEC: 0 });
    const [one, two] = [await backorderOfAda(world, -20), await backorderOfAda(world, -20)];
    const bobs = await backorderOf(office.admin, await orderOf(bob, world, { MALBEC: 5 }, -20));
    const mark = (ids: string[]) => ada.client.post('/backorder-reviews', { backorderIds: ids });
    expect((await mark([one.id, bobs.id])).body).toMatchObject({
      code: 'not_your_customer',
      errors: [{ pointer: '#/backorderIds/1' }],
    });
    expect((await mark([one.id, '999999'])).body.code).toBe('unknown_reference');
    const ids = async () => (await ada.client.get('/backorder-reviews?whose=mine')).body.data.map(({ id }: any) => id);
    expect(await ids()).toEqual(expect.arrayContaining([one.id, two.id]));
    expect(made(await mark([one.id, two.id, one.id])).data).toHaveLength(2);
    expect(await ids()).not.toContain(one.id);
    await made(await office.admin.post(`/backorders/${one.id}/cancellations`, { reason: 'customer_requested' }));
    expect((await mark([one.id])).body.code).toBe('nothing_outstanding');
  });
});

describe('exceptions', () => {
  const listed = async (person: { client: Person['client'] }, kind: string) =>
    (await person.client.get(`/exceptions?kind=${kind}&limit=200`)).body.data as any[];
  const boss = {
    get client() {
      return office.admin;
    },
  };

  it('are derived from the records and go with their cause', async () => {
    const world = await buildWorld(office.admin, { MALBEC: 0, SYRAH: 20 });
    const old = await backorderOfAda(world, -70);
    made(
      await office.admin.post(
        `/backorders/${old.id}/promises`,
        { promisedOn: day(await today(), -40), reason: 'x' },
        at(-69),
      ),
    );
    for (const kind of ['promise_passed', 'past_maximum_age', 'not_reviewed'])
      expect([kind, (await listed(boss, kind)).find(({ recordId }) => recordId === old.id)]).toMatchObject([
        kind,
        { recordType: 'backorder', facts: { number: old.number, outstanding: 5 } },
      ]);
    made(await office.admin.post(`/backorders/${old.id}/promises`, { promisedOn: '2999-01-01', reason: 'x' }));
    made(await office.admin.post(`/backorders/${old.id}/reviews`));
    for (const kind of ['promise_passed', 'not_reviewed'])
      expect((await listed(boss, kind)).filter(({ recordId }) => recordId === old.id)).toEqual([]);

    // Ready three days ago, then picked, then shipped, each left lying.
    const purchase = await buy(office.admin, world, 'MALBEC', 5);
    made(
      await office.admin.post(
        `/purchase-orders/${purchase.id}/receipts`,
        { lines: [{ purchaseOrderLineId: purchase.lines[0].id, quantity: 5 }] },
        at(-60),
      ),
    );
    const ready = (await listed(boss, 'ready_not_started')).find(({ recordId }) => recordId === old.id);
    expect(ready?.openedAt.slice(0, 10)).toBe(at(-60)['makegood-now'].slice(0, 10));
    const picked = made(
      await office.admin.post(
        `/backorders/${old.id}/fulfillments`,
        { lines: [{ backorderLineId: old.lines[0].id, quantity: 5 }] },
        at(-50),
      ),
    );
    expect((await listed(boss, 'ready_not_started')).filter(({ recordId }) => recordId === old.id)).toEqual([]);
    const held = async (kind: string) => (await listed(boss, kind)).map(({ facts }) => facts.number);
    expect(await held('picked_not_shipped')).toContain(picked.number);
    made(await office.admin.post(`/fulfillments/${picked.id}/shipments`, {}, at(-40)));
    expect(await held('picked_not_shipped')).not.toContain(picked.number);
    expect(await held('shipped_not_delivered')).toContain(picked.number);
    made(await office.admin.post(`/fulfillments/${picked.id}/deliveries`, {}));
    expect(await held('shipped_not_delivered')).not.toContain(picked.number);
  });

  it('name a shortage without a backorder after a pick, and where the rule is to ask', async () => {
    const world = await buildWorld(office.admin, { MALBEC: 4, SYRAH: 0 });
    const plain = await orderOf(ada, world, { MALBEC: 6 });
    const shortages = async () => (await listed(boss, 'shortage_without_backorder')).map(({ facts }) => facts.number);
    expect(await shortages()).not.toContain(plain.number);
    await pick(office.admin, plain, [{ picked: 3 }]);
    expect(await shortages()).toContain(plain.number);
    const asked = await orderOf(ada, world, { SYRAH: 2 }, 0, { shortageRule: 'ask' });
    expect(await shortages()).toContain(asked.number);
  });

  it('show a representative who reads only their own none of another’s', async () => {
    const world = await buildWorld(office.admin, { MALBEC: 0 });
    const bobs = await backorderOf(office.admin, await orderOf(bob, world, { MALBEC: 5 }, -70));
    made(await office.admin.post('/follow-ups', { backorderId: bobs.id, dueOn: day(await today(), -60) }, at(-65)));
    expect(JSON.stringify((await ada.client.get('/exceptions?limit=200')).body)).toContain(bobs.number);
    await office.admin.patch('/settings', { repsReadAll: false });
    const seen = (await ada.client.get('/exceptions?limit=200')).body;
    expect(JSON.stringify(seen)).not.toContain(bobs.number);
    const counted = async (person: Person) =>
      Object.fromEntries((await person.client.get('/exceptions')).body.counts.map((of: any) => [of.kind, of.count]));
    expect((await counted(bob)).follow_up_overdue).toBe(1);
    expect((await counted(ada)).follow_up_overdue ?? 0).toBe(0);
    await office.admin.patch('/settings', { repsReadAll: true });
    const mine = (await ada.client.get('/exceptions?whose=mine&limit=200')).body;
    expect(JSON.stringify(mine)).not.toContain(bobs.number);
  });

  it('come in pages across kinds without gaps, with counts that agree', async () => {
    const whole = (await office.admin.get('/exceptions?limit=200')).body;
    const paged: any[] = [];
    let cursor = '';
    do {
      const { body } = await office.admin.get(`/exceptions?limit=3${cursor}`);
      paged.push(...body.data);
      cursor = body.nextCursor ? `&cursor=${body.nextCursor}` : '';
    } while (cursor);
    expect(paged.length).toBeGreaterThan(3);
    expect(paged).toEqual(whole.data);
    expect(whole.counts.length).toBeGreaterThan(1);
    for (const { kind, count } of whole.counts)
      expect([kind, whole.data.filter((one: any) => one.kind === kind).length]).toEqual([kind, count]);
    expect((await office.admin.get('/exceptions?cursor=WzFd')).body.code).toBe('invalid_request');
  });

  it('of a count below what is picked is closed when the rest can be posted, once', async () => {
    const world = await buildWorld(office.admin, { MALBEC: 10 });
    const placed = await orderOf(ada, world, { MALBEC: 8 });
    const picked = await pick(office.admin, placed, [{ picked: 8 }]);
    const { exceptionId } = await adjust(office.admin, {
      variantId: world.variants.MALBEC as string,
      warehouseId: world.warehouseId,
      countedQuantity: 5,
    });
    const close = () => office.admin.post(`/exceptions/${exceptionId}/closures`, { notes: 'Put back' });
    expect((await close()).body).toMatchObject({ code: 'stock_still_picked', unposted: -3 });
    made(await office.admin.post(`/fulfillments/${picked.id}/voids`, { reason: 'found less' }));
    const replies = await Promise.all([close(), close()]);
    expect(replies.map(({ status }) => status).sort()).toEqual([201, 409]);
    expect((await stockOf(office.admin, world, 'MALBEC')).onHand).toBe(5);
    expect((await listed(boss, 'count_below_picked')).map(({ id }) => id)).not.toContain(exceptionId);
    await office.company.database.query(
      `insert into exceptions (kind, facts, opened_at) values ('books_do_not_balance', '{}', now())`,
    );
    const [books] = await listed(boss, 'books_do_not_balance');
    expect((await office.admin.post(`/exceptions/${books.id}/closures`)).body.code).toBe('exception_closes_itself');
    await office.company.database.query(`update exceptions set closed_at = now(), closed_by = 'x' where id = $1`, [
      books.id,
    ]);
  });
});

describe('notifications', () => {
  const of = async (person: Person, kind: string) =>
    (await person.client.get('/notifications?limit=200')).body.data.filter((one: any) => one.kind === kind);

  it('tell a representative when a supply date moves under their promises, and that one is at risk, once', async () => {
    const world = await buildWorld(office.admin, { MALBEC: 0 });
    const backorder = await backorderOfAda(world);
    const on = await today();
    const purchase = await buy(office.admin, world, 'MALBEC', 5, { expectedOn: day(on, 5) });
    made(await ada.client.post(`/backorders/${backorder.id}/promises`, { promisedOn: day(on, 12) }));
    const line = purchase.lines[0].id;
    const move = async (days: number, messageId: string) => {
      await office.admin.patch(`/purchase-orders/${purchase.id}`, { lines: [{ id: line, expectedOn: day(on, days) }] });
      const message = { messageId, purchaseOrderId: purchase.id };
      await notifySupplyMoved(office.company.database, message, NOW);
      await notifySupplyMoved(office.company.database, message, NOW);
    };
    await move(30, '900001');
    const [moved, ...others] = await of(ada, 'supply_date_moved');
    expect(others).toEqual([]);
    expect(moved).toMatchObject({
      recordType: 'purchase_order',
      recordId: purchase.id,
      isRead: false,
      facts: { number: purchase.number, count: 1, atRisk: 1, backorders: [{ number: backorder.number }] },
    });
    expect(await of(bob, 'supply_date_moved')).toEqual([]);
    await notifyPromises(office.company.database, NOW);
    // It was told already.
    expect(JSON.stringify(await of(ada, 'promise_at_risk'))).not.toContain(backorder.number);
    expect(JSON.stringify((await ada.client.get(`/backorders/${backorder.id}/timeline?about=contact`)).body)).toContain(
      'supply_date_moved',
    );
  });

  it('tell of a promise at risk and of one that has passed once each, and again of a new promise', async () => {
    const world = await buildWorld(office.admin, { MALBEC: 0 });
    const backorder = await backorderOfAda(world);
    const on = await today();
    const promise = async (days: number) =>
      made(await ada.client.post(`/backorders/${backorder.id}/promises`, { promisedOn: day(on, days), reason: 'x' }));
    const told = async (kind: string) =>
      (await of(ada, kind)).filter((one: any) => JSON.stringify(one).includes(backorder.number)).length;
    await promise(3);
    const night = (days: number) => notifyPromises(office.company.database, at(days)['makegood-now']);
    await night(0);
    await night(1);
    expect(await told('promise_at_risk')).toBe(1);
    await promise(4);
    await night(2);
    expect(await told('promise_at_risk')).toBe(2);
    await night(9);
    await night(10);
    expect(await told('promise_broken')).toBe(1);
  });

  it('tell each morning of the follow-ups that are due', async () => {
    const world = await buildWorld(office.admin, { MALBEC: 0 });
    const backorder = await backorderOfAda(world);
    made(await ada.client.post('/follow-ups', { backorderId: backorder.id, dueOn: await today() }));
    await notifyFollowUps(office.company.database, NOW);
    await notifyFollowUps(office.company.database, NOW);
    const [told, ...others] = await of(ada, 'follow_ups_due');
    expect(others).toEqual([]);
    expect(JSON.stringify(told.facts.followUps)).toContain(backorder.number);
  });

  it('are read one by one or all up to one, each by their reader', async () => {
    const all = (await ada.client.get('/notifications')).body;
    expect(all.unread).toBeGreaterThan(1);
    const [newest, second] = all.data;
    expect(made(await ada.client.post('/notification-reads', { ids: [second.id] })).unread).toBe(all.unread - 1);
    expect((await ada.client.get('/notifications?unread=true')).body.data.map(({ id }: any) => id)).not.toContain(
      second.id,
    );
    expect((await bob.client.post('/notification-reads', { ids: [second.id] })).body.code).toBe('unknown_reference');
    expect(made(await ada.client.post('/notification-reads', { upTo: newest.id })).unread).toBe(0);
    const read = (await ada.client.get('/notifications')).body.data;
    expect(read.map(({ id, isRead }: any) => [id, isRead])).toEqual(all.data.map(({ id }: any) => [id, true]));
    expect((await ada.client.post('/notification-reads', {})).body.code).toBe('invalid_request');
  });
});

describe('the home page', () => {
  it('begins a representative’s day with their customers', async () => {
    const world = await buildWorld(office.admin, { MALBEC: 0 });
    const cleo = await addPersonOf(office.company, 'Cleo', 'sales_rep');
    const backorder = await backorderOf(office.admin, await orderOf(cleo, world, { MALBEC: 5 }, -20));
    made(await cleo.client.post('/follow-ups', { backorderId: backorder.id, dueOn: await today() }));
    made(await office.admin.post(`/backorders/${backorder.id}/promises`, { promisedOn: '2999-01-01', reason: 'x' }));
    await receive(office.admin, world, 'MALBEC', 5);
    const home = async () => (await cleo.client.get('/home')).body;
    const first = await home();
    expect(first).toMatchObject({
      warehouse: null,
      company: null,
      mine: {
        open: 1,
        notReviewed: 1,
        ready: { count: 1, next: [{ number: backorder.number }] },
        followUps: { today: 1 },
      },
    });
    expect(first.mine.changes.map(({ action }: any) => action)).toContain('backorder.promise');
    made(await cleo.client.post('/home-visits'));
    expect((await home()).mine.changes).toEqual([]);
    made(await office.admin.post(`/backorders/${backorder.id}/notes`, { text: 'Call them' }));
    expect((await home()).mine.changes.map(({ action }: any) => action)).toEqual(['note.add']);
  });

  it('shows the company what the ledgers say, as of each of twelve weeks', async () => {
    const { company, mine } = (await office.company.as('manager').get('/home')).body;
    expect(mine).toBeNull();
    expect(company.trend).toHaveLength(13);
    const { rows } = await office.company.database.query(
      `select count(*)::integer as backorders, sum(outstanding)::integer as outstanding from backorders where outstanding > 0`,
    );
    expect(company.trend.at(-1)).toMatchObject(rows[0]);
    const recounted = await office.company.database.query(
      `with end_of_day as (select ($1::date + 1)::timestamp at time zone 'America/Chicago' as at),
        held as (select l.backorder_id, sum(case when e.kind = 'backordered' then e.quantity else -e.quantity end) as units
          from demand_entries e join backorder_lines l on l.id = e.backorder_line_id, end_of_day
          where e.kind in ('backordered', 'shipped', 'cancelled') and e.at < end_of_day.at group by 1)
       select count(*)::integer as backorders, coalesce(sum(units), 0)::integer as outstanding from held where units > 0`,
      [company.trend[8].on],
    );
    expect(company.trend[8]).toMatchObject(recounted.rows[0]);
    expect(company.openBackorders.count).toBe(rows[0].backorders);
  });

  it('gives the warehouse its next work', async () => {
    const world = await buildWorld(office.admin, { MALBEC: 10 });
    const placed = await orderOf(ada, world, { MALBEC: 4 });
    const before = (await office.company.as('warehouse').get('/home')).body.warehouse;
    expect(before.toPick.count).toBeGreaterThan(0);
    await pick(office.admin, placed, [{ picked: 4 }]);
    const after = (await office.company.as('warehouse').get('/home')).body.warehouse;
    expect([after.toPick.count, after.toShip.count]).toEqual([before.toPick.count - 1, before.toShip.count + 1]);
  });
});
