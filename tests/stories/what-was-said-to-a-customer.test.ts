import { beforeAll, describe, expect, it } from 'vitest';
import { addPersonOf, type Person } from '#tests/support/person.ts';
import { addCustomer, buildWorld, order, receive, type World } from '#tests/support/world.ts';
import { backorderOf, deliver, fill, made, ship } from './acts.ts';
import { openBalancedCompany } from './balanced-company.ts';

const office = openBalancedCompany();
let world: World;
let ada: Person;
let bob: Person;
beforeAll(async () => {
  world = await buildWorld(office.admin, { MALBEC: 0 });
  ada = await addPersonOf(office.company, 'Ada', 'sales_rep');
  bob = await addPersonOf(office.company, 'Bob', 'sales_rep');
});

/** A backorder of five for a new customer of Ada's. */
async function adasBackorder(headers: Record<string, string> = {}) {
  const customerId = await addCustomer(office.admin, { salesRepId: ada.id, phone: '555 0100' });
  const placed = made(
    await office.admin.post(
      '/orders',
      {
        customerId,
        warehouseId: world.warehouseId,
        lines: [{ variantId: world.variants.MALBEC, quantity: 5 }],
        confirm: true,
      },
      headers,
    ),
  );
  return backorderOf(office.admin, placed);
}

const today = async () => (await office.admin.get('/me')).body.company.today as string;
const day = (on: string, days: number) => new Date(Date.parse(on) + days * 86_400_000).toISOString().slice(0, 10);

describe('a call', () => {
  it('is kept word for word, and stands first in the timeline of the backorder and of its order', async () => {
    const backorder = await adasBackorder();
    const on = day(await today(), 3);
    const said = {
      method: 'phone',
      direction: 'outbound',
      text: 'Told them that five are missing.',
      preference: 'By text message',
      agreement: 'Waits until Friday',
      arrangements: 'Back door',
      reaction: 'neutral',
      nextFollowUpOn: on,
    };
    const logged = made(
      await ada.client.post(`/backorders/${backorder.id}/communications`, { ...said, at: '2026-01-05T15:00:00Z' }),
    );
    expect(logged).toMatchObject({ ...said, at: '2026-01-05T15:00:00.000Z', backorderId: backorder.id });
    expect(logged.recordedBy).toBe(`user:${ada.id} Ada`);

    const recent = made(
      await ada.client.post(`/backorders/${backorder.id}/communications`, { ...said, text: 'Again' }),
    );
    for (const path of [`/backorders/${backorder.id}`, `/orders/${backorder.orderId}`]) {
      const list = (await bob.client.get(`${path}/communications`)).body.data;
      expect(list.map(({ id }: any) => id)).toEqual([recent.id, logged.id]);
      expect(list[1]).toEqual(logged);
      const timeline = (await bob.client.get(`${path}/timeline?about=contact`)).body.data;
      expect(timeline.map(({ action }: any) => action)).toEqual(['communication.record', 'communication.record']);
      expect(timeline[0].changes).toMatchObject({ text: 'Again', method: 'phone', nextFollowUpOn: on });
    }
  });

  it('is written by whoever may change the customer’s records, and read by everyone who may read them', async () => {
    const backorder = await adasBackorder();
    const said = { method: 'email', text: 'Asked for news' };
    expect((await bob.client.post(`/backorders/${backorder.id}/communications`, said)).body.code).toBe(
      'not_your_customer',
    );
    expect((await bob.client.post(`/orders/${backorder.orderId}/communications`, said)).body.code).toBe(
      'not_your_customer',
    );
    expect((await bob.client.post(`/backorders/${backorder.id}/notes`, { text: 'x' })).body.code).toBe(
      'not_your_customer',
    );
    await office.company.as('administrator').patch('/settings', { repsReadAll: false });
    for (const path of ['communications', 'timeline']) {
      expect((await bob.client.get(`/backorders/${backorder.id}/${path}`)).status).toBe(404);
      expect((await bob.client.get(`/orders/${backorder.orderId}/${path}`)).status).toBe(404);
      expect((await ada.client.get(`/backorders/${backorder.id}/${path}`)).status).toBe(200);
    }
    expect((await bob.client.post(`/backorders/${backorder.id}/communications`, said)).status).toBe(404);
    await office.company.as('administrator').patch('/settings', { repsReadAll: true });
  });

  it('that is still to come is refused, and so is a follow-up that is past', async () => {
    const backorder = await adasBackorder();
    const log = (more: object) =>
      ada.client.post(`/backorders/${backorder.id}/communications`, { method: 'phone', text: 'Hello', ...more });
    expect((await log({ at: '2999-01-01T00:00:00Z' })).body.code).toBe('contact_in_the_future');
    expect((await log({ nextFollowUpOn: day(await today(), -1) })).body.code).toBe('follow_up_in_the_past');
    for (const wrong of [{ method: 'fax' }, { reaction: 'furious' }, { text: ' ' }, { direction: 'up' }])
      expect((await log(wrong)).body.code).toBe('invalid_request');
    expect((await ada.client.get(`/backorders/${backorder.id}/communications`)).body.data).toEqual([]);
  });

  it('can leave a lasting preference with the customer', async () => {
    const backorder = await adasBackorder();
    const log = (more: object) =>
      ada.client.post(`/backorders/${backorder.id}/communications`, { method: 'phone', text: 'Hello', ...more });
    const preference = async () => (await ada.client.get(`/customers/${backorder.customerId}`)).body.contactPreference;
    made(await log({ preference: 'Only mornings' }));
    expect(await preference()).toBeNull();
    made(await log({ preference: 'By text message', keepPreference: true }));
    expect(await preference()).toBe('By text message');
    await ada.client.patch(`/customers/${backorder.customerId}`, { contactPreference: null });
    expect(await preference()).toBeNull();
  });

  it('sent twice is one call', async () => {
    const backorder = await adasBackorder();
    const send = () =>
      ada.client.post(
        `/backorders/${backorder.id}/communications`,
        { method: 'phone', text: 'Hello', nextFollowUpOn: '2999-01-01' },
        { 'idempotency-key': `call-${backorder.id}` },
      );
    const [one, two] = await Promise.all([send(), send()]);
    expect(one.body).toEqual(two.body);
    expect((await ada.client.get(`/backorders/${backorder.id}/communications`)).body.data).toHaveLength(1);
    expect((await ada.client.get(`/follow-ups?backorderId=${backorder.id}`)).body.data).toHaveLength(1);
  });
});

describe('a timeline', () => {
  it('shows each thing once, by subject, in pages without gaps', async () => {
    const backorder = await adasBackorder();
    made(await ada.client.post(`/backorders/${backorder.id}/promises`, { promisedOn: '2999-01-02', reason: 'PO-1' }));
    made(await ada.client.post(`/backorders/${backorder.id}/notes`, { text: 'The owner is away until May' }));
    made(await ada.client.post(`/orders/${backorder.orderId}/notes`, { text: 'Gate code 12' }));
    made(await ada.client.post(`/backorders/${backorder.id}/communications`, { method: 'phone', text: 'Called' }));
    const path = `/backorders/${backorder.id}/timeline`;
    const whole = (await bob.client.get(path)).body.data;
    const actions = whole.map(({ action }: any) => action);
    expect(actions.slice(0, 4)).toEqual(['communication.record', 'note.add', 'note.add', 'backorder.promise']);
    expect(actions.filter((action: string) => action === 'note.add')).toHaveLength(2);
    const paged: any[] = [];
    let cursor = '';
    do {
      const { body } = await bob.client.get(`${path}?limit=1${cursor}`);
      paged.push(...body.data);
      cursor = body.nextCursor ? `&cursor=${body.nextCursor}` : '';
    } while (cursor);
    expect(paged).toEqual(whole);
    const bySubject = await Promise.all(
      ['contact', 'dates', 'stock', 'edits'].map(
        async (about) => (await bob.client.get(`${path}?about=${about}`)).body.data,
      ),
    );
    expect(bySubject.flat()).toHaveLength(whole.length);
    expect(bySubject[1].map(({ action }: any) => action)).toEqual(['backorder.promise']);
    expect((await bob.client.get(`${path}?cursor=WzFd`)).body.code).toBe('invalid_request');
  });

  it('of one backorder leaves out what was said about another of the same order', async () => {
    const customerId = await addCustomer(office.admin, { salesRepId: ada.id });
    const placed = await order(office.admin, world, { MALBEC: 9 }, { customerId });
    const first = await backorderOf(office.admin, placed);
    made(
      await office.admin.post(`/backorders/${first.id}/cancellations`, {
        reason: 'customer_requested',
        lines: [{ backorderLineId: first.lines[0].id, quantity: 2 }],
      }),
    );
    made(await ada.client.post(`/backorders/${first.id}/notes`, { text: 'About the first' }));
    const other = await adasBackorder();
    const text = JSON.stringify((await ada.client.get(`/backorders/${other.id}/timeline`)).body);
    expect(text).not.toContain('About the first');
    expect(JSON.stringify((await ada.client.get(`/orders/${placed.id}/timeline`)).body)).toContain('About the first');
  });
});

describe('a follow-up', () => {
  it('is due on its day for the customer’s representative, and closed once by what came of it', async () => {
    const backorder = await adasBackorder();
    const on = await today();
    const planned = made(
      await ada.client.post('/follow-ups', { backorderId: backorder.id, dueOn: on, subject: 'Which vintage?' }),
    );
    expect(planned).toMatchObject({ assignedToId: ada.id, dueOn: on, isOverdue: false, customerPhone: '555 0100' });
    const mine = (await ada.client.get('/follow-ups?whose=mine&due=today')).body.data;
    expect(mine.map(({ id }: any) => id)).toContain(planned.id);
    expect((await bob.client.get('/follow-ups?whose=mine')).body.data).toEqual([]);

    expect((await bob.client.post(`/follow-ups/${planned.id}/outcomes`, { outcome: 'reached' })).body.code).toBe(
      'not_your_customer',
    );
    const next = day(on, 7);
    const closed = made(
      await ada.client.post(`/follow-ups/${planned.id}/outcomes`, {
        outcome: 'reached',
        notes: 'Wants the 2024',
        nextFollowUpOn: next,
      }),
    );
    expect(closed).toMatchObject({ outcome: 'reached', outcomeNotes: 'Wants the 2024' });
    const again = await ada.client.post(`/follow-ups/${planned.id}/outcomes`, { outcome: 'reached' });
    expect(again.body).toMatchObject({ code: 'follow_up_closed', outcome: 'reached' });
    expect((await ada.client.post(`/follow-ups/${planned.id}/snoozes`, { until: next })).body.code).toBe(
      'follow_up_closed',
    );
    const open = (await ada.client.get(`/follow-ups?backorderId=${backorder.id}`)).body.data;
    expect(open).toMatchObject([{ dueOn: next, cause: 'outcome', assignedToId: ada.id }]);
    expect((await ada.client.get(`/follow-ups?backorderId=${backorder.id}&due=closed`)).body.data).toMatchObject([
      { id: planned.id },
    ]);
  });

  it('clicked twice at once has one outcome', async () => {
    const backorder = await adasBackorder();
    const { id } = made(await ada.client.post('/follow-ups', { backorderId: backorder.id, dueOn: await today() }));
    const send = (outcome: string) => ada.client.post(`/follow-ups/${id}/outcomes`, { outcome });
    const replies = await Promise.all([send('reached'), send('reached'), send('no_answer')]);
    expect(replies.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
  });

  it('of somebody else is theirs to close, unless one answers for all', async () => {
    const backorder = await adasBackorder();
    const { id } = made(
      await office.company
        .as('manager')
        .post('/follow-ups', { backorderId: backorder.id, dueOn: await today(), assignedToId: bob.id }),
    );
    expect((await ada.client.post(`/follow-ups/${id}/outcomes`, { outcome: 'reached' })).body.code).toBe(
      'not_your_follow_up',
    );
    made(await office.company.as('manager').post(`/follow-ups/${id}/outcomes`, { outcome: 'reached' }));
  });

  it('is put off to another day, never to one that is past', async () => {
    const backorder = await adasBackorder();
    const on = await today();
    const { id } = made(await ada.client.post('/follow-ups', { backorderId: backorder.id, dueOn: on }));
    const snooze = (until: string) => ada.client.post(`/follow-ups/${id}/snoozes`, { until });
    expect((await snooze(day(on, -1))).body.code).toBe('follow_up_in_the_past');
    expect(made(await snooze(day(on, 2))).dueOn).toBe(day(on, 2));
    expect((await ada.client.post('/follow-ups', { backorderId: backorder.id, dueOn: day(on, -1) })).body.code).toBe(
      'follow_up_in_the_past',
    );
    expect((await ada.client.post('/follow-ups', { dueOn: on })).body.code).toBe('invalid_request');
    expect((await ada.client.post('/follow-ups', { orderId: '999999', dueOn: on })).body.code).toBe(
      'unknown_reference',
    );
  });

  it('comes in pages by its day', async () => {
    const backorder = await adasBackorder();
    const on = await today();
    for (const days of [3, 1, 2])
      made(await ada.client.post('/follow-ups', { backorderId: backorder.id, dueOn: day(on, days) }));
    const path = `/follow-ups?backorderId=${backorder.id}&due=upcoming`;
    const first = (await ada.client.get(`${path}&limit=2`)).body;
    const second = (await ada.client.get(`${path}&limit=2&cursor=${first.nextCursor}`)).body;
    expect([...first.data, ...second.data].map(({ dueOn }: any) => dueOn)).toEqual([1, 2, 3].map((n) => day(on, n)));
    await office.admin.patch('/settings', { repsReadAll: false });
    expect((await bob.client.get('/follow-ups')).body.data).toEqual([]);
    expect((await bob.client.post(`/follow-ups/${first.data[0].id}/outcomes`, { outcome: 'x' })).status).toBe(404);
    await office.admin.patch('/settings', { repsReadAll: true });
  });

  it('is proposed when a long or a slipped backorder is delivered, once', async () => {
    const long = { 'makegood-now': '2026-02-02T15:00:00Z' };
    const [old, slipped, plain] = [await adasBackorder(long), await adasBackorder(), await adasBackorder()];
    for (const promisedOn of ['2999-01-02', '2999-01-09'])
      made(await ada.client.post(`/backorders/${slipped.id}/promises`, { promisedOn, reason: 'PO-1' }));
    made(await ada.client.post(`/backorders/${plain.id}/promises`, { promisedOn: '2999-01-02', reason: 'PO-1' }));
    await receive(office.admin, world, 'MALBEC', 200);
    for (const backorder of [old, slipped, plain]) {
      const part = await fill(office.admin, backorder, [2]);
      await ship(office.admin, part);
      await deliver(office.admin, part);
      await fill(office.admin, backorder, [3], { shipment: {}, delivery: {} });
    }
    const proposed = async ({ id }: { id: string }) =>
      (await ada.client.get(`/follow-ups?backorderId=${id}`)).body.data.map(({ cause }: any) => cause);
    expect(await proposed(old)).toEqual(['delivery']);
    expect(await proposed(slipped)).toEqual(['delivery']);
    expect(await proposed(plain)).toEqual([]);
  });
});
