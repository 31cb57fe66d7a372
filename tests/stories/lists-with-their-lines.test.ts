import { expect, it } from 'vitest';
import { buildWorld, order } from '#tests/support/world.ts';
import { backorderOf, pick } from './acts.ts';
import { openBalancedCompany } from './balanced-company.ts';

const story = openBalancedCompany();

it('lists carry the lines of their records when asked, as the records themselves say them', async () => {
  const { admin } = story;
  const world = await buildWorld(admin, { MALBEC: 4, RIOJA: 9 });
  const whole = await order(admin, world, { RIOJA: 2 });
  const short = await order(admin, world, { MALBEC: 6, RIOJA: 3 });
  const read = async (path: string) => (await admin.get(path)).body;
  const list = async (path: string) => (await read(path)).data;

  for (const row of [...(await list('/orders')), ...(await list('/backorders')), ...(await list('/fulfillment-work'))])
    expect(row.lines).toBeNull();
  const orders = await list('/orders?withLines=true');
  expect(orders.map(({ id }: any) => id)).toEqual([short.id, whole.id]);
  for (const { id, lines } of orders) {
    const record = await read(`/orders/${id}`);
    expect(lines.length).toBe(record.lines.length);
    expect(record.lines).toMatchObject(lines);
  }
  const MALBEC = { variantId: world.variants.MALBEC, sku: expect.stringContaining('MALBEC') };
  const RIOJA = { variantId: world.variants.RIOJA };
  const ready = await list('/fulfillment-work?withLines=true');
  expect(ready).toMatchObject([
    { id: whole.id, quantity: 2, lines: [{ ...RIOJA, backorderLineId: null, quantity: 2 }] },
    {
      id: short.id,
      quantity: 7,
      lines: [
        { ...MALBEC, quantity: 4 },
        { ...RIOJA, quantity: 3 },
      ],
    },
  ]);
  await pick(admin, short, [{ picked: 4, short: 2 }, { picked: 1 }]);
  expect(await list('/fulfillment-work?tab=picked&withLines=true')).toMatchObject([
    {
      orderId: short.id,
      quantity: 5,
      lines: [
        { ...MALBEC, quantity: 4 },
        { ...RIOJA, quantity: 1 },
      ],
    },
  ]);

  const backorder = await backorderOf(admin, short);
  const [{ lines }] = await list('/backorders?withLines=true');
  expect(lines).toHaveLength(1);
  expect((await read(`/backorders/${backorder.id}`)).lines).toMatchObject(lines);
});

it('an order says what it still wants of a row, which is what a change of the row sets', async () => {
  const { admin } = story;
  const world = await buildWorld(admin, { MALBEC: 3 });
  const placed = await order(admin, world, { MALBEC: 10 }, { externalId: 'W-77' });
  const lineId = placed.lines[0].id;
  const change = async (quantity: number) =>
    (await admin.patch(`/orders/${placed.id}`, { lines: [{ orderLineId: lineId, quantity }] })).body;
  const wanted = ({ lines }: any) => lines.reduce((sum: number, line: any) => sum + line.wanted, 0);
  await admin.post(`/orders/${placed.id}/cancellations`, {
    reason: 'customer_requested',
    lines: [{ orderLineId: lineId, quantity: 4 }],
  });
  const before = (await admin.get(`/orders/${placed.id}`)).body;
  expect([before.lines[0].quantity, before.lines[0].cancelled, wanted(before)]).toEqual([10, 4, 6]);
  const same = await change(wanted(before));
  expect([same.version, wanted(same)]).toEqual([before.version, 6]);
  expect(wanted(await change(8))).toBe(8);
  const [row] = (await admin.get('/orders?externalId=W-77&withLines=true')).body.data;
  expect(row).toMatchObject({ externalId: 'W-77', lines: [{ increaseOfId: null }, { increaseOfId: lineId }] });
  expect(wanted(row)).toBe(8);
});
