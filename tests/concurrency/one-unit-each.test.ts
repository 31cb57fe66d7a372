import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verifyBooks } from '#server/verify/verify-books.ts';
import { type Chance, chanceFrom, seedOfRun } from '#tests/simulation/seeded-random.ts';
import { type Client, openTestCompany, type Reply, type TestCompany } from '#tests/support/test-company.ts';
import { addCustomer, buildWorld, buy, stockOf, type World } from '#tests/support/world.ts';
import { eightClients } from './eight-clients.ts';

const ROUNDS = Number(process.env.MAKEGOOD_ROUNDS ?? 3);
/** A third of what is run before a release: there are still five who want each unit, and eight clients at it. */
const UNITS = Number(process.env.MAKEGOOD_UNITS ?? 34);
const ATTEMPTS = 5 * UNITS;
const seed = seedOfRun('one unit each');

let company: TestCompany;
let clients: Client[];
beforeAll(async () => {
  company = await openTestCompany();
  clients = await eightClients(company);
});
afterAll(() => company.close());

describe(`${ATTEMPTS} attempts by 8 clients to ship one unit each of ${UNITS}`, () => {
  it.each(Array.from({ length: ROUNDS }, (_, round) => ({ round: round + 1 })))(
    `round $round: exactly ${UNITS} leave, everybody else waits`,
    async ({ round }) => {
      const chance = chanceFrom(seed + round);
      const world = await buildWorld(company.as('administrator'), { MALBEC: UNITS });
      const attempts = Array.from({ length: ATTEMPTS }, (_, index) => ({
        client: clients[index % clients.length] as Client,
        inOneStep: chance.below(2) === 0,
        triesBackorder: chance.below(10) === 0,
      }));
      const outcomes = await Promise.all(chance.shuffled(attempts).map((attempt) => attemptOne(world, attempt)));

      const shipped = outcomes.filter((outcome) => outcome === 'shipped').length;
      expect({ shipped, waiting: outcomes.length - shipped }).toEqual({ shipped: UNITS, waiting: ATTEMPTS - UNITS });
      expect(await stockOf(company.as('administrator'), world, 'MALBEC')).toEqual({
        onHand: 0,
        allocated: 0,
        available: 0,
        waiting: ATTEMPTS - UNITS,
        backordered: ATTEMPTS - UNITS,
      });
      expect(await verifyBooks(company.database)).toEqual({ balanced: true, differences: [] });
    },
    180_000,
  );
});

/** Orders one unit, confirms, and tries to pick and ship it; some try the backorder it became as well. */
async function attemptOne(
  world: World,
  { client, inOneStep, triesBackorder }: { client: Client; inOneStep: boolean; triesBackorder: boolean },
): Promise<'shipped' | 'waits'> {
  const placed = expectMade(
    await client.post('/orders', {
      customerId: world.customerId,
      warehouseId: world.warehouseId,
      lines: [{ variantId: world.variants.MALBEC, quantity: 1 }],
      confirm: true,
    }),
  );
  const picked = await client.post(`/orders/${placed.id}/fulfillments`, {
    lines: [{ orderLineId: placed.lines[0].id, picked: 1 }],
    ...(inOneStep ? { shipment: { carrier: 'UPS' } } : {}),
  });
  if (picked.status === 201) {
    const { id } = picked.body;
    const shipped = inOneStep ? picked.body : expectMade(await client.post(`/fulfillments/${id}/shipments`));
    expect(shipped.status).toBe('shipped');
    return 'shipped';
  }
  expect(picked.body).toMatchObject({ status: 409, code: 'more_than_outstanding', unpicked: 0 });
  if (!triesBackorder) return 'waits';
  const [backorder] = placed.backorders;
  const { lines } = (await client.get(`/backorders/${backorder.id}`)).body;
  const filled = await client.post(`/backorders/${backorder.id}/fulfillments`, {
    lines: [{ backorderLineId: lines[0].id, quantity: 1 }],
  });
  expect(filled.body).toMatchObject({ status: 409, code: 'more_than_allocated', allocated: 0 });
  return 'waits';
}

function expectMade({ status, body }: Reply): any {
  expect({ status, code: body.code }).toEqual({ status: 201, code: undefined });
  return body;
}

describe('8 clients doing everything at once on 3 variants', () => {
  it('leaves books that balance, and nobody waiting for stock that is free', { timeout: 180_000 }, async () => {
    const admin = company.as('administrator');
    const world = await buildWorld(admin, { MALBEC: 30, SYRAH: 20, RIOJA: 0 });
    const customers = [
      world.customerId,
      await addCustomer(admin, { tier: 'vip' }),
      await addCustomer(admin, { tier: 'low' }),
    ];
    const shared: Shared = { orders: [], backorders: [], fulfillments: [], purchaseOrders: [], tasks: [] };
    const replies = await Promise.all(
      clients.map((client, index) => workADay(client, world, customers, shared, chanceFrom(seed * 31 + index))),
    );
    const failed = replies.flat().filter(({ status }) => status >= 500 || status === 422);
    expect(failed.map(({ status, body }) => ({ status, body }))).toEqual([]);
    expect(replies.flat().filter(({ status }) => status === 201).length).toBeGreaterThan(50);
    expect(await verifyBooks(company.database)).toEqual({ balanced: true, differences: [] });

    // After a short pick the records may know stock that nobody was given: dealing once more settles that.
    const variantIds = Object.values(world.variants);
    await admin.post('/allocation-runs', { variantIds, warehouseId: world.warehouseId });
    const { rows } = await company.database.query(
      `select q.id, q.waiting, s.available from queue_lines q
       join stock_levels s on s.variant_id = q.variant_id and s.warehouse_id = q.warehouse_id
       where q.warehouse_id = $1 and q.open > q.allocated and s.available > 0 and not q.ship_complete`,
      [world.warehouseId],
    );
    expect(rows).toEqual([]);
    expect(await verifyBooks(company.database)).toEqual({ balanced: true, differences: [] });
  });
});

type Shared = {
  orders: any[];
  backorders: string[];
  fulfillments: any[];
  purchaseOrders: any[];
  tasks: string[];
};

const STEPS = 40;

/** One client's random steps. What a step makes is there for everybody's next ones. */
async function workADay(
  client: Client,
  world: World,
  customers: readonly string[],
  shared: Shared,
  chance: Chance,
): Promise<Reply[]> {
  const replies: Reply[] = [];
  const call = async (path: string, body: unknown = {}) => {
    const reply = await client.post(path, body);
    replies.push(reply);
    return reply.status === 201 ? reply.body : null;
  };
  const skus = Object.keys(world.variants);
  const stock = () => ({ variantId: world.variants[chance.one(skus) as string], warehouseId: world.warehouseId });
  const keepOrder = (order: any) => {
    if (!order) return;
    shared.orders.push(order);
    for (const { id } of order.backorders) shared.backorders.push(id);
  };
  const lineOf = (order: any) => chance.one<any>(order.lines);

  const steps: (() => Promise<unknown>)[] = [
    async () =>
      keepOrder(
        await call('/orders', {
          customerId: chance.one(customers),
          warehouseId: world.warehouseId,
          lines: chance
            .shuffled(skus)
            .slice(0, chance.between(1, 3))
            .map((sku) => ({ variantId: world.variants[sku], quantity: chance.between(1, 6) })),
          confirm: chance.below(4) > 0,
          shipPolicy: chance.below(4) === 0 ? 'complete' : 'partial',
        }),
      ),
    async () => {
      const order = chance.one(shared.orders);
      if (order) keepOrder(await call(`/orders/${order.id}/confirmations`));
    },
    async () => {
      const order = chance.one(shared.orders);
      if (!order) return;
      const lines = order.lines.map(({ id, quantity }: any) => {
        const picked = chance.between(0, quantity);
        return { orderLineId: id, picked, short: picked === 0 ? quantity : chance.between(0, quantity - picked) };
      });
      const made = await call(`/orders/${order.id}/fulfillments`, {
        lines: chance.below(3) === 0 ? lines.slice(0, 1) : lines,
        ...(chance.below(3) === 0 ? { shipment: {} } : {}),
      });
      if (made?.id) shared.fulfillments.push(made);
      if (made?.backorder) shared.backorders.push(made.backorder.id);
    },
    async () => {
      const id = chance.one(shared.backorders);
      if (!id) return;
      const { lines } = (await client.get(`/backorders/${id}`)).body;
      const made = await call(`/backorders/${id}/fulfillments`, {
        lines: lines.map((line: any) => ({ backorderLineId: line.id, quantity: Math.max(1, line.allocated) })),
      });
      if (made?.id) shared.fulfillments.push(made);
    },
    async () => {
      const order = chance.one(shared.orders);
      const whole = chance.below(2) === 0;
      if (order)
        await call(`/orders/${order.id}/cancellations`, {
          reason: 'customer_requested',
          ...(whole ? {} : { lines: [{ orderLineId: lineOf(order).id, quantity: chance.between(1, 3) }] }),
        });
    },
    async () => {
      const id = chance.one(shared.backorders);
      if (id) await call(`/backorders/${id}/cancellations`, { reason: 'customer_requested' });
    },
    async () => {
      const order = chance.one(shared.orders);
      if (!order) return;
      const { id } = lineOf(order);
      const made = await call(`/orders/${order.id}/backorders`, {
        lines: [{ orderLineId: id, quantity: chance.between(1, 3) }],
        reason: 'later',
      });
      if (made) shared.backorders.push(made.id);
    },
    async () => {
      const made = await buy(client, world, chance.one(skus) as string, chance.between(1, 12));
      shared.purchaseOrders.push(made);
    },
    async () => {
      const purchaseOrder = chance.one(shared.purchaseOrders);
      if (purchaseOrder)
        await call(`/purchase-orders/${purchaseOrder.id}/receipts`, {
          lines: [{ purchaseOrderLineId: purchaseOrder.lines[0].id, quantity: chance.between(1, 12) }],
          confirmed: true,
        });
    },
    async () =>
      call('/stock-adjustments', {
        ...stock(),
        countedQuantity: chance.between(0, 25),
        reason: 'count',
        confirmed: true,
      }),
    async () => {
      const fulfillment = chance.one(shared.fulfillments);
      const act = chance.one(['shipments', 'shipments', 'deliveries', 'packings', 'voids']);
      if (fulfillment)
        await call(`/fulfillments/${fulfillment.id}/${act}`, act === 'voids' ? { reason: 'wrong shelf' } : {});
    },
    async () => {
      const { data } = (await client.get(`/put-back-tasks?warehouseId=${world.warehouseId}`)).body;
      const task = chance.one<any>(data);
      if (task) await call(`/put-back-tasks/${task.id}/completions`);
    },
    async () => {
      const order = chance.one(shared.orders);
      if (order)
        replies.push(await client.patch(`/orders/${order.id}`, { shipPolicy: chance.one(['partial', 'complete']) }));
    },
  ];
  for (let step = 0; step < STEPS; step += 1) await (chance.one(steps) as () => Promise<unknown>)();
  return replies;
}
