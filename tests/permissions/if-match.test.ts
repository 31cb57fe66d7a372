import { describe, expect, it } from 'vitest';
import { type OperationName, type Route, routes } from '#contract/routes.ts';
import { versionedRecord } from '#contract/versioned-record.ts';
import { describeApi } from '#server/platform/http/describe-api.ts';
import { backorderOf, made, pick } from '#tests/stories/acts.ts';
import { openBalancedCompany } from '#tests/stories/balanced-company.ts';
import { addPersonOf, type Person } from '#tests/support/person.ts';
import { buildWorld, buy, order, receive } from '#tests/support/world.ts';

type Acts = Record<string, { path: string; body?: object; method?: 'PATCH' | 'DELETE' }>;

/** Acts on one record that change nothing with a version: each with why. */
const WITHOUT_VERSION: Partial<Record<OperationName, string>> = {
  revokeApiKey: 'a key is revoked or not',
  reverseAdjustment: 'the stock ledger has rows, which never change',
  revokeCustomerLink: 'a link is revoked or not',
  resendMessage: 'a message is sent again or not',
  sendInvoice: 'it is sent or not, and its disposition says so',
  excludeInvoice: 'it is sent or not, and its disposition says so',
  sendCreditNote: 'it is sent or not, and its disposition says so',
  excludeCreditNote: 'it is sent or not, and its disposition says so',
  completePutBackTask: 'a task is done or not',
  revokeConsent: 'a consent is in force or revoked',
  fillVariant: 'it is done to backorders, and the variant stays as it is',
  updateImport: 'a file is judged anew, and its state says whether it still can be',
  commitImport: 'a file is written once, whoever asks',
  reverseImport: 'a file is taken back or not',
  closeException: 'an exception is closed or not',
};

describe('If-Match', () => {
  const story = openBalancedCompany();
  const changing = (Object.entries(routes) as [OperationName, Route][]).filter(
    ([, { method, path }]) => method !== 'GET' && path.includes('{id}'),
  );

  it('is documented on every act on a record with a version', async () => {
    const { paths } = (await describeApi()) as { paths: Record<string, Record<string, any>> };
    for (const [name, route] of changing) {
      const described = paths[route.path]?.[route.method.toLowerCase()];
      const hasHeader = described.parameters.some((parameter: any) => parameter.name === 'If-Match');
      expect([name, hasHeader, versionedRecord(route) !== null]).toEqual([
        name,
        !(name in WITHOUT_VERSION),
        !(name in WITHOUT_VERSION),
      ]);
      if (hasHeader) expect([name, '412' in described.responses]).toEqual([name, true]);
    }
  });

  it('is honoured by every one of them, and one that cannot be read is refused', async () => {
    const person = await addPersonOf(story.company, 'Zoe', 'administrator');
    const acts = await actsOnEverything(person);
    const wanted = changing.filter(([name]) => !(name in WITHOUT_VERSION)).map(([name]) => name);
    expect(Object.keys(acts).sort()).toEqual([...wanted, 'updateCompany', 'updateSettings'].sort());
    const { rows: before } = await story.company.database.query(COUNTS);
    for (const [name, { path, body, method }] of Object.entries(acts)) {
      const send = (seen: string) => {
        const headers = { 'if-match': seen };
        if (method === 'PATCH') return person.client.patch(path, body ?? {}, headers);
        if (method === 'DELETE') return remove(person, path, headers);
        return person.client.post(path, body ?? {}, { ...headers, 'idempotency-key': `${name} ${seen}` });
      };
      const stale = await send('"99999"');
      expect([name, stale.status, stale.body.code, typeof stale.body.version]).toEqual([
        name,
        412,
        'changed_meanwhile',
        'number',
      ]);
      const unreadable = await send('latest');
      expect([name, unreadable.status, unreadable.body.errors?.[0]?.pointer]).toEqual([
        name,
        422,
        '#/headers/if-match',
      ]);
    }
    expect((await story.company.database.query(COUNTS)).rows).toEqual(before);
  });

  it('of an order is met by the version that was read, once', async () => {
    const { admin } = story;
    const world = await buildWorld(admin, { MALBEC: 10 });
    const placed = await order(admin, world, { MALBEC: 5 });
    const seen = { 'if-match': `"${placed.version}"` };
    made(await admin.post(`/orders/${placed.id}/notes`, { text: 'Changes nothing of it' }, seen));
    const hold = made(await admin.post(`/orders/${placed.id}/holds`, { reason: 'credit' }, seen));
    const late = await admin.post(`/orders/${placed.id}/holds/${hold.id}/releases`, {}, seen);
    expect(late.body).toMatchObject({
      code: 'changed_meanwhile',
      version: placed.version + 1,
      changes: [{ action: 'order.hold', changes: { reason: 'credit' } }],
    });
  });

  async function remove({ cookie }: Person, path: string, headers: Record<string, string>) {
    const response = await fetch(`${story.company.origin}/api/v1${path}`, {
      method: 'DELETE',
      headers: { cookie, origin: story.company.origin, ...headers },
    });
    return { status: response.status, body: (await response.json()) as any };
  }

  async function actsOnEverything({ client }: Person): Promise<Acts> {
    const { admin } = story;
    const world = await buildWorld(admin, { MALBEC: 40, SYRAH: 0 });
    const placed = await order(admin, world, { MALBEC: 5 });
    const draft = await order(admin, world, { MALBEC: 5 }, { confirm: false });
    const backorder = await backorderOf(admin, await order(admin, world, { SYRAH: 10 }));
    const picked = await pick(admin, placed, [{ picked: 2 }]);
    const delivered = await pick(admin, placed, [{ picked: 1 }], { shipment: {}, delivery: {} });
    const cameBack = { fulfillmentLineId: delivered.lines[0].id, quantity: 1, reason: 'damaged' };
    const returned = made(await admin.post('/returns', { fulfillmentId: delivered.id, lines: [cameBack] }));
    const bought = await buy(admin, world, 'SYRAH', 10);
    const receipt = await receive(admin, world, 'MALBEC', 2);
    const product = made(await admin.post('/products', { name: 'Rioja' }));
    const deal = made(await admin.post('/deals', { name: 'Old', kind: 'percent', percent: '1' }));
    const user = made(await admin.post('/users', { name: 'Ada', email: 'ada@example.com', role: 'warehouse' }));
    const carrier = made(await admin.post('/carriers', { name: 'UPS' }));
    const truckRoute = made(await admin.post('/routes', { name: 'North', weekdays: [1] }));
    const tired = await backorderOf(admin, await order(admin, world, { SYRAH: 4 }));
    const proposed = made(
      await admin.post(`/backorders/${tired.id}/substitutions`, {
        backorderLineId: tired.lines[0].id,
        quantity: 4,
        offers: [{ variantId: world.variants.MALBEC }],
      }),
    );
    const followUp = made(await admin.post('/follow-ups', { backorderId: backorder.id, dueOn: '2999-01-31' }));
    const scheduled = { name: 'Aging', report: 'aging', every: 'week', recipientIds: [user.id] };
    const schedule = made(await client.post('/report-schedules', scheduled)).id;
    const view = made(await client.post('/saved-views', { list: 'backorders', name: 'Late', address: {} })).id;
    const line = { orderLineId: placed.lines[0].id };
    const said = { at: '2026-01-05T15:00:00Z', method: 'phone', direction: 'inbound', text: 'Asked for news' };
    const customer = `/customers/${world.customerId}`;
    const [one, back] = [`/orders/${placed.id}`, `/backorders/${backorder.id}`];
    const changed = (path: string, body: object) => ({ path, body, method: 'PATCH' }) as const;
    return {
      updateReportSchedule: changed(`/report-schedules/${schedule}`, { hour: 5 }),
      deleteReportSchedule: { path: `/report-schedules/${schedule}`, method: 'DELETE' },
      updateSavedView: changed(`/saved-views/${view}`, { name: 'New' }),
      deleteSavedView: { path: `/saved-views/${view}`, method: 'DELETE' },
      updateCustomer: changed(customer, { name: 'New' }),
      createCustomerLink: { path: `${customer}/customer-links` },
      createBackorderLink: { path: `/backorders/${backorder.id}/customer-links` },
      recordConsent: { path: `${customer}/consents`, body: { family: 'Malbec', rule: 'always_ask' } },
      updateProduct: changed(`/products/${product.id}`, { name: 'New' }),
      updateVariant: changed(`/variants/${world.variants.MALBEC}`, { name: 'New' }),
      updateDeal: changed(`/deals/${deal.id}`, { name: 'New' }),
      updateSupplier: changed(`/suppliers/${world.supplierId}`, { name: 'New' }),
      updateWarehouse: changed(`/warehouses/${world.warehouseId}`, { name: 'New' }),
      updateCarrier: changed(`/carriers/${carrier.id}`, { name: 'New' }),
      updateRoute: changed(`/routes/${truckRoute.id}`, { name: 'New' }),
      updateUser: changed(`/users/${user.id}`, { name: 'New' }),
      updateCompany: changed('/company', { name: 'New' }),
      updateSettings: changed('/settings', { handlingDays: 3 }),
      resetPassword: { path: `/users/${user.id}/password-resets` },
      updateOrder: changed(one, { notes: 'New' }),
      releaseFirmStock: { path: `${one}/firm-releases` },
      updateBackorder: changed(back, { notes: 'New' }),
      confirmOrder: { path: `/orders/${draft.id}/confirmations` },
      fulfillOrder: { path: `${one}/fulfillments`, body: { lines: [{ ...line, picked: 1 }] } },
      createBackorder: { path: `${one}/backorders`, body: { lines: [{ ...line, quantity: 1 }], reason: 'later' } },
      cancelOrder: { path: `${one}/cancellations`, body: { reason: 'customer_requested' } },
      previewOrderCancellation: { path: `${one}/cancellation-previews` },
      holdOrder: { path: `${one}/holds`, body: { reason: 'credit' } },
      releaseOrder: { path: `${one}/holds/1/releases` },
      recordOrderCommunication: { path: `${one}/communications`, body: said },
      addOrderNote: { path: `${one}/notes`, body: { text: 'Gate code 12' } },
      fulfillBackorder: {
        path: `${back}/fulfillments`,
        body: { lines: [{ backorderLineId: backorder.lines[0].id, quantity: 1 }] },
      },
      promiseBackorder: { path: `${back}/promises`, body: { promisedOn: '2999-01-31', reason: 'supplier said' } },
      prioritizeBackorder: { path: `${back}/priorities`, body: { highPriority: true, reason: 'festival' } },
      holdBackorder: { path: `${back}/holds`, body: { reason: 'credit' } },
      releaseBackorder: { path: `${back}/holds/1/releases` },
      cancelBackorder: { path: `${back}/cancellations`, body: { reason: 'customer_requested' } },
      previewBackorderCancellation: { path: `${back}/cancellation-previews` },
      proposeSubstitution: {
        path: `${back}/substitutions`,
        body: {
          backorderLineId: backorder.lines[0].id,
          quantity: 1,
          offers: [{ variantId: world.variants.MALBEC }],
        },
      },
      acceptSubstitution: {
        path: `/substitutions/${proposed.id}/acceptances`,
        body: { variantId: world.variants.MALBEC, quantity: 1, acceptedBy: 'customer' },
      },
      refuseSubstitution: { path: `/substitutions/${proposed.id}/refusals` },
      withdrawSubstitution: { path: `/substitutions/${proposed.id}/withdrawals` },
      recordBackorderCommunication: { path: `${back}/communications`, body: said },
      addBackorderNote: { path: `${back}/notes`, body: { text: 'The owner is away' } },
      reviewBackorder: { path: `${back}/reviews` },
      withdrawReview: { path: `${back}/review-withdrawals`, body: { reviewedAt: '2026-11-27T15:04:05.000Z' } },
      closeFollowUp: { path: `/follow-ups/${followUp.id}/outcomes`, body: { outcome: 'reached' } },
      snoozeFollowUp: { path: `/follow-ups/${followUp.id}/snoozes`, body: { until: '2999-02-01' } },
      packFulfillment: { path: `/fulfillments/${picked.id}/packings` },
      shipFulfillment: { path: `/fulfillments/${picked.id}/shipments` },
      deliverFulfillment: { path: `/fulfillments/${picked.id}/deliveries` },
      joinRide: { path: `/fulfillments/${picked.id}/rides` },
      updateShipment: changed(`/shipments/${delivered.shipment.id}`, { trackingNumber: '1Z' }),
      departShipment: { path: `/shipments/${delivered.shipment.id}/departures` },
      reopenFulfillment: { path: `/fulfillments/${picked.id}/reopenings`, body: { reportedBy: 'staff' } },
      reshipFulfillment: { path: `/fulfillments/${picked.id}/reshipments` },
      creditFulfillment: { path: `/fulfillments/${picked.id}/credits` },
      disposeReturn: {
        path: `/returns/${returned.id}/dispositions`,
        body: { lines: [{ returnLineId: returned.lines[0].id, disposition: 'scrap' }] },
      },
      voidFulfillment: { path: `/fulfillments/${picked.id}/voids`, body: { reason: 'wrong pallet' } },
      previewPurchaseOrderDates: { path: `/purchase-orders/${bought.id}/date-previews`, body: { shiftDays: 2 } },
      updatePurchaseOrder: changed(`/purchase-orders/${bought.id}`, { notes: 'New' }),
      receivePurchaseOrder: {
        path: `/purchase-orders/${bought.id}/receipts`,
        body: { lines: [{ purchaseOrderLineId: bought.lines[0].id, quantity: 1 }] },
      },
      reverseReceipt: { path: `/receipts/${receipt.id}/reversals` },
    };
  }
});

const COUNTS = `
  select (select count(*) from audit_events)::integer as audited, (select count(*) from stock_movements)::integer as movements`;
