import { expect, it } from 'vitest';
import { addCustomer, buildWorld, order, receive, stockOf, type World } from '#tests/support/world.ts';
import { backorderOf } from './acts.ts';
import { openBalancedCompany } from './balanced-company.ts';

const house = openBalancedCompany();

/** A backorder of so many for a customer of its own. */
async function waiting(world: World, quantity: number): Promise<any> {
  const customerId = await addCustomer(house.admin);
  return backorderOf(house.admin, await order(house.admin, { ...world, customerId }, { RED: quantity }));
}

const fillsOf = async (world: World) =>
  (await house.admin.get(`/variants/${world.variants.RED}/fills?warehouseId=${world.warehouseId}`)).body;
const fill = (world: World, lines: object[], more = {}) =>
  house.admin.post(`/variants/${world.variants.RED}/fills`, { warehouseId: world.warehouseId, lines, ...more });

it('shows everyone who waits for a product in rank order with what each gets, and fills them in one act', async () => {
  const world = await buildWorld(house.admin, { RED: 0 });
  const [first, second, third] = [await waiting(world, 5), await waiting(world, 4), await waiting(world, 3)];
  await receive(house.admin, world, 'RED', 10);

  const { lines, available } = await fillsOf(world);
  expect(lines.map((line: any) => [line.backorderNumber, line.outstanding, line.quantity])).toEqual([
    [first.number, 5, 5],
    [second.number, 4, 4],
    [third.number, 3, 1],
  ]);
  expect(available).toBe(0);

  // Asked in any order: who stands first is filled first, and what cannot go says why.
  const asked = lines.toReversed().map(({ backorderLineId, outstanding }: any) => ({
    backorderLineId,
    quantity: outstanding,
  }));
  const { status, body } = await fill(world, asked, { shipment: { carrier: 'UPS' } });
  expect(status).toBe(201);
  expect(body.data.map((one: any) => [one.backorderNumber, one.fulfillment !== null, one.refusal?.code])).toEqual([
    [first.number, true, undefined],
    [second.number, true, undefined],
    [third.number, false, 'more_than_allocated'],
  ]);
  expect(await stockOf(house.admin, world, 'RED')).toMatchObject({ onHand: 1, allocated: 1 });
  expect((await fillsOf(world)).lines).toMatchObject([{ backorderNumber: third.number, outstanding: 3, quantity: 1 }]);
});

it('refuses the whole where a line belongs to another product, and what is no line at all', async () => {
  const world = await buildWorld(house.admin, { RED: 0, WHITE: 0 });
  const red = await waiting(world, 2);
  const white = await backorderOf(house.admin, await order(house.admin, world, { WHITE: 2 }));
  await receive(house.admin, world, 'RED', 2);
  const lines = [red, white].map(({ lines: [line] }) => ({ backorderLineId: line.id, quantity: 2 }));
  expect((await fill(world, lines)).body).toMatchObject({
    code: 'unknown_reference',
    errors: [{ pointer: '#/lines/1/backorderLineId' }],
  });
  expect(await stockOf(house.admin, world, 'RED')).toMatchObject({ onHand: 2, allocated: 2 });
  for (const quantity of [0, -1, 1.5, 1e12])
    expect((await fill(world, [{ ...lines[0], quantity }])).body.code).toBe('invalid_request');
  expect((await fill(world, [lines[0] as object, lines[0] as object])).body.code).toBe('invalid_request');
  expect((await house.admin.get(`/variants/999999/fills?warehouseId=${world.warehouseId}`)).body.code).toBe(
    'not_found',
  );
});

it('lets two people fill one product at once without exceeding what is outstanding', async () => {
  const world = await buildWorld(house.admin, { RED: 0 });
  const backorders = [await waiting(world, 2), await waiting(world, 2)];
  await receive(house.admin, world, 'RED', 4);
  const lines = backorders.map(({ lines: [line] }) => ({ backorderLineId: line.id, quantity: 2 }));
  const replies = await Promise.all([fill(world, lines), fill(world, lines.toReversed())]);
  const filled = replies.flatMap(({ body }) => body.data.filter((one: any) => one.fulfillment !== null));
  expect(filled).toHaveLength(2);
});
