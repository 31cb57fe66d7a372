import { randomUUID } from 'node:crypto';
import { runMigrations } from 'graphile-worker';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Operation } from '#contract/operation.ts';
import { operations } from '#contract/operations.ts';
import { type OperationName, type Route, routes } from '#contract/routes.ts';
import { relayBatch } from '#server/jobs/relay.ts';
import { notifyLeaver } from '#server/notifications/notify-leaver.ts';
import { notifyPromises } from '#server/notifications/notify-promises.ts';
import { inTransaction } from '#server/platform/transaction.ts';
import { Watch } from '#tests/fuzz/fingerprint.ts';
import { inParallel } from '#tests/replay/in-parallel.ts';
import { backorderOf, made, pick } from '#tests/stories/acts.ts';
import { addPersonOf, type Person } from '#tests/support/person.ts';
import { type Client, openTestCompany, type Reply, type TestCompany } from '#tests/support/test-company.ts';
import { addCustomer, buildWorld, order, receive, type World } from '#tests/support/world.ts';

// A representative who reads only their own customers' records asks for each of somebody else's, by every route.

/** 145 of them have a thousand records. */
const CUSTOMERS_OF_BOB = Number(process.env.MAKEGOOD_CUSTOMERS ?? 10);
const CUSTOMERS_OF_ANN = 3;
/** Who goes from Ann to Bob on the way. */
const MOVED = 1;
/** A word that stands in the name of each of Bob's customers and nowhere else. */
const SECRET = 'Zanzibar';
const NOT_THERE = '999999999';

/** What one customer has, by the first part of the address of each record. */
type Records = Record<(typeof KINDS)[number], string> & {
  orderLineId: string;
  deliveryId: string;
  backorderLineId: string;
  numbers: string[];
};

const KINDS = ['customers', 'orders', 'backorders', 'fulfillments', 'follow-ups', 'invoices', 'substitutions'] as const;

/** Each has one record of every kind. */
const RECORDS_OF_BOB = CUSTOMERS_OF_BOB * KINDS.length;

let company: TestCompany;
let admin: Client;
let world: World;
let ann: Person;
const bobs: Records[] = [];
const anns: Records[] = [];

beforeAll(async () => {
  company = await openTestCompany();
  await runMigrations({ connectionString: company.databaseUrl });
  admin = company.as('administrator');
  world = await buildWorld(admin, { MALBEC: 2_000, SYRAH: 0 });
  ann = await addPersonOf(company, 'Ann', 'sales_rep');
  const bob = await addPersonOf(company, 'Bob', 'sales_rep');
  await inParallel(Array.from({ length: CUSTOMERS_OF_BOB }), 4, async (_, index) => {
    bobs.push(await addRecords(`${SECRET} ${index}`, bob.id));
  });
  await inParallel(Array.from({ length: CUSTOMERS_OF_ANN }), 2, async (_, index) => {
    anns.push(await addRecords(`Anns shop ${index}`, ann.id));
  });
  await receive(admin, world, 'SYRAH', 3);
  await company.database.query(
    `insert into backorder_outlooks (backorder_id, projected_on, no_date_because, place_in_queue, quantity_ahead, is_at_risk,
       date_moved, refreshed_at)
     select id, null, 'no_supply', 1, 0, true, true, now() from backorders`,
  );
}, 180_000);
afterAll(() => company?.close());

/** A customer who had a part delivered and waits for the rest, spoken with, and to be called again. */
async function addRecords(name: string, salesRepId: string): Promise<Records> {
  const customerId = await addCustomer(admin, { name, salesRepId });
  const placed = await order(admin, world, { MALBEC: 3, SYRAH: 5 }, { customerId });
  const fulfillment = await pick(admin, placed, [{ picked: 2 }], {
    shipment: { carrier: 'UPS', trackingNumber: `TRACK-${placed.number}` },
  });
  const backorder = await backorderOf(admin, placed);
  const spoken = made(
    await admin.post(`/backorders/${backorder.id}/communications`, {
      method: 'phone',
      text: 'Asked for news',
      nextFollowUpOn: '2999-01-31',
    }),
  );
  const proposal = made(
    await admin.post(`/backorders/${backorder.id}/substitutions`, {
      backorderLineId: backorder.lines[0].id,
      quantity: 1,
      offers: [{ variantId: world.variants.MALBEC }],
    }),
  );
  return {
    customers: customerId,
    orders: placed.id,
    backorders: backorder.id,
    fulfillments: fulfillment.id,
    'follow-ups': spoken.followUpId,
    invoices: (await admin.get(`/invoices?orderId=${placed.id}`)).body.data[0].id,
    substitutions: proposal.id,
    deliveryId: name.startsWith(SECRET) ? NOT_THERE : await deliver(fulfillment.id),
    orderLineId: placed.lines[0].id,
    backorderLineId: backorder.lines[0].id,
    numbers: [placed.number, backorder.number, fulfillment.number],
  };
}

/** What is handed over, with words that show it. */
async function deliver(fulfillmentId: string): Promise<string> {
  const body = { proof: { kind: 'note', note: 'Left with the owner' } };
  return made(await admin.post(`/fulfillments/${fulfillmentId}/deliveries`, body)).deliveries[0].id;
}

const isKind = (kind: string | undefined): kind is (typeof KINDS)[number] => KINDS.some((one) => one === kind);
const ofCustomers = (Object.entries(routes) as [OperationName, Route][]).filter(
  ([, { path }]) => path.includes('{id}') && isKind(path.split('/')[1]),
);
const pathOf = ({ path }: Route, records: Records | null) => {
  const kind = path.split('/')[1];
  const id = records && isKind(kind) ? records[kind] : NOT_THERE;
  return path
    .replace('{id}', id)
    .replace('{holdId}', '1')
    .replace('{deliveryId}', records?.deliveryId ?? NOT_THERE);
};

/** An answer without what names the one request. */
const said = ({ status, body }: Reply) => {
  const { requestId: _, ...rest } = body;
  return { status, ...rest };
};

/** What some reads have to be asked. */
const ASKING: Partial<Record<OperationName, (records: Records) => string>> = {
  getOpenDemand: () => `?variantIds=${world.variants.SYRAH}`,
  listSuggestions: ({ backorderLineId }) => `?backorderLineId=${backorderLineId}`,
};

async function narrow(isNarrowed: boolean): Promise<void> {
  await admin.patch('/settings', { repsReadAll: !isNarrowed });
}

describe('with the narrowing setting, what is of other customers', () => {
  beforeAll(() => narrow(true));

  it('is not there: each record by every route that reads one', async () => {
    const reads = ofCustomers.filter(([, { method }]) => method === 'GET');
    expect(reads.map(([name]) => name)).toEqual(
      expect.arrayContaining(['getOrder', 'getBackorderTimeline', 'explainBackorder']),
    );
    let asked = 0;
    for (const [name, route] of reads) {
      const about = (records: Records | null) =>
        pathOf(route, records) + (ASKING[name]?.(records ?? (anns[0] as Records)) ?? '');
      const notThere = said(await ann.client.get(about(null)));
      expect({ name, status: notThere.status }).toEqual({ name, status: 404 });
      await inParallel(bobs, 4, async (records) => {
        asked += 1;
        expect({ name, ...said(await ann.client.get(about(records))) }).toEqual({ name, ...notThere });
      });
      // Not because the route finds nothing.
      expect({ name, status: (await ann.client.get(about(anns[0] as Records))).status }).toEqual({
        name,
        status: 200,
      });
    }
    expect(asked).toBeGreaterThanOrEqual(RECORDS_OF_BOB);
  }, 180_000);

  it('stands in no list, search, count, history or home page, whatever is asked', async () => {
    const lists = (Object.entries(routes) as [OperationName, Route][]).filter(
      ([, { method, path, action }]) => method === 'GET' && !path.includes('{id}') && action === 'read',
    );
    const one = bobs[0] as Records;
    const bob = (await admin.get(`/customers/${one.customers}`)).body;
    const queries = [
      '',
      'limit=200',
      'tab=all&limit=200',
      'status=all&limit=200',
      'whose=all&limit=200',
      `q=${SECRET}`,
      ...one.numbers.map((number) => `q=${number}`),
      `q=TRACK-${one.numbers[0]}`,
      `q=${bob.accountNumber}`,
      `customerId=${one.customers}`,
      `salesRepId=${bob.salesRepId}`,
      `orderId=${one.orders}`,
      `backorderId=${one.backorders}`,
      `ids=${bobs
        .slice(0, 50)
        .map(({ backorders }) => backorders)
        .join()}`,
      'isAtRisk=true&limit=200',
      'by=customer',
      'by=rep',
      'limit=3',
    ];
    const secrets = new Set(bobs.flatMap(({ numbers }) => numbers));
    let read = 0;
    for (const [name, { path }] of lists) {
      for (const query of askable(name, queries)) {
        let cursor: string | undefined;
        do {
          const page = cursor ? `&cursor=${encodeURIComponent(cursor)}` : '';
          const { status, body } = await ann.client.get(`${path}?${query}${page}`);
          if (status !== 200) break;
          read += 1;
          // What the caller wrote is not told back as found.
          const text = JSON.stringify(body);
          const told = [...text.matchAll(/\b[A-Z]+-\d+\b/g)]
            .map(([number]) => number)
            .filter((number) => secrets.has(number));
          expect({ name, query, told, isNamed: text.includes(SECRET) }).toEqual({
            name,
            query,
            told: [],
            isNamed: false,
          });
          cursor = body.nextCursor ?? undefined;
        } while (cursor);
      }
    }
    expect(read).toBeGreaterThan(200);
  }, 180_000);

  it('keeps nothing of theirs from being found: likeness is decided among what they read', async () => {
    const mine = await addCustomer(admin, { name: 'Quellwasser', salesRepId: ann.id });
    await order(admin, world, { SYRAH: 1 }, { customerId: mine });
    const found = async (q: string) => [
      (await ann.client.get(`/backorders?q=${q}`)).body.data.length,
      (await ann.client.get(`/backorders/counts?q=${q}`)).body.open,
    ];
    expect(await found('Quelwaser')).toEqual([1, 1]);
    // Somebody else's look-alikes: one more like, one that is it, and a number of theirs.
    const bobsId = (await admin.get(`/customers/${(bobs[0] as Records).customers}`)).body.salesRepId;
    await addCustomer(admin, { name: 'Quelwaser', salesRepId: bobsId });
    await addCustomer(admin, { name: 'Other', accountNumber: 'QUELWASER-1', salesRepId: bobsId });
    expect(await found('Quelwaser')).toEqual([1, 1]);
    // As it was, for what follows.
    await admin.patch(`/customers/${mine}`, { salesRepId: bobsId });
    expect(await found('Quelwaser')).toEqual([0, 0]);
  });

  it('is counted nowhere', async () => {
    const own = CUSTOMERS_OF_ANN;
    expect((await ann.client.get('/backorders/counts')).body).toMatchObject({
      open: own,
      mine: own,
      all: own,
      dateMoved: own,
    });
    expect((await ann.client.get('/orders/counts')).body).toMatchObject({ all: own });
    const groups = (await ann.client.get('/backorders/groups?by=rep')).body.data;
    expect(groups).toMatchObject([{ id: ann.id, backorders: own }]);
    expect((await ann.client.get('/home')).body.mine).toMatchObject({ open: own });
    for (const query of [`customerId=${(bobs[0] as Records).customers}`, `q=${SECRET}`]) {
      const nobody = query.startsWith('q=') ? 'q=Nowhereland' : `customerId=${NOT_THERE}`;
      for (const path of [
        '/backorders',
        '/backorders/counts',
        '/orders',
        '/orders/counts',
        '/fulfillments',
        '/invoices',
      ]) {
        expect({ path, query, ...said(await ann.client.get(`${path}?${query}`)) }).toEqual({
          path,
          query,
          ...said(await ann.client.get(`${path}?${nobody}`)),
        });
      }
    }
  });

  it('waits in a queue without a name and without a way to it', async () => {
    const { status, body } = await ann.client.get(
      `/variants/${world.variants.SYRAH}/queue?warehouseId=${world.warehouseId}`,
    );
    expect(status).toBe(200);
    expect(JSON.stringify(body)).not.toContain(SECRET);
    const explained = await ann.client.get(`/backorders/${(anns[0] as Records).backorders}/explanation`);
    expect(explained.status).toBe(200);
    expect(JSON.stringify(explained.body)).not.toContain(SECRET);
  });

  it('is not heard of: neither by notices of when they were hers, nor live, nor when their representative leaves', async () => {
    const bobsId = (await admin.get(`/customers/${(bobs[0] as Records).customers}`)).body.salesRepId;
    const give = (salesRepId: string) =>
      inParallel(
        bobs.slice(0, 40),
        4,
        async ({ customers }) => void (await admin.patch(`/customers/${customers}`, { salesRepId })),
      );
    const heard = async (path: string) => JSON.stringify((await ann.client.get(path)).body).includes(SECRET);
    await give(ann.id);
    await company.database.query('update backorders set promised_on = created_on - 1 where id = any($1::bigint[])', [
      bobs.slice(0, 40).map(({ backorders }) => backorders),
    ]);
    await notifyPromises(company.database, new Date().toISOString());
    expect(await heard('/notifications?limit=200')).toBe(true);
    await give(bobsId);
    expect(await heard('/notifications?limit=200')).toBe(false);

    await relay();
    const stream = await listenTo(ann);
    await inParallel([...bobs, anns[0] as Records], 4, async ({ orders }) => {
      made(await admin.post(`/orders/${orders}/notes`, { text: 'Ring twice' }));
      made(await admin.post(`/orders/${orders}/holds`, { reason: 'credit' }));
    });
    await relay();
    await expect.poll(() => stream.ids('order'), { timeout: 20_000 }).toContain((anns[0] as Records).orders);
    const theirs = new Set(bobs.map(({ orders }) => orders));
    expect(stream.ids('order').filter((id) => theirs.has(id))).toEqual([]);
    expect(stream.text()).not.toContain(SECRET);
    stream.close();

    await admin.patch(`/users/${bobsId}`, { active: false });
    await notifyLeaver(company.database, { messageId: '1', userId: bobsId }, new Date().toISOString());
    for (const path of [
      '/notifications?limit=200',
      '/exceptions?limit=200',
      '/exceptions?kind=representative_left&whose=all',
    ])
      expect([path, await heard(path)]).toEqual([path, false]);
    const { body } = await admin.get('/exceptions?kind=representative_left&limit=200');
    expect(JSON.stringify(body)).toContain(SECRET);
    await admin.patch(`/users/${bobsId}`, { active: true });
  }, 180_000);

  it('cannot be changed either, and is as little there', async () => {
    await expectUnchanged(async (name, route, records) => {
      const reply = said(await change(name, route, records, records));
      expect({ name, ...reply }).toEqual({ name, ...said(await change(name, route, null, records)) });
      return reply.status;
    });
  }, 180_000);
});

describe('without the narrowing setting, what is of other customers', () => {
  beforeAll(() => narrow(false));

  it('is read', async () => {
    expect((await ann.client.get(`/orders/${(bobs[0] as Records).orders}`)).status).toBe(200);
    expect((await ann.client.get('/backorders/counts')).body.all).toBe(CUSTOMERS_OF_ANN + CUSTOMERS_OF_BOB + MOVED);
  });

  it('is changed by nobody but its representative and those above', async () => {
    await expectUnchanged(async (name, route, records) => {
      const { status, body } = await change(name, route, records, records);
      const refused = ['not_your_customer', 'not_your_follow_up', 'not_permitted'].includes(body.code);
      expect({ name, status, code: body.code, refused }).toMatchObject({ name, status: 403, refused: true });
      return status;
    });
  }, 180_000);
});

/** All that waits in the outbox goes out. */
async function relay(): Promise<void> {
  const left = async () => (await company.database.query('select from outbox limit 1')).rows.length;
  while ((await left()) > 0) await inTransaction(company.database, (tx) => relayBatch(tx, new Date().toISOString()));
}

/** What a person hears live. */
async function listenTo({ cookie }: Person) {
  const abort = new AbortController();
  const response = await fetch(`${company.origin}/api/v1/events`, { headers: { cookie }, signal: abort.signal });
  let text = '';
  void (async () => {
    const decoder = new TextDecoder();
    for await (const chunk of response.body ?? []) text += decoder.decode(chunk as Uint8Array);
  })().catch(() => undefined);
  await expect.poll(() => text).toContain('here');
  const events = (): { type: string; id: string }[] =>
    [...text.matchAll(/event: changed\ndata: (.*)\n/g)].flatMap(([, data]) => JSON.parse(data as string));
  return {
    text: () => text,
    ids: (type: string) => events().flatMap((event) => (event.type === type ? [event.id] : [])),
    close: () => abort.abort(),
  };
}

/** Sends every change of every kind about each record, and expects that none was stored. */
async function expectUnchanged(
  send: (name: OperationName, route: Route, records: Records) => Promise<number>,
): Promise<void> {
  const watch = new Watch(company.database);
  await watch.changedTables();
  const changes = ofCustomers.filter(([, { method }]) => method !== 'GET');
  let sent = 0;
  for (const [name, route] of changes) {
    await inParallel(bobs.slice(0, 40), 4, async (records) => {
      sent += 1;
      expect([403, 404]).toContain(await send(name, route, records));
    });
  }
  expect(sent).toBeGreaterThanOrEqual(RECORDS_OF_BOB);
  expect(await watch.changedTables()).toEqual([]);
}

/** A change that would be a good one, about these records or about one that is not there. */
/** The same questions with the parameters a list has: what it does not have is refused, and says nothing of what it holds. */
function askable(name: OperationName, queries: readonly string[]): Set<string> {
  const { query: schema }: Operation = operations[name];
  const known = new Set(schema instanceof z.ZodObject ? Object.keys(schema.shape) : []);
  return new Set(
    queries.map((query) =>
      query
        .split('&')
        .filter((parameter) => known.has(parameter.split('=')[0] as string))
        .join('&'),
    ),
  );
}

function change(name: OperationName, route: Route, about: Records | null, { orderLineId, backorderLineId }: Records) {
  const said = { method: 'phone', text: 'Asked for news' };
  const bodies: Partial<Record<OperationName, object>> = {
    withdrawReview: { reviewedAt: '2026-11-27T15:04:05.000Z' },
    updateCustomer: { name: 'Renamed' },
    recordConsent: { family: 'Malbec', rule: 'always_ask' },
    updateOrder: { notes: 'Ring the bell' },
    fulfillOrder: { lines: [{ orderLineId, picked: 1 }] },
    createBackorder: { lines: [{ orderLineId, quantity: 1 }], reason: 'later' },
    holdOrder: { reason: 'credit' },
    cancelOrder: { reason: 'customer_requested' },
    recordOrderCommunication: said,
    addOrderNote: { text: 'Gate code 12' },
    fulfillBackorder: { lines: [{ backorderLineId, quantity: 1 }] },
    promiseBackorder: { promisedOn: '2999-01-31', reason: 'supplier said' },
    prioritizeBackorder: { highPriority: true, reason: 'festival' },
    holdBackorder: { reason: 'credit' },
    cancelBackorder: { reason: 'customer_requested' },
    recordBackorderCommunication: said,
    addBackorderNote: { text: 'The owner is away' },
    proposeSubstitution: { backorderLineId, quantity: 1, offers: [{ variantId: world.variants.MALBEC }] },
    acceptSubstitution: { variantId: world.variants.MALBEC, quantity: 1, acceptedBy: 'customer' },
    closeFollowUp: { outcome: 'reached' },
    snoozeFollowUp: { until: '2999-02-01' },
    shipFulfillment: { carrier: 'UPS' },
    deliverFulfillment: { receivedBy: 'Ada' },
    reopenFulfillment: { reportedBy: 'staff' },
    voidFulfillment: { reason: 'wrong pallet' },
  };
  const path = pathOf(route, about);
  const key = { 'idempotency-key': randomUUID() };
  return route.method === 'PATCH'
    ? ann.client.patch(path, bodies[name] ?? {}, key)
    : ann.client.post(path, bodies[name] ?? {}, key);
}
