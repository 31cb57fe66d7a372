import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { compareAll } from '#server/invoicing/look-there.ts';
import { sendNext } from '#server/invoicing/send-next.ts';
import { goOnSending, readSending, startSending, stopSending } from '#server/invoicing/sending.ts';
import { queriesOf } from '#server/platform/transaction.ts';
import { type QuickbooksTwin, startQuickbooksTwin } from '#tests/quickbooks-twin/twin.ts';
import { connectTwin, writtenInto } from '../support/twin-ledger.ts';
import { buildWorld, receive } from '../support/world.ts';
import { backorderOf, cancel, fill, made, pick } from './acts.ts';
import { openBalancedCompany } from './balanced-company.ts';

describe('invoices and the accounting', () => {
  const test = openBalancedCompany({ connections: 12 });
  let twin: QuickbooksTwin;
  let now = Date.parse('2026-11-27T12:00:00Z');

  beforeAll(async () => {
    twin = await startQuickbooksTwin();
  });
  beforeEach(() => twin.faults.clear());
  afterAll(() => twin.stop());

  const queries = () => queriesOf(test.company.database);
  const turn = (worker = 'one') => ({ worker, leaseSeconds: 180, now: () => new Date(now).toISOString() });
  /** Sends until nothing more can be sent now. */
  async function sendAll(worker?: string): Promise<void> {
    const connected = connectTwin(twin);
    while ((await sendNext(test.company.database, async () => connected, turn(worker))) === 'went_on');
  }
  const later = (seconds: number) => {
    now += seconds * 1000;
  };
  const usd = (amount: string) => ({ amount, currency: 'USD' });
  const dispositionOf = async (invoice: { id: string }) =>
    (await test.admin.get(`/invoices/${invoice.id}`)).body.disposition;

  /** An order of some bottles at 120, of which some are there: those are shipped, the rest waits on a backorder. */
  async function soldAt120(quantity: number, there = quantity) {
    const world = await buildWorld(test.admin, { MALBEC: there });
    const placed = made(
      await test.admin.post('/orders', {
        customerId: world.customerId,
        warehouseId: world.warehouseId,
        confirm: true,
        lines: [{ variantId: world.variants.MALBEC, quantity, unitPrice: usd('120') }],
      }),
    );
    const line = { picked: there, ...(there < quantity && { short: quantity - there }) };
    const shipped = await pick(test.admin, placed, [line], { shipment: {} });
    return { world, placed, shipped };
  }

  it('wait for nothing while none is connected, and are excluded', async () => {
    const { shipped } = await soldAt120(1);
    expect(await dispositionOf(shipped.invoice)).toMatchObject({
      status: 'excluded',
      excludedBecause: 'not_connected',
    });
    expect(await readSending(queries())).toMatchObject({ isOn: false, waiting: 0, failed: 0, unaccounted: 0 });
    expect(await startSending(queries(), null)).toBe(null);
    expect(await test.admin.post(`/invoices/${shipped.invoice.id}/sends`)).toMatchObject({
      status: 409,
      body: { code: 'ledger_not_connected' },
    });
  });

  it('of before the first day are not sent, those of it and after are', async () => {
    const before = made(await test.admin.get('/invoices').then((reply) => ({ ...reply, status: 201 }))).data[0];
    await startSending(queries(), '2999-01-01');
    expect(await dispositionOf(before)).toMatchObject({ status: 'excluded', excludedBecause: 'before_start' });
    const { shipped } = await soldAt120(1);
    expect(await dispositionOf(shipped.invoice)).toMatchObject({ excludedBecause: 'before_start' });
    await stopSending(queries());
    const meanwhile = await soldAt120(1);
    await startSending(queries(), '2020-01-01');
    expect(await dispositionOf(meanwhile.shipped.invoice)).toMatchObject({ status: 'waiting', excludedBecause: null });
    await sendAll();
    expect(writtenInto(twin, 'Invoice').map(({ number }) => number)).toEqual([meanwhile.shipped.invoice.number]);
  });

  it('of 5 at 120, shipped as 3 and 2, are of 360 and 240 with their own lines, whatever the list price has become', async () => {
    const already = writtenInto(twin, 'Invoice').length;
    const { world, placed, shipped } = await soldAt120(5, 3);
    await test.admin.patch(`/variants/${world.variants.MALBEC}`, { price: usd('132') });
    await receive(test.admin, world, 'MALBEC', 2);
    const filled = await fill(test.admin, await backorderOf(test.admin, placed), [2], { shipment: {}, delivery: {} });
    await sendAll();
    expect(writtenInto(twin, 'Invoice').slice(already)).toEqual([
      { number: shipped.invoice.number, amount: '360.00', lines: [[3, '360.00']] },
      { number: filled.invoice.number, amount: '240.00', lines: [[2, '240.00']] },
    ]);
    const returned = { fulfillmentLineId: filled.lines[0].id, quantity: 1, reason: 'damaged', disposition: 'scrap' };
    made(await test.admin.post('/returns', { fulfillmentId: filled.id, credit: true, lines: [returned] }));
    await sendAll();
    expect(writtenInto(twin, 'CreditMemo')).toMatchObject([{ amount: '120.00', lines: [[1, '120.00']] }]);
    const [note] = (await test.admin.get(`/credit-notes?orderId=${placed.id}&status=sent`)).body.data;
    expect(note).toMatchObject({
      kind: 'credit_note',
      amount: usd('120.00'),
      disposition: { there: { total: usd('120.00') } },
    });
  });

  it('are none for a backorder that is cancelled', async () => {
    const already = writtenInto(twin, 'Invoice').length;
    const { placed, shipped } = await soldAt120(5, 3);
    await cancel(test.admin, `/backorders/${(await backorderOf(test.admin, placed)).id}`);
    await sendAll();
    expect(
      writtenInto(twin, 'Invoice')
        .slice(already)
        .map(({ number }) => number),
    ).toEqual([shipped.invoice.number]);
    expect((await test.admin.get(`/credit-notes?orderId=${placed.id}`)).body.data).toEqual([]);
  });

  it('are written less what was brought back before they went, credited for it after, and void where all came back', async () => {
    const bring = (shipped: any, delivered: number) =>
      test.admin.post(`/fulfillments/${shipped.id}/deliveries`, {
        receivedBy: 'Ada',
        lines: [{ fulfillmentLineId: shipped.lines[0].id, delivered, reason: 'damaged' }],
      });
    const already = writtenInto(twin, 'Invoice').length;
    const first = await soldAt120(4);
    made(await bring(first.shipped, 3));
    await sendAll();
    expect(writtenInto(twin, 'Invoice').slice(already)).toMatchObject([{ amount: '360.00', lines: [[3, '360.00']] }]);
    const [amendment] = (await test.admin.get(`/credit-notes?orderId=${first.placed.id}`)).body.data;
    expect(amendment).toMatchObject({
      kind: 'amendment',
      disposition: { status: 'excluded', excludedBecause: 'with_invoice' },
    });

    const second = await soldAt120(4);
    await sendAll();
    made(await bring(second.shipped, 3));
    await sendAll();
    expect(writtenInto(twin, 'CreditMemo').at(-1)).toMatchObject({ amount: '120.00', lines: [[1, '120.00']] });

    const third = await soldAt120(4);
    await sendAll();
    made(await bring(third.shipped, 0));
    await sendAll();
    expect(writtenInto(twin, 'Invoice').at(-1)).toMatchObject({ number: third.shipped.invoice.number, amount: '0.00' });
    expect(await dispositionOf(third.shipped.invoice)).toMatchObject({ status: 'sent', there: { isVoid: true } });
    await compareAll(test.company.database, async () => connectTwin(twin), turn().now());
    expect(await readSending(queries())).toMatchObject({ changedThere: 0, failed: 0, waiting: 0 });
  });

  it('wait while it is down, and arrive afterwards in the order of their shipments', async () => {
    const already = writtenInto(twin, 'Invoice').length;
    await twin.fall();
    const shipped = [];
    for (let each = 0; each < 4; each += 1) {
      shipped.push((await soldAt120(1)).shipped.invoice);
      await sendAll();
      later(900);
    }
    expect(await readSending(queries())).toMatchObject({ waiting: 4, problem: { code: 'away', action: 'none' } });
    expect(await dispositionOf(shipped[0])).toMatchObject({
      status: 'waiting',
      problem: { code: 'away', detail: expect.stringContaining('did not answer') },
    });
    await twin.rise();
    later(900);
    await sendAll();
    expect(
      writtenInto(twin, 'Invoice')
        .slice(already)
        .map(({ number }) => number),
    ).toEqual(shipped.map(({ number }) => number));
    expect(await readSending(queries())).toMatchObject({ waiting: 0, failingSince: null, problem: null });
  });

  it('are sent once each by two workers', async () => {
    const already = writtenInto(twin, 'Invoice').length;
    const shipped = [];
    for (let each = 0; each < 6; each += 1) shipped.push((await soldAt120(1)).shipped.invoice.number);
    for (let round = 0; round < 20; round += 1) await Promise.all([sendAll('one'), sendAll('two')]);
    expect(
      writtenInto(twin, 'Invoice')
        .slice(already)
        .map(({ number }) => number),
    ).toEqual(shipped);
  });

  it('that are refused say what to do, and go when it is done', async () => {
    twin.books.closedUntil = '2999-12-31';
    const closed = (await soldAt120(1)).shipped.invoice;
    await sendAll();
    expect(await dispositionOf(closed)).toMatchObject({
      status: 'failed',
      problem: { code: 'period_closed', action: 'choose_date' },
    });
    expect((await test.admin.get('/invoices?status=failed')).body.data).toMatchObject([{ id: closed.id }]);
    twin.books.closedUntil = '2026-06-30';
    const again = await test.admin.post(`/invoices/${closed.id}/sends`, { issuedOn: '2026-07-01' });
    expect(made(again).disposition).toMatchObject({ status: 'waiting', issuedOn: '2026-07-01', problem: null });
    await sendAll();
    expect(await dispositionOf(closed)).toMatchObject({ status: 'sent', there: { issuedOn: '2026-07-01' } });
    expect(await test.admin.post(`/invoices/${closed.id}/sends`)).toMatchObject({
      body: { code: 'invoice_already_sent' },
    });
    expect(await test.admin.post(`/invoices/${closed.id}/exclusions`, { reason: 'Billed' })).toMatchObject({
      body: { code: 'invoice_already_sent' },
    });
    twin.books.closedUntil = null;
  });

  it('whose number is taken go with the next free one', async () => {
    const { shipped } = await soldAt120(1);
    const customer = twin.books.create('Customer', { DisplayName: 'Somebody else' }).Id;
    const Line = [
      {
        DetailType: 'SalesItemLineDetail',
        Amount: 1,
        SalesItemLineDetail: { ItemRef: { value: twin.books.all('Item')[0]?.Id } },
      },
    ];
    twin.books.create('Invoice', { DocNumber: shipped.invoice.number, CustomerRef: { value: customer }, Line });
    await sendAll();
    expect(await dispositionOf(shipped.invoice)).toMatchObject({
      status: 'failed',
      problem: { code: 'number_taken', action: 'next_number' },
    });
    made(await test.admin.post(`/invoices/${shipped.invoice.id}/sends`, { nextNumber: true }));
    await sendAll();
    const number = `${shipped.invoice.number}-2`;
    expect(await dispositionOf(shipped.invoice)).toMatchObject({ status: 'sent', number, there: { number } });
  });

  it('of whom nobody is matched go once somebody is', async () => {
    const { shipped } = await soldAt120(1);
    const connected = connectTwin(twin);
    const unmatched = { ...connected, match: async () => ({ customer: null, items: new Map(), dealItemId: null }) };
    await sendNext(test.company.database, async () => unmatched, turn());
    expect(await dispositionOf(shipped.invoice)).toMatchObject({
      status: 'failed',
      problem: { action: 'match_customer' },
    });
    await goOnSending(queries());
    await sendAll();
    expect(await dispositionOf(shipped.invoice)).toMatchObject({ status: 'sent' });
  });

  it('that were done although nobody heard of it are found, not done again', async () => {
    const already = writtenInto(twin, 'Invoice').length;
    const { shipped } = await soldAt120(1);
    twin.faults.next('commits_then_cuts', 'POST invoice');
    await sendAll();
    expect(await dispositionOf(shipped.invoice)).toMatchObject({ status: 'waiting', problem: { code: 'away' } });
    const exclude = { reason: 'Billed by hand' };
    expect(await test.admin.post(`/invoices/${shipped.invoice.id}/exclusions`, exclude)).toMatchObject({
      body: { code: 'invoice_under_way' },
    });
    expect(await test.admin.post(`/invoices/${shipped.invoice.id}/sends`, { nextNumber: true })).toMatchObject({
      body: { code: 'invoice_under_way' },
    });
    later(60);
    await sendAll();
    expect(writtenInto(twin, 'Invoice').length).toBe(already + 1);
    expect(await dispositionOf(shipped.invoice)).toMatchObject({ status: 'sent' });
  });

  it('that somebody changed there show both figures, and nothing overwrites them', async () => {
    const { shipped } = await soldAt120(2);
    await sendAll();
    const there = twin.books.all('Invoice').at(-1) as any;
    const [line] = there.Line;
    const detail = { ...line.SalesItemLineDetail, Qty: 1, UnitPrice: 100 };
    twin.books.edit('Invoice', there.Id, { Line: [{ ...line, Amount: 100, SalesItemLineDetail: detail }] });
    await compareAll(test.company.database, async () => connectTwin(twin), turn().now());
    expect(await dispositionOf(shipped.invoice)).toMatchObject({
      status: 'changed_there',
      writtenAmount: usd('240.00'),
      there: { net: usd('100.00') },
    });
    const sends = `/invoices/${shipped.invoice.id}/sends`;
    expect(await test.admin.post(sends)).toMatchObject({ body: { code: 'invoice_changed_there' } });
    made(await test.admin.post(`/invoices/${shipped.invoice.id}/exclusions`, { reason: 'Agreed on the telephone' }));
    expect(await dispositionOf(shipped.invoice)).toMatchObject({
      status: 'excluded',
      exclusionNote: 'Agreed on the telephone',
    });

    const voided = await soldAt120(1);
    await sendAll();
    const { Id, SyncToken } = twin.books.all('Invoice').at(-1) as any;
    twin.books.void('Invoice', { Id, SyncToken });
    await compareAll(test.company.database, async () => connectTwin(twin), turn().now());
    expect(await dispositionOf(voided.shipped.invoice)).toMatchObject({
      status: 'changed_there',
      there: { isVoid: true },
    });
    made(await test.admin.post(`/invoices/${voided.shipped.invoice.id}/sends`));
    await sendAll();
    expect(await dispositionOf(voided.shipped.invoice)).toMatchObject({
      status: 'sent',
      number: `${voided.shipped.invoice.number}-2`,
    });
  });

  it('are a table of their lines for those who keep books by other means', async () => {
    const { placed, shipped } = await soldAt120(2);
    const [head, row] = (await test.admin.get(`/invoices?format=csv&orderId=${placed.id}`)).body.trim().split('\r\n');
    expect(head).toContain(
      'number,issuedOn,accountNumber,customerName,orderNumber,fulfillmentNumber,sku,itemName,quantity,unitPrice',
    );
    expect(row).toContain(`${shipped.invoice.number},`);
    expect(row).toContain(',2,120,USD,240,USD,');
    await sendAll();
  });

  it('are sent and excluded by managers and administrators', async () => {
    const { shipped } = await soldAt120(1);
    const rep = await test.company.as('sales_rep').post(`/invoices/${shipped.invoice.id}/exclusions`, { reason: 'x' });
    expect(rep.body.code).toBe('not_permitted');
    const excluded = await test.company
      .as('manager')
      .post(`/invoices/${shipped.invoice.id}/exclusions`, { reason: 'Paid in cash' });
    expect(made(excluded).disposition).toMatchObject({
      status: 'excluded',
      excludedBecause: 'by_hand',
      exclusionNote: 'Paid in cash',
    });
    await sendAll();
    made(await test.admin.post(`/invoices/${shipped.invoice.id}/sends`));
    await sendAll();
    expect(await dispositionOf(shipped.invoice)).toMatchObject({ status: 'sent' });
    expect(await readSending(queries())).toMatchObject({ waiting: 0, failed: 0, unaccounted: 0 });
  });
});
