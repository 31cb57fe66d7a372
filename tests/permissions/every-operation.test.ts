import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { ERRORS } from '#contract/errors.ts';
import type { Operation } from '#contract/operation.ts';
import { operations as contract } from '#contract/operations.ts';
import { mayCall, ROLES } from '#contract/permissions.ts';
import { type OperationName, type Route, routes } from '#contract/routes.ts';
import { verifyBooks } from '#server/verify/verify-books.ts';
import { Watch } from '#tests/fuzz/fingerprint.ts';
import { backorderOf, cancel, fill, made, pick } from '#tests/stories/acts.ts';
import { addPersonOf, type Person } from '#tests/support/person.ts';
import { type Client, openTestCompany, type Reply, type TestCompany } from '#tests/support/test-company.ts';
import { addCustomer, adjust, buildWorld, buy, order, receive, type World } from '#tests/support/world.ts';

/** A delivery is planned within a year. */
const IN_A_MONTH = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);

type Writing = {
  [Name in OperationName]: (typeof routes)[Name]['method'] extends 'GET' ? never : Name;
}[OperationName];

/** A record of every kind, with what a good request about each would say. */
type Setting = { ids: Record<string, string>; bodies: Record<Writing, unknown> };

const operations = Object.entries(routes) as [OperationName, Route][];
const writing = operations.filter(([, { method }]) => method !== 'GET') as [Writing, Route][];

/** What may note a refused request. */
const RECORDS_OF_REFUSALS = ['idempotency_keys', 'audit_seals', 'rateLimit', 'refused_acts', 'sign_in_attempts'];

let company: TestCompany;
let admin: Client;
let setting: Setting;
let watch: Watch;
beforeAll(async () => {
  company = await openTestCompany();
  watch = new Watch(company.database, { schemas: ['public', 'auth'], butNot: RECORDS_OF_REFUSALS });
  admin = company.as('administrator');
  setting = await prepare();
});
afterAll(async () => {
  expect(await verifyBooks(company.database)).toEqual({ balanced: true, differences: [] });
  await company.close();
});

async function prepare(): Promise<Setting> {
  const world = await buildWorld(admin, { MALBEC: 40, SYRAH: 0 });
  const confirmed = await order(admin, world, { MALBEC: 5 });
  const draft = await order(admin, world, { MALBEC: 5 }, { confirm: false });
  const short = await order(admin, world, { SYRAH: 10 });
  const receipt = await receive(admin, world, 'SYRAH', 8);
  const backorder = await backorderOf(admin, short);
  const fulfillment = await fill(admin, backorder, [2]);
  const given = await order(admin, world, { MALBEC: 3 });
  await pick(admin, given, [{ picked: 3 }]);
  await cancel(admin, `/orders/${given.id}`);
  const bought = await buy(admin, world, 'SYRAH', 10);
  const tired = await backorderOf(admin, await order(admin, world, { SYRAH: 4 }));
  const offers = [{ variantId: world.variants.MALBEC as string }];
  const proposal = { backorderLineId: tired.lines[0].id, quantity: 4, offers };
  const proposed = made(await admin.post(`/backorders/${tired.id}/substitutions`, proposal));
  const mistaken = await receive(admin, world, 'MALBEC', 2);
  const counted = await adjust(admin, {
    variantId: world.variants.MALBEC as string,
    warehouseId: world.warehouseId,
    difference: 1,
  });
  const user = made(await admin.post('/users', { name: 'Ada', email: 'ada@example.com', role: 'warehouse' }));
  const carrier = made(await admin.post('/carriers', { name: 'Old carrier' }));
  const truckRoute = made(await admin.post('/routes', { name: 'Old route', weekdays: [2] }));
  const scheduled = { name: 'Open', report: 'open-backorders', every: 'day', recipientIds: [user.id] };
  const schedule = made(await admin.post('/report-schedules', scheduled));
  const run = made(await admin.post('/report-runs', { report: 'aging' }));
  const key = made(await admin.post('/api-keys', { name: 'old', role: 'read_only' }));
  const customerLink = made(await admin.post(`/customers/${world.customerId}/customer-links`));
  const product = made(await admin.post('/products', { name: 'Rioja' }));
  const agreed = { productId: product.id, rule: 'always_ask' };
  const consent = made(await admin.post(`/customers/${world.customerId}/consents`, agreed));
  const deal = made(await admin.post('/deals', { name: 'Old', kind: 'percent', percent: '1', validTo: '2000-01-31' }));
  const [task] = (await admin.get('/put-back-tasks')).body.data;
  const followUp = made(await admin.post('/follow-ups', { backorderId: backorder.id, dueOn: '2999-01-31' }));
  const { variants, warehouseId, supplierId, customerId } = world;
  const billed = await order(admin, world, { MALBEC: 1 });
  const shipped = await pick(admin, billed, [{ picked: 1 }], { shipment: {} });
  const { shipment } = shipped;
  const delivery = await order(admin, world, { MALBEC: 3 });
  const delivered = await pick(admin, delivery, [{ picked: 3 }], { shipment: {}, delivery: {} });
  const backLine = { fulfillmentLineId: delivered.lines[0].id, quantity: 1, reason: 'damaged' };
  const returned = made(await admin.post('/returns', { fulfillmentId: delivered.id, lines: [backLine] }));
  made(await admin.post('/returns', { fulfillmentId: delivered.id, credit: true, lines: [backLine] }));
  const [creditNote] = (await admin.get(`/credit-notes?orderId=${delivery.id}`)).body.data;
  const [invoice] = (await admin.get(`/invoices?orderId=${billed.id}`)).body.data;
  const communication = {
    at: '2026-01-05T15:00:00Z',
    method: 'phone',
    direction: 'inbound',
    text: 'Asked for news',
    preference: 'By text message',
    keepPreference: true,
    agreement: 'Waits',
    arrangements: 'Back door',
    reaction: 'neutral',
    nextFollowUpOn: '2999-01-31',
  };
  const lineId = (record: { lines: { id: string }[] }) => record.lines[0]?.id;
  return {
    ids: {
      '/customers': customerId,
      '/products': product.id,
      '/variants': variants.MALBEC as string,
      '/suppliers': supplierId,
      '/deals': deal.id,
      '/warehouses': warehouseId,
      '/carriers': carrier.id,
      '/routes': truckRoute.id,
      '/users': user.id,
      '/api-keys': key.id,
      '/customer-links': customerLink.id,
      '/put-back-tasks': task.id,
      '/orders': confirmed.id,
      '/orders/{id}/confirmations': draft.id,
      '/backorders': backorder.id,
      '/substitutions': proposed.id,
      '/consents': consent.id,
      '/follow-ups': followUp.id,
      '/fulfillments': fulfillment.id,
      '/invoices': invoice.id,
      '/credit-notes': creditNote.id,
      '/returns': returned.id,
      '/shipments': shipment.id,
      '/purchase-orders': bought.id,
      '/receipts': mistaken.id,
      '/stock-adjustments': counted.id,
      '/allocation-runs': receipt.allocationRunId,
      '/report-schedules': schedule.id,
      '/report-runs': run.id,
    },
    bodies: {
      createReportSchedule: { ...scheduled, name: 'Aging' },
      createReportRun: { report: 'lines', format: 'csv', filters: { isVip: 'true' } },
      updateReportSchedule: { hour: 5 },
      deleteReportSchedule: {},
      createSavedView: { list: 'backorders', name: 'Late', address: { tab: 'overdue' } },
      updateSavedView: { name: 'Late ones' },
      deleteSavedView: {},
      createCustomer: {
        accountNumber: 'NEW',
        name: 'New',
        email: 'new@example.com',
        tier: 'vip',
        address: { city: 'Ames' },
      },
      updateCustomer: { name: 'Renamed', tier: 'standard' },
      recordConsent: { family: 'Malbec', rule: 'same_style', priceLimit: '20.00', note: 'In the shop' },
      revokeConsent: {},
      createProduct: { name: 'Merlot', family: 'Merlot' },
      updateProduct: { name: 'Merlot Reserva' },
      createVariant: {
        productId: product.id,
        sku: 'NEW',
        name: 'New',
        unitsPerCase: 6,
        price: { amount: '1.00', currency: 'USD' },
      },
      updateVariant: { name: 'Renamed', unitsPerCase: 6 },
      createDeal: { name: 'Spring', kind: 'percent', percent: '5', validFrom: '2999-01-31', customerId },
      updateDeal: { name: 'Summer', minimumQuantity: null },
      createSupplier: { name: 'New cellars', email: 'cellars@example.com' },
      updateSupplier: { phone: '555' },
      createCarrier: {
        name: 'UPS',
        trackingLink: 'https://example.com/{number}',
        usualDays: 2,
        active: true,
      },
      updateCarrier: { usualDays: 3 },
      createRoute: { name: 'North', weekdays: [1, 3], driverId: user.id, phone: '555', customerIds: [customerId] },
      updateRoute: { name: 'South' },
      createWarehouse: { code: 'NEW', name: 'New' },
      updateWarehouse: { name: 'Renamed' },
      createUser: { name: 'Bob', email: 'bob@example.com', role: 'read_only' },
      updateUser: { name: 'Ada Bell' },
      resetPassword: {},
      createApiKey: { name: 'new', role: 'read_only' },
      revokeApiKey: {},
      updateCompany: { name: 'Renamed', timeZone: 'America/Chicago', workingDays: [1, 2, 3] },
      updateSettings: { handlingDays: 1 },
      removeDemo: {
        companyName: 'Real company',
        administrator: { name: 'Zoe', email: 'zoe@example.com', password: 'long enough' },
      },
      adjustStock: { variantId: variants.MALBEC, warehouseId, countedQuantity: 41, reason: 'count', confirmed: true },
      reverseAdjustment: { reason: 'wrong shelf', notes: 'Counted next to it' },
      completePutBackTask: {},
      createOrder: { customerId, warehouseId, lines: [{ variantId: variants.MALBEC, quantity: 1 }], confirm: true },
      updateOrder: { notes: 'Ring the bell', requestedOn: '2999-01-31' },
      confirmOrder: {},
      fulfillOrder: { lines: [{ orderLineId: lineId(confirmed), picked: 1, short: 0 }] },
      updateBackorder: { notes: 'Ring the bell' },
      releaseFirmStock: {},
      createBackorder: { lines: [{ orderLineId: lineId(confirmed), quantity: 1 }], reason: 'later' },
      holdOrder: { reason: 'credit', until: '2999-01-31' },
      releaseOrder: { notes: 'paid' },
      cancelOrder: { lines: [{ orderLineId: lineId(confirmed), quantity: 1 }], reason: 'customer_requested' },
      fulfillBackorder: { lines: [{ backorderLineId: lineId(backorder), quantity: 1, short: 0 }] },
      promiseBackorder: { promisedOn: '2999-01-31', reason: 'supplier said' },
      createImport: { kind: 'suppliers', file: { name: 'suppliers.csv', text: 'name\nBodega Norte\n' } },
      updateImport: { units: 'base' },
      commitImport: {},
      updateQuickbooks: { dealItemId: '1' },
      connectQuickbooks: { startsOn: '2999-01-31' },
      disconnectQuickbooks: {},
      checkQuickbooks: {},
      matchInQuickbooks: { matches: [{ kind: 'customer', id: customerId, ledgerId: '1', taxCode: 'NON' }] },
      reverseImport: {},
      promiseBackorders: {
        promises: [{ backorderId: backorder.id, promisedOn: '2999-01-31', reason: 'supplier said' }],
      },
      sendMessageProposals: { proposals: [{ backorderId: backorder.id, news: 'date_moved:none' }] },
      setNewsAside: { proposals: [{ backorderId: backorder.id, news: 'date_moved:none' }] },
      prioritizeBackorder: { highPriority: true, reason: 'festival' },
      prioritizeBackorders: { backorderIds: [backorder.id], highPriority: true, reason: 'festival' },
      holdBackorder: { reason: 'credit', until: '2999-01-31', notes: 'call first' },
      releaseBackorder: { notes: 'paid' },
      proposeSubstitution: {
        backorderLineId: lineId(backorder),
        quantity: 1,
        offers: [{ variantId: variants.MALBEC, price: { kind: 'list' } }],
        note: 'The same house',
      },
      acceptSubstitution: { variantId: variants.MALBEC, quantity: 1, acceptedBy: 'customer', note: 'By phone' },
      refuseSubstitution: { note: 'Only the old one' },
      withdrawSubstitution: { note: 'Sold out' },
      previewOrderCancellation: { lines: [{ orderLineId: lineId(confirmed), quantity: 1 }] },
      previewBackorderCancellation: { lines: [{ backorderLineId: lineId(backorder), quantity: 1 }] },
      cancelBackorders: { backorderIds: [backorder.id], reason: 'customer_requested' },
      fulfillBackorders: { backorderIds: [backorder.id] },
      recordBackorderCommunications: { ...communication, backorderIds: [backorder.id] },
      cancelBackorder: { lines: [{ backorderLineId: lineId(backorder), quantity: 1 }], reason: 'customer_requested' },
      recordOrderCommunication: communication,
      addOrderNote: { text: 'Gate code 12' },
      recordBackorderCommunication: communication,
      addBackorderNote: { text: 'The owner is away' },
      reviewBackorder: {},
      reviewBackorders: { backorderIds: [backorder.id], note: 'Waits for the vintage' },
      withdrawReview: { reviewedAt: '2026-11-27T15:04:05.000Z' },
      withdrawReviews: { backorderIds: [backorder.id], reviewedAt: '2026-11-27T15:04:05.000Z' },
      closeException: {},
      readNotifications: { upTo: '5' },
      markHomeSeen: {},
      planFollowUp: { backorderId: backorder.id, dueOn: '2999-01-31', subject: 'Which vintage?' },
      closeFollowUp: { outcome: 'reached', notes: 'Wants the 2024', nextFollowUpOn: '2999-01-31' },
      snoozeFollowUp: { until: '2999-01-31' },
      fillVariant: { warehouseId, lines: [{ backorderLineId: lineId(backorder), quantity: 1 }] },
      packFulfillment: {},
      recordPrints: { document: 'label', fulfillmentIds: [fulfillment.id], reason: 'it tore' },
      setBin: { variantId: variants.MALBEC, warehouseId, bin: 'A-01' },
      shipFulfillment: { carrier: 'UPS', estimatedDeliveryOn: IN_A_MONTH },
      deliverFulfillment: { receivedBy: 'Ada' },
      joinRide: {},
      createShipment: { fulfillmentIds: [fulfillment.id], routeId: truckRoute.id, deliveryOn: IN_A_MONTH },
      updateShipment: { trackingNumber: '1Z', deliveryOn: IN_A_MONTH },
      departShipment: {},
      reopenFulfillment: { reportedBy: 'staff', note: 'Nothing came' },
      reshipFulfillment: { note: 'Lost' },
      creditFulfillment: { note: 'Lost' },
      createReturn: {
        fulfillmentId: delivered.id,
        lines: [backLine],
      },
      disposeReturn: { lines: [{ returnLineId: lineId(returned), disposition: 'scrap' }] },
      voidFulfillment: { reason: 'wrong pallet' },
      createPurchaseOrder: {
        supplierId,
        warehouseId,
        lines: [{ variantId: variants.SYRAH, quantity: 1, expectedOn: '2035-01-31' }],
      },
      updatePurchaseOrder: { notes: 'late', lines: [{ id: lineId(bought), expectedOn: '2035-02-01' }] },
      previewPurchaseOrderDates: { lines: [{ id: lineId(bought), expectedOn: '2035-02-01' }] },
      receivePurchaseOrder: { lines: [{ purchaseOrderLineId: lineId(bought), quantity: 1 }], confirmed: true },
      reverseReceipt: { reason: 'wrong pallet', notes: 'Was for the shop next door' },
      runAllocation: { variantIds: [variants.SYRAH], warehouseId, preview: false },
      createBackorderLink: {},
      createCustomerLink: {},
      revokeCustomerLink: {},
      resendMessage: {},
      sendInvoice: { issuedOn: '2999-01-31', nextNumber: true },
      excludeInvoice: { reason: 'Billed by hand' },
      sendCreditNote: { issuedOn: '2999-01-31', nextNumber: true },
      excludeCreditNote: { reason: 'Settled in cash' },
      updateMessageRules: { waitMinutes: 1, quietFrom: '20:00', quietUntil: '07:00' },
      updateMessageTemplate: { language: 'es', subject: 'Hola, {{ customer.name }}', isOn: true },
      resetMessageTemplate: { language: 'es' },
      previewMessageTemplate: { backorderId: backorder.id, promisedOn: '2999-01-31' },
      testMessageTemplate: { to: 'me@example.com', orderId: confirmed.id },
    },
  };
}

/** The address of an operation about the records of the setting. */
function pathOf({ path }: Route, id?: string): string {
  const kind = `/${path.split('/')[1]}`;
  return path
    .replace('{event}', 'shipped')
    .replace('{id}', id ?? setting.ids[path] ?? setting.ids[kind] ?? '1')
    .replace('{holdId}', '1')
    .replace('{deliveryId}', '1')
    .replace('{lot}', 'L-1');
}

type Call = { method: string; path: string; body?: string | undefined; key?: string | undefined; contentType?: string };

async function send({ method, path, body, key, contentType = 'application/json' }: Call): Promise<Reply> {
  const response = await fetch(`${company.origin}/api/v1${path}`, {
    method,
    headers: {
      ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
      ...(body === undefined ? {} : { 'content-type': contentType }),
      ...(method === 'POST' ? { 'idempotency-key': randomUUID() } : {}),
    },
    body: body ?? null,
  });
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.includes('json');
  return { status: response.status, body: isJson && text !== '' ? JSON.parse(text) : null, headers: response.headers };
}

const bodyOf = (name: OperationName): string | undefined =>
  name in setting.bodies ? JSON.stringify(setting.bodies[name as Writing]) : undefined;

describe('every operation', () => {
  it.each(operations)('%s: is for nobody without a key or a session', async (name, route) => {
    for (const key of [undefined, 'not-a-key']) {
      const { status, body } = await send({ method: route.method, path: pathOf(route), body: bodyOf(name), key });
      expect({ status, code: body.code }).toEqual({ status: 401, code: 'not_signed_in' });
    }
  });

  it.each(operations)('%s: is refused to exactly the roles that may not', async (name, route) => {
    for (const role of ROLES) {
      const reply = await send({
        method: route.method,
        path: pathOf(route),
        body: bodyOf(name),
        key: company.keys[role],
      });
      // A file has no code.
      const outcome = [role, reply.status, reply.body?.code];
      if (!mayCall({ role }, route)) expect(outcome).toEqual([role, 403, 'not_permitted']);
      else if (role === 'sales_rep' && reply.status === 403) expect(outcome).toEqual([role, 403, 'not_your_customer']);
      else {
        expect(outcome).not.toContain('not_permitted');
        expect([401, 403]).not.toContain(reply.status);
        expect(reply.status).toBeLessThan(500);
      }
    }
  });

  it.each(operations.filter(([, { path }]) => path.includes('{id}')))(
    '%s: answers a bad id as no record',
    async (name, route) => {
      for (const id of [
        '0',
        '-1',
        'abc',
        '1e3',
        '%00',
        '1%27--',
        '9'.repeat(40),
        '999999999999999999',
        '1.5',
        '..%2F1',
      ]) {
        const reply = await send({
          method: route.method,
          path: pathOf(route, id),
          body: bodyOf(name),
          key: company.keys.administrator,
        });
        expectProblem(reply, `${route.method} ${pathOf(route, id)}`);
      }
    },
  );

  it.each(operations.filter(([name]) => parametersOf(name).length > 0))(
    '%s: answers an absurd query as not valid',
    async (name, route) => {
      const absurd = parametersOf(name).flatMap((parameter) =>
        (ABSURD[parameter] ?? ['abc', '%00']).map((value) => `${parameter}=${value}`),
      );
      for (const query of absurd) {
        const reply = await send({ method: 'GET', path: `${pathOf(route)}?${query}`, key: company.keys.administrator });
        expectProblem(reply, query);
        expect([query, reply.status]).toEqual([query, 422]);
      }
    },
  );

  it.each(operations.filter(([name]) => parametersOf(name).includes('cursor')))(
    '%s: goes on from the cursor of another list, or refuses it',
    async (_name, route) => {
      const path = `${pathOf(route)}?cursor=W251bGwsMV0`;
      const reply = await send({ method: 'GET', path, key: company.keys.administrator });
      if (reply.status === 200) expect(reply.body.data).toBeInstanceOf(Array);
      else expectProblem(reply, path);
    },
  );

  it.each(operations)('%s: refuses a parameter and a field it does not know', async (name, route) => {
    const key = company.keys.administrator;
    const { method } = route;
    const asked = await send({ method, path: `${pathOf(route)}?nothing=of%00it`, body: bodyOf(name), key });
    expect(asked).toMatchObject({ status: 422, body: { code: 'invalid_request' } });
    expect(asked.body.errors).toContainEqual({ pointer: '#/query/nothing', detail: 'is not known here' });
    if (method === 'GET') return;
    const body = JSON.stringify({ ...(setting.bodies[name as Writing] as object), fone: 1 });
    const sent = await send({ method, path: pathOf(route), body, key });
    expect(sent).toMatchObject({ status: 422, body: { code: 'invalid_request' } });
    expect(sent.body.errors).toMatchObject([{ pointer: '#/fone' }]);
  });
});

/** Numbers, codes and references of whatever form. */
const REFERENCES = ['sku', 'codes', 'upc', 'accountNumber', 'number', 'customerReference', 'externalId'];
const FREE_TEXT = ['q', 'reason', 'recordType', 'actor', ...REFERENCES];

/** What a parameter cannot be. Where it is free text, hardly anything is absurd. */
const ABSURD: Record<string, string[]> = {
  limit: ['0', 'x', '1e9', '-1', '1.5'],
  cursor: ['bm90IGEgY3Vyc29y', '%00', 'W251bGwsMSwyLDNd'],
  ...Object.fromEntries(FREE_TEXT.map((text) => [text, ['%00']])),
};

/** The parameters an operation knows in its query. */
function parametersOf(name: OperationName): string[] {
  const { query }: Operation = contract[name];
  return query instanceof z.ZodObject ? Object.keys(query.shape) : [];
}

/** A refusal in the one form refusals have. */
function expectProblem({ status, body, headers }: Reply, about: string): void {
  const registered = ERRORS[body?.code as keyof typeof ERRORS]?.status;
  expect({ about, status, registered, type: headers.get('content-type') }).toEqual({
    about,
    status: registered,
    registered,
    type: 'application/problem+json; charset=utf-8',
  });
  expect({ about, isRefused: status >= 400 && status < 500 }).toEqual({ about, isRefused: true });
}

describe('absurd input', () => {
  it.each(writing)('%s: is refused in the one form, and stores nothing', async (name, route) => {
    const body = setting.bodies[name];
    await watch.changedTables();
    const path = pathOf(route);
    const key = company.keys.administrator;
    const bodies = [
      ...['{', '[]', '"text"', '5', 'true', '{"lines":', '\u0000', '[[[]]]'],
      ...absurdBodies(body).map((absurd) => JSON.stringify(absurd)),
    ];
    const isReady = 'content' in (body as object) || Object.keys(body as object).length > 0;
    for (const text of isReady ? bodies : bodies.slice(0, 1)) {
      const reply = await send({ method: route.method, path, body: text, key });
      expectProblem(reply, `${route.method} ${path} ${text.slice(0, 300)}`);
    }
    expectProblem(await send({ method: route.method, path, body: '<a/>', key, contentType: 'text/xml' }), 'XML');
    if (isReady && route.method === 'POST' && !MAY_SAY_NOTHING.includes(name)) {
      expectProblem(await send({ method: route.method, path, body: '', key }), 'an empty body');
      expectProblem(await send({ method: route.method, path, key }), 'no body');
      expectProblem(await send({ method: route.method, path, body: '{}', key }), 'nothing said');
    }
    expect(await watch.changedTables()).toEqual([]);
  });

  it('a line of another record is no line of this one', async () => {
    const world = await buildWorld(admin, { MALBEC: 20, SYRAH: 0 });
    const [one, two] = [await order(admin, world, { MALBEC: 5 }), await order(admin, world, { MALBEC: 5 })];
    const [first, second] = [await order(admin, world, { SYRAH: 5 }), await order(admin, world, { SYRAH: 5 })];
    await receive(admin, world, 'SYRAH', 10);
    const [mine, other] = [await backorderOf(admin, first), await backorderOf(admin, second)];
    const [bought, elsewhere] = [await buy(admin, world, 'MALBEC', 5), await buy(admin, world, 'MALBEC', 5)];
    const orderLineId = two.lines[0].id;
    const backorderLineId = other.lines[0].id;
    await watch.changedTables();
    const replies = [
      await admin.post(`/orders/${one.id}/fulfillments`, { lines: [{ orderLineId, picked: 1 }] }),
      await admin.post(`/orders/${one.id}/cancellations`, {
        reason: 'customer_requested',
        lines: [{ orderLineId, quantity: 1 }],
      }),
      await admin.post(`/orders/${one.id}/backorders`, { reason: 'x', lines: [{ orderLineId, quantity: 1 }] }),
      await admin.post(`/backorders/${mine.id}/fulfillments`, { lines: [{ backorderLineId, quantity: 1 }] }),
      await admin.post(`/backorders/${mine.id}/cancellations`, {
        reason: 'customer_requested',
        lines: [{ backorderLineId, quantity: 1 }],
      }),
      await admin.post(`/purchase-orders/${bought.id}/receipts`, {
        lines: [{ purchaseOrderLineId: elsewhere.lines[0].id, quantity: 1 }],
      }),
      await admin.patch(`/purchase-orders/${bought.id}`, {
        lines: [{ id: elsewhere.lines[0].id, expectedOn: '2035-01-01' }],
      }),
    ];
    expect(replies.map(({ status, body }) => [status, body.code])).toEqual(
      replies.map(() => [422, 'line_not_on_record']),
    );
    const line = { orderLineId: one.lines[0].id, picked: 1 };
    expect((await admin.post(`/orders/${one.id}/fulfillments`, { lines: [line, line] })).body.code).toBe(
      'line_named_twice',
    );
    expect(await watch.changedTables()).toEqual([]);
  });

  it('cases that are never split are asked for whole', async () => {
    const world = await buildWorld(admin, { MALBEC: 0 });
    const { id } = made(
      await admin.post('/variants', {
        productId: setting.ids['/products'],
        sku: 'CASES',
        name: 'Cases',
        orderMultiple: 12,
        price: { amount: '1', currency: 'USD' },
      }),
    );
    const cases: World = { ...world, variants: { CASES: id } };
    await receive(admin, cases, 'CASES', 24);
    const placed = await order(admin, cases, { CASES: 24 });
    const orderLineId = placed.lines[0].id;
    const replies = [
      await admin.post('/orders', { customerId: world.customerId, lines: [{ variantId: id, quantity: 5 }] }),
      await admin.post(`/orders/${placed.id}/fulfillments`, { lines: [{ orderLineId, picked: 5 }] }),
      await admin.post(`/orders/${placed.id}/fulfillments`, { lines: [{ orderLineId, picked: 12, short: 5 }] }),
      await admin.post(`/orders/${placed.id}/cancellations`, {
        reason: 'customer_requested',
        lines: [{ orderLineId, quantity: 5 }],
      }),
      await admin.post(`/orders/${placed.id}/backorders`, { reason: 'x', lines: [{ orderLineId, quantity: 5 }] }),
    ];
    expect(replies.map(({ body }) => body.code)).toEqual(replies.map(() => 'quantity_not_whole_multiple'));
  });
});

/** A body may be left out: there is a sensible meaning of nothing said. */
const MAY_SAY_NOTHING: readonly OperationName[] = [
  'shipFulfillment',
  'deliverFulfillment',
  'reshipFulfillment',
  'creditFulfillment',
  'sendInvoice',
  'sendCreditNote',
  'previewOrderCancellation',
  'previewBackorderCancellation',
  'reverseReceipt',
  'reverseAdjustment',
  'previewMessageTemplate',
];

const OF_NUMBER = [-1, 1e12, 1.5, 'NaN', '5', [], {}, true, [5], Number.MAX_SAFE_INTEGER];
const OF_ID = ['', '0', '-1', 'NaN', 'abc', '1e3', '9'.repeat(30), '1\u0000', ' 1', '999999999999999', 5, [], {}, true];
const OF_TEXT = ['a\u0000b', 5, [], {}, true, 'x'.repeat(50_000)];
const OF_CHOICE = ['', 'everything', 'VIP', ...OF_TEXT];
const OF_DATE = ['', '2026-02-30', 'yesterday', '0000-00-00', '12026-01-01', '2026-01-01T00:00:00Z', ...OF_TEXT];
const OF_AMOUNT = ['', 'NaN', '-1', '1e3', '1.00001', 'Infinity', '9'.repeat(30), '1,00', ...OF_TEXT];
const OF_CURRENCY = ['', 'usd', 'EUR', 'US', ...OF_TEXT];
const OF_E_MAIL = ['', 'nobody', 'a@', '@b.com', 'a b@c.com', ...OF_TEXT];
const OF_FLAG = ['true', 1, 0, [], {}, ''];
const OF_LIST = ['text', 5, true, {}, [], [null], [[]], ['x'], Array(2_000).fill({})];

const CHOICES = ['tier', 'role', 'shipPolicy', 'allocationPolicy'];

/** Every body that differs from a good one in one place that makes it absurd. */
function absurdBodies(good: unknown): unknown[] {
  const bodies: unknown[] = [];
  const visit = (value: unknown, name: string, replace: (value: unknown) => unknown) => {
    for (const absurd of absurdFor(value, name)) bodies.push(replace(absurd));
    if (typeof value !== 'object' || value === null) return;
    for (const [key, part] of Object.entries(value)) {
      const within = (changed: unknown) =>
        replace(
          Array.isArray(value)
            ? value.map((item, index) => (String(index) === key ? changed : item))
            : { ...value, [key]: changed },
        );
      visit(part, Array.isArray(value) ? name.replace(/s$/, '') : key, within);
    }
  };
  for (const [key, part] of Object.entries(good as object)) {
    visit(part, key, (changed) => ({ ...(good as object), [key]: changed }));
  }
  return bodies;
}

function absurdFor(value: unknown, name: string): readonly unknown[] {
  if (Array.isArray(value)) return name === 'lines' ? OF_LIST.filter((list) => !isEmptyList(list)) : OF_LIST;
  if (typeof value === 'number') return name === 'quantity' ? [0, ...OF_NUMBER] : OF_NUMBER;
  if (typeof value === 'boolean') return OF_FLAG;
  if (typeof value !== 'string') return ['text', 5, true, []];
  if (/(^id|Id)$/.test(name)) return OF_ID;
  if (name.endsWith('On')) return OF_DATE;
  if (name === 'amount') return OF_AMOUNT;
  if (name === 'currency') return OF_CURRENCY;
  if (name === 'email') return OF_E_MAIL;
  return CHOICES.includes(name) ? OF_CHOICE : OF_TEXT;
}

/** A draft order, and a purchase order whose dates are left as they are, may name no lines. */
function isEmptyList(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0;
}

describe('a sales representative', () => {
  let ada: Person;
  let bob: Person;
  let world: World;
  let bobs: { customerId: string; orderId: string; lineId: string; backorderId: string; backorderLineId: string };
  let adas: typeof bobs;

  beforeAll(async () => {
    [ada, bob] = [
      await addPersonOf(company, 'rep.ada', 'sales_rep'),
      await addPersonOf(company, 'rep.bob', 'sales_rep'),
    ];
    world = await buildWorld(admin, { MALBEC: 100, SYRAH: 0 });
    [adas, bobs] = [await addBusiness(ada), await addBusiness(bob)];
  });

  /** A customer of theirs with an order, its backorder, a shipped fulfillment and an invoice. */
  async function addBusiness({ id }: Person) {
    const customerId = await addCustomer(admin, { salesRepId: id });
    const placed = await order(admin, world, { MALBEC: 10 }, { customerId });
    await pick(admin, placed, [{ picked: 4, short: 2 }], { shipment: {} });
    const again = await pick(admin, placed, [{ picked: 1 }]);
    await cancel(admin, `/orders/${placed.id}`, { lines: [{ orderLineId: placed.lines[0].id, quantity: 4 }] });
    expect(again.status).toBe('picked');
    const backorder = await backorderOf(admin, placed);
    return {
      customerId,
      orderId: placed.id as string,
      lineId: placed.lines[0].id as string,
      backorderId: backorder.id as string,
      backorderLineId: backorder.lines[0].id as string,
    };
  }

  const changes = (of: typeof bobs): [string, (client: Client) => Promise<Reply>][] => [
    ['customer', (client) => client.patch(`/customers/${of.customerId}`, { phone: '555' })],
    ['order', (client) => client.patch(`/orders/${of.orderId}`, { notes: 'Ring the bell' })],
    [
      'cancellation of an order',
      (client) =>
        client.post(`/orders/${of.orderId}/cancellations`, {
          reason: 'customer_requested',
          lines: [{ orderLineId: of.lineId, quantity: 1 }],
        }),
    ],
    [
      'backorder by hand',
      (client) =>
        client.post(`/orders/${of.orderId}/backorders`, {
          reason: 'x',
          lines: [{ orderLineId: of.lineId, quantity: 1 }],
        }),
    ],
    ['confirmation', (client) => client.post(`/orders/${of.orderId}/confirmations`)],
    [
      'promise',
      (client) => client.post(`/backorders/${of.backorderId}/promises`, { promisedOn: '2999-01-01', reason: 'x' }),
    ],
    [
      'priority',
      (client) => client.post(`/backorders/${of.backorderId}/priorities`, { highPriority: true, reason: 'festival' }),
    ],
    ['hold of a backorder', (client) => client.post(`/backorders/${of.backorderId}/holds`, { reason: 'credit' })],
    ['hold of an order', (client) => client.post(`/orders/${of.orderId}/holds`, { reason: 'credit' })],
    [
      'communication',
      (client) => client.post(`/backorders/${of.backorderId}/communications`, { method: 'phone', text: 'Called' }),
    ],
    ['review', (client) => client.post(`/backorders/${of.backorderId}/reviews`)],
    ['note', (client) => client.post(`/orders/${of.orderId}/notes`, { text: 'Gate code 12' })],
    [
      'cancellation of a backorder',
      (client) =>
        client.post(`/backorders/${of.backorderId}/cancellations`, {
          reason: 'customer_requested',
          lines: [{ backorderLineId: of.backorderLineId, quantity: 1 }],
        }),
    ],
  ];

  it('changes the records of their own customers only', async () => {
    await watch.changedTables();
    for (const [what, change] of changes(bobs)) {
      const { status, body } = await change(ada.client);
      expect([what, status, body.code]).toEqual([what, 403, 'not_your_customer']);
    }
    const taken = (customerId: string) =>
      ada.client.post('/orders', {
        customerId,
        warehouseId: world.warehouseId,
        lines: [{ variantId: world.variants.MALBEC, quantity: 1 }],
        confirm: true,
      });
    expect((await taken(bobs.customerId)).body.code).toBe('not_your_customer');
    expect(await watch.changedTables()).toEqual([]);
    expect((await taken(adas.customerId)).status).toBe(201);
    for (const [what, change] of changes(adas)) {
      const { status, body } = await change(ada.client);
      expect([what, [200, 201, 409].includes(status), body.code]).not.toEqual([what, false, body.code]);
    }
  });

  it('reads everybody’s records, unless the company narrows that', async () => {
    for (const path of readsOf(bobs)) expect([path, (await ada.client.get(path)).status]).toEqual([path, 200]);
  });

  it('reads only the records of their own customers where the company says so', async () => {
    const putBack = await order(admin, world, { MALBEC: 3 }, { customerId: bobs.customerId });
    await pick(admin, putBack, [{ picked: 3 }]);
    await cancel(admin, `/orders/${putBack.id}`);
    await admin.patch('/settings', { repsReadAll: false });
    const unknown = { ...bobs, customerId: '999999', orderId: '999999', backorderId: '999999' };
    const [hidden, missing] = [readsOf(bobs), readsOf(unknown)];
    for (const [index, path] of hidden.entries()) {
      const [notMine, notThere] = [await ada.client.get(path), await ada.client.get(missing[index] as string)];
      expect([path, notMine.status]).toEqual([path, 404]);
      expect(withoutId(notMine.body)).toEqual(withoutId(notThere.body));
    }
    for (const path of readsOf(adas)) expect([path, (await ada.client.get(path)).status]).toEqual([path, 200]);

    for (const [index, [what, change]] of changes(bobs).entries()) {
      const [notMine, notThere] = [await change(ada.client), await changes(unknown)[index]![1](ada.client)];
      expect([what, notMine.status, withoutId(notMine.body)]).toEqual([what, 404, withoutId(notThere.body)]);
    }

    const { orders, fulfillments, invoices, backorders } = await recordsOf(bobs);
    for (const [path, named] of [
      ['/customers', [bobs.customerId]],
      ['/orders', orders],
      ['/orders?status=backorder', orders],
      ['/backorders?status=all', backorders],
      ['/fulfillments', fulfillments],
      ['/invoices', invoices],
      [`/orders?customerId=${bobs.customerId}`, orders],
      [`/backorders?customerId=${bobs.customerId}&status=all`, backorders],
      [`/fulfillments?orderId=${bobs.orderId}`, fulfillments],
      [`/invoices?customerId=${bobs.customerId}`, invoices],
    ] as const) {
      const seen = await listAll(ada.client, path);
      expect([path, seen.filter(({ id }) => named.includes(id))]).toEqual([path, []]);
      expect((await listAll(bob.client, path)).length).toBeGreaterThan(0);
    }
    const putBackOrders = async (client: Client) =>
      (await listAll(client, '/put-back-tasks')).map((task) => task.orderId);
    expect(await putBackOrders(bob.client)).toContain(putBack.id);
    expect(await putBackOrders(ada.client)).not.toContain(putBack.id);
    expect((await ada.client.get('/backorders/counts')).body.all).toBe(
      (await listAll(ada.client, '/backorders?status=all')).length,
    );
    await admin.patch('/settings', { repsReadAll: true });
  });

  it('is told no number of another’s record, wherever it could stand, where the company narrows reading', async () => {
    await admin.patch('/settings', { repsReadAll: false });
    const receipt = await receive(admin, world, 'MALBEC', 1);
    const { rows } = await company.database.query<{ number: string }>(
      `select number from orders where customer_id = $1 union select number from backorders where customer_id = $1
       union select number from fulfillments where customer_id = $1 union select number from invoices where customer_id = $1
       union select name from customers where id = $1`,
      [bobs.customerId],
    );
    expect(rows.length).toBeGreaterThanOrEqual(5);
    for (const path of [
      ...readsOf(adas),
      `/stock-movements?variantId=${world.variants.MALBEC}&limit=200`,
      '/stock?limit=200',
      '/put-back-tasks?limit=200',
      '/exceptions?limit=200',
      '/follow-ups?limit=200',
      '/backorder-reviews?limit=200',
      '/home',
      '/notifications',
      '/purchase-orders',
      ...['ready', 'picked', 'shipped'].map((tab) => `/fulfillment-work?tab=${tab}&limit=200`),
      `/variants/${world.variants.SYRAH}/queue?warehouseId=${world.warehouseId}`,
      `/variants/${world.variants.MALBEC}/queue?warehouseId=${world.warehouseId}`,
      `/purchase-orders/${receipt.purchaseOrderId}/spoken-for?quantities=${receipt.lines[0].purchaseOrderLineId}:100`,
      ...(receipt.allocationRunId ? [`/allocation-runs/${receipt.allocationRunId}`] : []),
    ]) {
      const { status, body } = await ada.client.get(path);
      expect([path, status]).toEqual([path, 200]);
      const text = JSON.stringify(body);
      expect([path, rows.filter(({ number }) => text.includes(`"${number}"`))]).toEqual([path, []]);
    }
    await admin.patch('/settings', { repsReadAll: true });
  });

  const readsOf = (of: typeof bobs) => [
    `/customers/${of.customerId}`,
    `/orders/${of.orderId}`,
    `/orders/${of.orderId}/history`,
    `/orders/${of.orderId}/explanation`,
    `/orders/${of.orderId}/timeline`,
    `/orders/${of.orderId}/communications`,
    `/backorders/${of.backorderId}`,
    `/backorders/${of.backorderId}/history`,
    `/backorders/${of.backorderId}/timeline`,
    `/backorders/${of.backorderId}/communications`,
    `/backorders/${of.backorderId}/promises`,
    `/backorders/${of.backorderId}/explanation`,
  ];

  async function recordsOf({ customerId }: typeof bobs) {
    const ids = async (table: string) =>
      (await company.database.query(`select id from ${table} where customer_id = $1`, [customerId])).rows.map(
        ({ id }) => id as string,
      );
    return {
      orders: await ids('orders'),
      fulfillments: await ids('fulfillments'),
      invoices: await ids('invoices'),
      backorders: await ids('backorders'),
    };
  }

  async function listAll(client: Client, path: string): Promise<any[]> {
    const { status, body } = await client.get(`${path}${path.includes('?') ? '&' : '?'}limit=200`);
    expect([path, status]).toEqual([path, 200]);
    return body.data;
  }

  const withoutId = ({ requestId: _, ...problem }: any) => problem;
});
