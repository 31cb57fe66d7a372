import { afterAll, beforeAll, beforeEach } from 'vitest';
import { compareAll } from '#server/invoicing/look-there.ts';
import { sendNext } from '#server/invoicing/send-next.ts';
import { queriesOf } from '#server/platform/transaction.ts';
import { type QuickbooksTwin, startQuickbooksTwin } from '#tests/quickbooks-twin/twin.ts';
import { connectTwin } from '../support/twin-ledger.ts';
import { buildWorld } from '../support/world.ts';
import { made, pick } from './acts.ts';
import { openBalancedCompany } from './balanced-company.ts';

/** A company whose accounting is the twin, and what it takes to tell a story of both. */
export function openAccountingStory() {
  const test = openBalancedCompany({ connections: 12 });
  let twin: QuickbooksTwin;
  let now = Date.parse('2026-11-27T12:00:00Z');
  beforeAll(async () => {
    twin = await startQuickbooksTwin();
  });
  beforeEach(() => twin.faults.clear());
  afterAll(() => twin.stop());

  const clock = () => new Date(now).toISOString();
  /** Sends until nothing more can be sent now. */
  async function sendAll(worker = 'one'): Promise<void> {
    const connected = connectTwin(twin);
    const turn = { worker, leaseSeconds: 180, now: clock };
    while ((await sendNext(test.company.database, async () => connected, turn)) === 'went_on');
  }

  /** An order of some bottles at 120, of which some are there: those are shipped, the rest waits on a backorder. */
  async function soldAt120(
    quantity: number,
    there = quantity,
    shipment = {},
  ): Promise<{ world: any; placed: any; shipped: any }> {
    const world = await buildWorld(test.admin, { MALBEC: there });
    const unitPrice = { amount: '120', currency: 'USD' };
    const lines = [{ variantId: world.variants.MALBEC, quantity, unitPrice }];
    const { customerId, warehouseId } = world;
    const placed = made(await test.admin.post('/orders', { customerId, warehouseId, confirm: true, lines }));
    const line = { picked: there, ...(there < quantity && { short: quantity - there }) };
    return { world, placed, shipped: await pick(test.admin, placed, [line], { shipment }) };
  }

  return {
    get twin() {
      return twin;
    },
    get admin() {
      return test.admin;
    },
    get company() {
      return test.company;
    },
    get queries() {
      return queriesOf(test.company.database);
    },
    sendAll,
    soldAt120,
    /** Compares everything, as at night. */
    compare: () => compareAll(test.company.database, async () => connectTwin(twin), clock()),
    later: (seconds: number) => {
      now += seconds * 1000;
    },
    clock,
    dispositionOf: async (invoice: { id: string }) =>
      (await test.admin.get(`/invoices/${invoice.id}`)).body.disposition,
  };
}

/** Dollars, as the API answers them. */
export const usd = (amount: string) => ({ amount, currency: 'USD' });
