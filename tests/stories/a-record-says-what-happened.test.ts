import { beforeAll, describe, expect, it } from 'vitest';
import { addPersonOf, type Person } from '#tests/support/person.ts';
import { addCustomer, buildWorld, order, receive } from '#tests/support/world.ts';
import { backorderOf, cancel, fill, made, pick, readOrder } from './acts.ts';
import { openBalancedCompany } from './balanced-company.ts';

const office = openBalancedCompany();
let ada: Person;
beforeAll(async () => {
  ada = await addPersonOf(office.company, 'Ada', 'sales_rep');
});

describe('a customer who is to be told', () => {
  const followUps = async (about: string) => (await ada.client.get(`/follow-ups?whose=mine&${about}`)).body.data;
  const cancelled = async ({ id }: { id: string }) =>
    (await office.admin.get(`/cancellations?orderId=${id}`)).body.data.map(({ followUp, notifyCustomer }: any) => [
      notifyCustomer,
      followUp?.outcome ?? followUp?.dueOn ?? null,
    ]);

  it('of a cancellation was not told until the follow-up that asks for it says so', async () => {
    const world = await buildWorld(office.admin, { MALBEC: 0 });
    const customerId = await addCustomer(office.admin, { salesRepId: ada.id });
    const placed = await order(office.admin, world, { MALBEC: 9 }, { customerId });
    const backorder = await backorderOf(office.admin, placed);
    const lines = (quantity: number) => [{ backorderLineId: backorder.lines[0].id, quantity }];
    await cancel(office.admin, `/backorders/${backorder.id}`, { lines: lines(2) });
    expect(await cancelled(placed)).toEqual([[false, null]]);
    expect(await followUps(`backorderId=${backorder.id}`)).toEqual([]);

    await cancel(office.admin, `/backorders/${backorder.id}`, { lines: lines(3), notifyCustomer: true });
    const { today } = (await office.admin.get('/me')).body.company;
    expect(await cancelled(placed)).toEqual([
      [true, today],
      [false, null],
    ]);
    const [asked, ...others] = await followUps(`backorderId=${backorder.id}`);
    expect([asked, others]).toMatchObject([{ cause: 'tell_cancelled', dueOn: today, assignedToName: 'Ada' }, []]);
    const timeline = async () =>
      (await office.admin.get(`/backorders/${backorder.id}/timeline`)).body.data.map(({ action, changes }: any) =>
        action === 'follow_up.plan' ? changes.cause : action,
      );
    expect(await timeline()).toContain('tell_cancelled');
    made(await ada.client.post(`/follow-ups/${asked.id}/outcomes`, { outcome: 'reached' }));
    expect(await cancelled(placed)).toEqual([
      [true, 'reached'],
      [false, null],
    ]);

    // A preview asks nobody.
    made(await office.admin.post(`/backorders/${backorder.id}/cancellation-previews`, {}));
    await cancel(office.admin, `/orders/${placed.id}`, { notifyCustomer: true });
    expect(await followUps(`orderId=${placed.id}`)).toMatchObject([{ cause: 'tell_cancelled', backorderId: null }]);
  });

  it('of a backorder by hand, or of a date, is asked for once each', async () => {
    const world = await buildWorld(office.admin, { MALBEC: 9 });
    const customerId = await addCustomer(office.admin, { salesRepId: ada.id });
    const placed = await order(office.admin, world, { MALBEC: 9 }, { customerId });
    const backorder = made(
      await office.admin.post(`/orders/${placed.id}/backorders`, {
        lines: [{ orderLineId: placed.lines[0].id, quantity: 4 }],
        reason: 'split_shipment_requested',
        promisedOn: '2031-05-03',
        notifyCustomer: true,
      }),
    );
    const causes = async () =>
      (await followUps(`backorderId=${backorder.id}`)).map(({ cause }: { cause: string }) => cause);
    expect(await causes()).toEqual(['tell_created']);
    const promise = { promisedOn: '2031-05-10', reason: 'later', notifyCustomer: true };
    made(await office.admin.post(`/backorders/${backorder.id}/promises`, promise));
    expect(await causes()).toEqual(['tell_created', 'tell_promised']);
    made(await office.admin.post(`/backorders/${backorder.id}/promises`, { promisedOn: '2031-05-11', reason: 'x' }));
    expect(await causes()).toHaveLength(2);
  });
});

describe('the history of an edit', () => {
  it('names what was changed and not what was said again', async () => {
    const world = await buildWorld(office.admin, { MALBEC: 20, SYRAH: 20 });
    const placed = await order(office.admin, world, { MALBEC: 5, SYRAH: 6 });
    const [malbec, syrah] = placed.lines;
    const edit = async (lines: object[]) =>
      expect((await office.admin.patch(`/orders/${placed.id}`, { lines })).status).toBe(200);
    const edits = async () =>
      (await office.admin.get(`/orders/${placed.id}/history`)).body.data
        .filter(({ action }: { action: string }) => action === 'order.update')
        .map(({ changes }: { changes: object }) => changes);
    await edit([
      { orderLineId: malbec.id, quantity: 7, cancelIfNotShippedBy: null },
      { orderLineId: syrah.id, cancelIfNotShippedBy: '2031-05-03' },
    ]);
    expect(await edits()).toEqual([
      {
        lines: [{ sku: malbec.sku, from: 5, to: 7 }],
        rules: [{ sku: syrah.sku, cancelIfNotShippedBy: { from: null, to: '2031-05-03' } }],
      },
    ]);
    const newest = (await office.admin.get(`/orders/${placed.id}/timeline?about=edits`)).body.data[0];
    expect(newest.items).toMatchObject({
      [malbec.sku]: { itemName: expect.any(String), unitsPerCase: 12 },
      [syrah.sku]: {},
    });
    // Said again, nothing happened.
    const { version } = await readOrder(office.admin, placed);
    await edit([{ orderLineId: syrah.id, cancelIfNotShippedBy: '2031-05-03', shortageRule: null }]);
    expect(await edits()).toHaveLength(1);
    expect((await readOrder(office.admin, placed)).version).toBe(version);
    await edit([{ orderLineId: syrah.id, shortageRule: 'ask', cancelIfNotShippedBy: null }]);
    expect((await edits())[0]).toEqual({
      rules: [
        {
          sku: syrah.sku,
          shortageRule: { from: null, to: 'ask' },
          cancelIfNotShippedBy: { from: '2031-05-03', to: null },
        },
      ],
    });
  });
});

describe('a receipt', () => {
  it('names every item it had allocated, also of lines that did not come with it', async () => {
    const world = await buildWorld(office.admin, { MALBEC: 0, SYRAH: 0 });
    await order(office.admin, world, { MALBEC: 2, SYRAH: 3 }, { shipPolicy: 'complete' });
    await receive(office.admin, world, 'MALBEC', 2);
    const { allocationRunId } = await receive(office.admin, world, 'SYRAH', 3);
    const run = (await office.admin.get(`/allocation-runs/${allocationRunId}`)).body;
    const given = run.decisions.filter(({ quantity }: { quantity: number }) => quantity > 0);
    expect(given.map(({ sku, quantity }: any) => [sku.replace(/-.*/, ''), quantity]).sort()).toEqual([
      ['MALBEC', 2],
      ['SYRAH', 3],
    ]);
    expect(given.every(({ itemName, unitsPerCase }: any) => itemName && unitsPerCase > 0)).toBe(true);
  });
});

describe('why there is no backorder', () => {
  it('names who switched them off, not who set another rule since', async () => {
    const world = await buildWorld(office.admin, { MALBEC: 3 });
    const placed = await order(office.admin, world, { MALBEC: 5 });
    expect((await readOrder(office.admin, placed)).backorderCreation).toMatchObject({ by: null, since: null });
    const olga = await addPersonOf(office.company, 'Olga', 'administrator');
    await olga.client.patch('/settings', { backorderCreation: 'never' });
    const { backorderCreation } = await readOrder(office.admin, placed);
    expect(backorderCreation.by).toMatch(/ Olga$/);
    await office.admin.patch('/settings', { handlingDays: 2, backorderCreation: 'never' });
    expect((await readOrder(office.admin, placed)).backorderCreation).toEqual(backorderCreation);
    await office.admin.patch('/settings', { handlingDays: 1, backorderCreation: 'at_partial_fulfillment' });
    expect((await readOrder(office.admin, placed)).lines[0].shortageBecause).toBe('not_picked_yet');
    await pick(office.admin, placed, [{ picked: 3 }]);
    expect((await readOrder(office.admin, placed)).lines[0].shortageBecause).toBe('nothing_marked_short');
  });
});

describe('what is cancelled is worth nothing any more', () => {
  const sum = (quantity: number, { amount }: { amount: string }) => (quantity * Number(amount)).toFixed(2);

  it('on the backorder, its line, the list and the invoice, and each cancellation says whether it took the whole', async () => {
    const world = await buildWorld(office.admin, { MALBEC: 0 });
    const placed = await order(office.admin, world, { MALBEC: 4 });
    const backorder = await backorderOf(office.admin, placed);
    const [{ id, unitPrice }] = backorder.lines;
    const take = (quantity: number) =>
      cancel(office.admin, `/backorders/${backorder.id}`, { lines: [{ backorderLineId: id, quantity }] });
    await take(2);
    const worth = { amount: sum(2, unitPrice) };
    expect(await backorderOf(office.admin, placed)).toMatchObject({
      outstandingValue: worth,
      lines: [{ outstandingValue: worth }],
    });
    const row = (await office.admin.get(`/backorders?orderId=${placed.id}`)).body.data[0];
    expect(row).toMatchObject({ outstanding: 2, outstandingValue: worth });
    await receive(office.admin, world, 'MALBEC', 1);
    const shipped = await fill(office.admin, backorder, [1], { shipment: {} });
    expect(shipped.invoice).toMatchObject({ amount: { amount: sum(1, unitPrice) } });
    await take(1);
    const { data } = (await office.admin.get(`/cancellations?orderId=${placed.id}`)).body;
    expect(
      data.map(({ quantity, isWhole, cancelledValue }: any) => [quantity, isWhole, cancelledValue.amount]),
    ).toEqual([
      [1, false, sum(1, unitPrice)],
      [2, false, worth.amount],
    ]);
  });

  it('and a whole line stays said to be whole when the customer orders more of it later', async () => {
    const world = await buildWorld(office.admin, { MALBEC: 0, SYRAH: 4 });
    const placed = await order(office.admin, world, { MALBEC: 4, SYRAH: 4 });
    const backorder = await backorderOf(office.admin, placed);
    await cancel(office.admin, `/backorders/${backorder.id}`);
    const line = { orderLineId: placed.lines[0].id };
    const edit = (quantity: number) => office.admin.patch(`/orders/${placed.id}`, { lines: [{ ...line, quantity }] });
    expect((await edit(3)).status).toBe(200);
    const whole = async () =>
      (await office.admin.get(`/cancellations?orderId=${placed.id}&reason=customer_requested`)).body.data[0].isWhole;
    expect(await whole()).toBe(true);
  });

  it('and a line lowered to nothing is worth nothing, with its order', async () => {
    const world = await buildWorld(office.admin, { MALBEC: 4, SYRAH: 4 });
    const placed = await order(office.admin, world, { MALBEC: 4, SYRAH: 2 });
    const [malbec, syrah] = placed.lines;
    const lines = [{ orderLineId: malbec.id, quantity: 0 }];
    const after = (await office.admin.patch(`/orders/${placed.id}`, { lines })).body;
    expect(after.lines[0].orderedValue.amount).toBe('0.00');
    expect(after.orderedValue).toEqual(syrah.orderedValue);
    const listed = (await office.admin.get(`/orders?q=${placed.number}`)).body.data[0];
    expect(listed.orderedValue).toEqual(syrah.orderedValue);
  });
});
