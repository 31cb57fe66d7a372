import { describe, expect, it } from 'vitest';
import { adjust, buildWorld, order, receive } from '#tests/support/world.ts';
import { backorderOf, readOrder } from './acts.ts';
import { openBalancedCompany } from './balanced-company.ts';

const allocatedOf = ({ lines }: any) => lines.map(({ allocated }: any) => allocated);

describe('what is added to an order that ships only as a whole', () => {
  const story = openBalancedCompany();

  async function wholeAndNoSyrah() {
    const { admin } = story;
    const world = await buildWorld(admin, { MALBEC: 6, SYRAH: 0 });
    const placed = await order(admin, world, { MALBEC: 4 }, { shipPolicy: 'complete' });
    const add = (additions?: string) =>
      admin.patch(`/orders/${placed.id}`, { lines: [{ variantId: world.variants.SYRAH, quantity: 3 }], additions });
    return { admin, world, placed, add };
  }

  it('is asked about when it has no stock, and nothing is stored meanwhile', async () => {
    const { admin, placed, add } = await wholeAndNoSyrah();
    const before = await readOrder(admin, placed);
    const asked = await add();
    expect(asked.status).toBe(409);
    expect(asked.body).toMatchObject({
      code: 'addition_undecided',
      waiting: [{ quantity: 3 }],
      allocated: [{ sku: placed.lines[0].sku, quantity: 4 }],
    });
    expect(await readOrder(admin, placed)).toEqual(before);
  });

  it('ships by itself on a backorder of its own, and the rest can go', async () => {
    const { admin, world, placed, add } = await wholeAndNoSyrah();
    const after = (await add('ship_separately')).body;
    expect(after.lines.map(({ outstanding, allocated }: any) => [outstanding, allocated])).toEqual([
      [4, 4],
      [0, 0],
    ]);
    expect(await backorderOf(admin, placed)).toMatchObject({ outstanding: 3, shipPolicy: 'complete' });
    await receive(admin, world, 'SYRAH', 3);
    expect(await backorderOf(admin, placed)).toMatchObject({ status: 'ready_to_fulfill' });
  });

  it('keeps the rest waiting for it, and what is allocated is firm and says so', async () => {
    const { admin, world, placed, add } = await wholeAndNoSyrah();
    const after = (await add('wait_with_rest')).body;
    expect(after.lines).toMatchObject([
      { allocated: 4, firm: 4 },
      { allocated: 0, firm: 0, outstanding: 3 },
    ]);
    const { data } = (await admin.get(`/orders/${placed.id}/history`)).body;
    expect(data.map(({ action }: any) => action)).toContain('order.keep');
    const other = await order(admin, world, { MALBEC: 4 });
    expect(allocatedOf(other)).toEqual([2]);
    await adjust(admin, {
      variantId: world.variants.MALBEC as string,
      warehouseId: world.warehouseId,
      countedQuantity: 5,
    });
    expect(allocatedOf(await readOrder(admin, placed))).toEqual([4, 0]);
    await receive(admin, world, 'SYRAH', 3);
    expect(allocatedOf(await readOrder(admin, placed))).toEqual([4, 3]);
  });

  it('is not asked about when it is there', async () => {
    const { admin, world, placed, add } = await wholeAndNoSyrah();
    await receive(admin, world, 'SYRAH', 3);
    expect(allocatedOf((await add()).body)).toEqual([4, 3]);
    expect((await readOrder(admin, placed)).lines[0].firm).toBe(0);
  });

  it('is asked about when a line is raised, and names what is missing', async () => {
    const { admin } = story;
    const world = await buildWorld(admin, { MALBEC: 4 });
    const placed = await order(admin, world, { MALBEC: 4 }, { shipPolicy: 'complete' });
    const [line] = placed.lines;
    const raise = (additions?: string) =>
      admin.patch(`/orders/${placed.id}`, { lines: [{ orderLineId: line.id, quantity: 7 }], additions });
    const { sku, itemName, unitsPerCase } = line;
    expect((await raise()).body).toMatchObject({
      code: 'addition_undecided',
      waiting: [{ sku, itemName, unitsPerCase, quantity: 3 }],
      allocated: [{ sku, itemName, unitsPerCase, quantity: 4 }],
    });
    const after = (await raise('ship_separately')).body;
    expect(after.backorders).toMatchObject([{ outstanding: 3 }]);
    expect(after.lines[0]).toMatchObject({ outstanding: 4, allocated: 4, firm: 0 });
  });

  it('that was kept can be let go, by a person, once', async () => {
    const { admin, world, placed, add } = await wholeAndNoSyrah();
    const release = (client = admin) => client.post(`/orders/${placed.id}/firm-releases`, {});
    expect((await release()).body.code).toBe('nothing_firm');
    await add('wait_with_rest');
    const other = await backorderOf(
      admin,
      await order(admin, world, { MALBEC: 5 }).then(async (one) => {
        await admin.post(`/orders/${one.id}/backorders`, {
          lines: [{ orderLineId: one.lines[0].id, quantity: 5 }],
          reason: 'split_shipment_requested',
        });
        return one;
      }),
    );
    expect(other).toMatchObject({ allocated: 2 });
    expect((await release(story.company.as('warehouse'))).status).toBe(403);
    const [first, second] = await Promise.all([release(), release()]);
    expect([first.status, second.status].sort()).toEqual([201, 409]);
    expect(allocatedOf(await readOrder(admin, placed))).toEqual([0, 0]);
    expect((await admin.get(`/backorders/${other.id}`)).body).toMatchObject({ allocated: 5 });
    const { data } = (await admin.get(`/orders/${placed.id}/history`)).body;
    expect(data.map(({ action }: any) => action)).toContain('order.unkeep');
    // What ships in parts keeps it, only no longer as its own.
    await receive(admin, world, 'SYRAH', 3);
    await receive(admin, world, 'MALBEC', 3);
    expect(allocatedOf(await readOrder(admin, placed))).toEqual([4, 3]);
  });
});

describe('a change of the order', () => {
  const story = openBalancedCompany();

  it('reaches its open backorders: address, day, ship policy and notes', async () => {
    const { admin } = story;
    const world = await buildWorld(admin, { MALBEC: 2 });
    const placed = await order(admin, world, { MALBEC: 6 });
    await admin.post(`/orders/${placed.id}/fulfillments`, {
      lines: [{ orderLineId: placed.lines[0].id, picked: 2, short: 4 }],
    });
    const deliveryAddress = { line1: '9 New Street', city: 'Ames' };
    const changed = await admin.patch(`/orders/${placed.id}`, {
      deliveryAddress,
      requestedOn: '2027-06-01',
      shipPolicy: 'complete',
      notes: 'Back door',
    });
    expect(changed.status).toBe(200);
    const backorder = await backorderOf(admin, placed);
    expect(backorder).toMatchObject({
      deliveryAddress,
      requestedOn: '2027-06-01',
      shipPolicy: 'complete',
      notes: 'Back door',
    });
    const { data } = (await admin.get(`/orders/${placed.id}/history`)).body;
    expect(data[0].changes).toMatchObject({ followedBy: [backorder.number] });
    await receive(admin, world, 'MALBEC', 4);
    expect(await backorderOf(admin, placed)).toMatchObject({ allocated: 0 });
  });

  it('leaves a closed backorder and the notes one was given for itself', async () => {
    const { admin } = story;
    const world = await buildWorld(admin, { MALBEC: 0, SYRAH: 6 });
    const placed = await order(admin, world, { MALBEC: 3, SYRAH: 6 });
    const [, syrah] = placed.lines;
    await admin.post(`/orders/${placed.id}/backorders`, {
      lines: [{ orderLineId: syrah.id, quantity: 2 }],
      reason: 'customer_request',
      notes: 'For the cellar',
    });
    const own = await backorderOf(admin, placed);
    const closed = (await readOrder(admin, placed)).backorders[0];
    await admin.post(`/backorders/${closed.id}/cancellations`, { reason: 'customer_requested' });
    await admin.patch(`/orders/${placed.id}`, { notes: 'Ring twice', deliveryAddress: { city: 'Ames' } });
    expect(await backorderOf(admin, placed)).toMatchObject({
      id: own.id,
      notes: 'For the cellar',
      deliveryAddress: { city: 'Ames' },
    });
    expect((await admin.get(`/backorders/${closed.id}`)).body).toMatchObject({ notes: null });
  });
});

describe('a backorder with terms of its own', () => {
  const story = openBalancedCompany();

  async function backordered(quantities: Record<string, number>) {
    const { admin } = story;
    const world = await buildWorld(admin, { MALBEC: 0 });
    const placed = await order(admin, world, quantities);
    const backorder = await backorderOf(admin, placed);
    const give = (body: object, headers: object = {}) =>
      admin.patch(`/backorders/${backorder.id}`, body, headers as Record<string, string>);
    return { admin, world, placed, backorder, give };
  }

  it('keeps them at an edit of the order, follows in everything else, and says which they are', async () => {
    const { admin, placed, backorder, give } = await backordered({ MALBEC: 6 });
    const own = { line1: '1 Side Door', city: 'Ames' };
    const given = await give({ deliveryAddress: own, notes: 'For the cellar' });
    expect(given.body).toMatchObject({ deliveryAddress: own, notes: 'For the cellar' });
    expect(given.body.ownTerms).toEqual(['deliveryAddress', 'notes']);
    expect((await readOrder(admin, placed)).backorders[0].ownTerms).toEqual(['deliveryAddress', 'notes']);
    await admin.patch(`/orders/${placed.id}`, {
      deliveryAddress: { city: 'Boone' },
      notes: 'Ring twice',
      requestedOn: '2031-06-01',
    });
    expect(await backorderOf(admin, placed)).toMatchObject({
      deliveryAddress: own,
      notes: 'For the cellar',
      requestedOn: '2031-06-01',
    });
    const followed = (await give({ followOrder: ['deliveryAddress'] })).body;
    expect(followed).toMatchObject({ deliveryAddress: { city: 'Boone' }, ownTerms: ['notes'] });
    const { data } = (await admin.get(`/backorders/${backorder.id}/history`)).body;
    const updates = data.filter(({ action }: any) => action === 'backorder.update');
    expect(updates.map(({ changes }: any) => Object.keys(changes).sort())).toEqual([
      ['deliveryAddress', 'ownTerms'],
      ['deliveryAddress', 'notes', 'ownTerms'],
    ]);
    // Said again, nothing happens.
    const { version } = followed;
    expect((await give({ followOrder: ['deliveryAddress'], notes: 'For the cellar' })).body.version).toBe(version);
  });

  it('lets go of a part when it ships only as a whole, and is served again when it ships in parts', async () => {
    const { admin, world, placed, give } = await backordered({ MALBEC: 6 });
    const other = await backorderOf(admin, await order(admin, world, { MALBEC: 4 }));
    await receive(admin, world, 'MALBEC', 4);
    expect(await backorderOf(admin, placed)).toMatchObject({ allocated: 4 });
    expect((await give({ shipPolicy: 'complete' })).body).toMatchObject({ allocated: 0, ownTerms: ['shipPolicy'] });
    expect((await admin.get(`/backorders/${other.id}`)).body.allocated).toBe(4);
    expect((await readOrder(admin, placed)).shipPolicy).toBe('partial');
    await receive(admin, world, 'MALBEC', 2);
    expect((await give({ shipPolicy: 'partial' })).body).toMatchObject({ allocated: 2 });
    expect((await give({ requestedOn: '2031-06-01' })).body.requestedOn).toBe('2031-06-01');
  });

  it('is refused with reasons, and stores nothing', async () => {
    const { admin, backorder, give } = await backordered({ MALBEC: 6 });
    const stale = await give({ notes: 'x' }, { 'if-match': `"${backorder.version + 5}"` });
    expect(stale.body.code).toBe('changed_meanwhile');
    expect((await give({ notes: 'x', followOrder: ['notes'] })).status).toBe(422);
    expect((await give({ shipPolicy: 'sometimes' })).status).toBe(422);
    expect((await give({ requestedOn: '2031-02-31' })).status).toBe(422);
    expect((await story.company.as('warehouse').patch(`/backorders/${backorder.id}`, { notes: 'x' })).status).toBe(403);
    expect((await admin.patch('/backorders/999999', { notes: 'x' })).status).toBe(404);
    expect((await admin.get(`/backorders/${backorder.id}`)).body.version).toBe(backorder.version);
    await admin.post(`/backorders/${backorder.id}/cancellations`, { reason: 'customer_requested' });
    expect((await give({ notes: 'x' })).body.code).toBe('nothing_outstanding');
  });
});
