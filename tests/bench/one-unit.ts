import type { Refusal } from '#contract/errors.ts';
import { operations, type Request } from '#contract/operations.ts';
import { fulfillBackorder } from '#server/fulfillment/fulfill-backorder.ts';
import { cancelOrder } from '#server/orders/cancel-order.ts';
import { createOrder } from '#server/orders/create-order.ts';
import type { Database } from '#server/platform/database.ts';
import { perform } from '#server/platform/perform.ts';
import { systemViewer } from '#server/platform/viewer.ts';
import type { Work } from '#server/platform/work.ts';
import { receivePurchaseOrder } from '#server/purchasing/receive-purchase-order.ts';
import { median } from './receipt.ts';
import type { Measured, Scratch } from './scratch.ts';
import { seedCompany, seedWaitingLines } from './seed.ts';

const ROUNDS = 40;
const WARM_UP = 15;
const ACTS = ['order', 'receipt', 'pick', 'cancel'] as const;
type Times = Record<(typeof ACTS)[number], number>;

/**
 * One unit of one variant, ordered, received, picked and cancelled through the use cases: where so many lines of others wait
 * for it, and where one customer has so many open lines of it, each beside the same with none waiting.
 */
export async function benchOneUnit(scratch: Scratch, waiting: number, ofOneCustomer: number): Promise<Measured[]> {
  const none = await timesOf(scratch, { waiting: 0, customerId: '1' });
  const crowded = await timesOf(scratch, { waiting, customerId: '2' });
  const repeated = await timesOf(scratch, { waiting: ofOneCustomer, customerId: '1' });
  const rows = (what: string, times: Times) =>
    ACTS.map(
      (act): Measured => ({
        name: `${act} of one unit, ${what}`,
        unit: 'ms',
        useCase: times[act],
        floor: none[act],
        goal: '≤ 1.5 × the same with none waiting',
      }),
    );
  return [
    ...rows(`${waiting.toLocaleString('en')} lines wait`, crowded),
    ...rows(`its customer has ${ofOneCustomer.toLocaleString('en')} open lines of it`, repeated),
  ];
}

async function timesOf(scratch: Scratch, world: { waiting: number; customerId: string }): Promise<Times> {
  const { database, drop } = await scratch.create();
  await seedCompany(database, 3);
  await database.query(`insert into customers (account_number, name, created_at) values ('B2', 'Bench 2', now())`);
  await seedWaitingLines(database, world.waiting, 1_000_000);
  await database.query('checkpoint');
  const seen: Times[] = [];
  for (let round = 0; round < WARM_UP + ROUNDS; round += 1) {
    const times = await playRound(database, world.customerId);
    if (round >= WARM_UP) seen.push(times);
  }
  await drop();
  return Object.fromEntries(ACTS.map((act) => [act, median(seen.map((times) => times[act]))])) as Times;
}

async function playRound(database: Database, customerId: string): Promise<Times> {
  const order = () =>
    timed(database, (work) =>
      createOrder(
        VIEWER,
        {
          params: undefined,
          ...asked({ customerId, confirm: true, lines: [{ variantId: '1', quantity: 1 }] }, 'createOrder'),
        },
        work,
      ),
    );
  const ordered = await order();
  const received = await timed(database, (work) =>
    receivePurchaseOrder(
      VIEWER,
      {
        params: { id: '1' },
        ...asked({ lines: [{ purchaseOrderLineId: '1', quantity: 1 }], confirmed: true }, 'receivePurchaseOrder'),
      },
      work,
    ),
  );
  const [held] = (await database.query(ALLOCATED)).rows;
  const picked = await timed(database, (work) =>
    fulfillBackorder(
      VIEWER,
      {
        params: { id: held.backorder_id },
        ...asked({ lines: [{ backorderLineId: held.backorder_line_id, quantity: 1 }] }, 'fulfillBackorder'),
      },
      work,
    ),
  );
  const { answer } = await order();
  const cancelled = await timed(database, (work) =>
    cancelOrder(VIEWER, { params: { id: answer.id }, ...asked({ reason: 'customer_requested' }, 'cancelOrder') }, work),
  );
  return {
    order: ordered.milliseconds,
    receipt: received.milliseconds,
    pick: picked.milliseconds,
    cancel: cancelled.milliseconds,
  };
}

const VIEWER = systemViewer('bench');

/** A body as the API would hand it on, with its defaults. */
function asked<Name extends 'createOrder' | 'receivePurchaseOrder' | 'fulfillBackorder' | 'cancelOrder'>(
  body: object,
  name: Name,
): Pick<Request<Name>, 'body' | 'query'> {
  return { body: operations[name].body.parse(body), query: undefined } as Pick<Request<Name>, 'body' | 'query'>;
}

async function timed<Answer extends object>(
  database: Database,
  useCase: (work: Work) => Promise<Answer | { refusal: Refusal }>,
): Promise<{ milliseconds: number; answer: Answer }> {
  const startedAt = performance.now();
  const answer = await perform(VIEWER, database, new Date().toISOString(), useCase);
  return { milliseconds: performance.now() - startedAt, answer };
}

const ALLOCATED = `
  select backorder_id, backorder_line_id from queue_lines
  where variant_id = 1 and allocated > picked and backorder_id is not null order by id limit 1`;
