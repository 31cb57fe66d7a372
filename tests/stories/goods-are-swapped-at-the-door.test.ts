import { beforeEach, describe, expect, it } from 'vitest';
import { buildWorld, order, receive } from '../support/world.ts';
import { backorderOf, deliver, fill, made, pick } from './acts.ts';
import { openBalancedCompany } from './balanced-company.ts';

describe('goods that are swapped at the door', () => {
  const test = openBalancedCompany({ connections: 10 });
  let world: Awaited<ReturnType<typeof buildWorld>>;
  let returned: any;
  let onTruck: any;

  const giveBack = (delivered: any, line: object) =>
    test.admin.post('/returns', {
      fulfillmentId: delivered.id,
      lines: [{ fulfillmentLineId: delivered.lines[0].id, reason: 'damaged', ...line }],
    });
  const readReturn = async () => (await test.admin.get(`/returns/${returned.id}`)).body;
  const handOver = (body: object) => test.admin.post(`/fulfillments/${onTruck.id}/deliveries`, body);
  const undecided = async () => (await test.admin.get('/returns?isUndecided=true')).body.data.map(({ id }: any) => id);

  /** 3 of 10 delivered bottles are damaged and still with the customer; what replaces them is on our truck. */
  beforeEach(async () => {
    world = await buildWorld(test.admin, { MALBEC: 13, SYRAH: 0 });
    const placed = await order(test.admin, world, { MALBEC: 10 });
    const delivered = await pick(test.admin, placed, [{ picked: 10 }], { shipment: {}, delivery: {} });
    returned = made(await giveBack(delivered, { quantity: 3, replace: { quantity: 3, swapAtDoor: true } }));
    const { body: replacement } = await test.admin.get(`/backorders/${returned.lines[0].replacement.backorderId}`);
    onTruck = await fill(test.admin, replacement, [3], { shipment: {} });
  });

  it('are with the customer until the driver who brings what replaces them takes them along, and then wait to be placed', async () => {
    const lineId = returned.lines[0].id;
    expect(returned.lines).toMatchObject([{ quantity: 3, undecided: 3, withCustomer: 3 }]);
    expect(await undecided()).not.toContain(returned.id);
    made(await handOver({ takenAlong: [{ returnLineId: lineId, quantity: 2 }] }));
    expect((await readReturn()).lines).toMatchObject([{ undecided: 3, withCustomer: 1 }]);
    expect(await undecided()).toContain(returned.id);
    const { body: exceptions } = await test.admin.get('/exceptions?kind=goods_undecided');
    expect(exceptions.data).toMatchObject([{ facts: { number: returned.number, undecided: 2 } }]);
    const history = (await test.admin.get(`/returns/${returned.id}/history`)).body.data ?? [];
    expect(JSON.stringify(history)).not.toContain('undefined');
  });

  it('are taken along once, no more than the customer has, and for what is brought only', async () => {
    const lineId = returned.lines[0].id;
    const refused = async (takenAlong: object[]) => {
      const { status, body } = await handOver({ takenAlong });
      return [status, body.code, body.errors?.[0]?.pointer];
    };
    expect(await refused([{ returnLineId: lineId, quantity: 4 }])).toEqual([
      409,
      'more_than_with_customer',
      '#/takenAlong/0/quantity',
    ]);
    const twice = { returnLineId: lineId, quantity: 1 };
    expect(await refused([twice, twice])).toEqual([422, 'line_named_twice', '#/takenAlong/1/returnLineId']);
    expect(await refused([{ returnLineId: '999999', quantity: 1 }])).toEqual([
      422,
      'line_not_on_record',
      '#/takenAlong/0/returnLineId',
    ]);
    expect(await refused([{ returnLineId: lineId, quantity: 0 }])).toEqual([
      422,
      'invalid_request',
      '#/takenAlong/0/quantity',
    ]);
    expect((await readReturn()).lines).toMatchObject([{ withCustomer: 3 }]);
    const both = await Promise.all([1, 2].map(() => handOver({ takenAlong: [{ returnLineId: lineId, quantity: 3 }] })));
    expect(both.map(({ status }) => status).sort()).toEqual([201, 409]);
    expect((await readReturn()).lines).toMatchObject([{ undecided: 3, withCustomer: 0 }]);
  });

  it('may come by another way: where they go can be said at any time', async () => {
    const [{ id: returnLineId }] = returned.lines;
    const place = (quantity: number) =>
      test.admin.post(`/returns/${returned.id}/dispositions`, {
        lines: [{ returnLineId, quantity, disposition: 'scrap' }],
      });
    made(await place(2));
    expect((await readReturn()).lines).toMatchObject([{ undecided: 1, withCustomer: 1 }]);
    made(await place(1));
    await deliver(test.admin, onTruck);
    expect((await readReturn()).lines).toMatchObject([{ undecided: 0, withCustomer: 0 }]);
  });

  it('go nowhere while the customer has them', async () => {
    await receive(test.admin, world, 'SYRAH', 2);
    const placed = await order(test.admin, world, { SYRAH: 2 });
    const delivered = await pick(test.admin, placed, [{ picked: 2 }], { shipment: {}, delivery: {} });
    const line = { quantity: 1, disposition: 'restock', replace: { quantity: 1, swapAtDoor: true } };
    const { status, body } = await giveBack(delivered, line);
    expect([status, body.code, body.errors[0].pointer]).toEqual([422, 'invalid_request', '#/lines/0/disposition']);
    expect(await backorderOf(test.admin, placed).catch(() => null)).toBeFalsy();
  });
});
