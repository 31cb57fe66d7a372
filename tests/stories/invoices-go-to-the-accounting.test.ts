import pino from 'pino';
import { describe, expect, it } from 'vitest';
import { readSending, startSending, stopSending } from '#server/invoicing/sending.ts';
import { startInvoiceSender } from '#server/invoicing/start-invoice-sender.ts';
import { connectTwin, writtenInto } from '../support/twin-ledger.ts';
import { buildWorld, order, receive } from '../support/world.ts';
import { openAccountingStory, usd } from './accounting-story.ts';
import { backorderOf, cancel, fill, made, pick } from './acts.ts';

/** So many are shipped while QuickBooks answers, and as many while it is down. */
const SHIPMENTS = Number(process.env.ACCOUNTING_SHIPMENTS ?? 10);

describe('invoices and the accounting', () => {
  const story = openAccountingStory();

  it('wait for nothing while none is connected, and are excluded', async () => {
    const { shipped } = await story.soldAt120(1);
    expect(await story.dispositionOf(shipped.invoice)).toMatchObject({
      status: 'excluded',
      excludedBecause: 'not_connected',
    });
    expect(await readSending(story.queries)).toMatchObject({ isOn: false, waiting: 0, failed: 0, unaccounted: 0 });
    expect(await startSending(story.queries, null)).toBe(null);
    expect(await story.admin.post(`/invoices/${shipped.invoice.id}/sends`)).toMatchObject({
      status: 409,
      body: { code: 'ledger_not_connected' },
    });
  });

  it('of before the first day are not sent, those of it and after are', async () => {
    const before = made(await story.admin.get('/invoices').then((reply) => ({ ...reply, status: 201 }))).data[0];
    await startSending(story.queries, '2999-01-01');
    expect(await story.dispositionOf(before)).toMatchObject({ status: 'excluded', excludedBecause: 'before_start' });
    const { shipped } = await story.soldAt120(1);
    expect(await story.dispositionOf(shipped.invoice)).toMatchObject({ excludedBecause: 'before_start' });
    await stopSending(story.queries);
    const meanwhile = await story.soldAt120(1);
    await startSending(story.queries, '2020-01-01');
    expect(await story.dispositionOf(meanwhile.shipped.invoice)).toMatchObject({
      status: 'waiting',
      excludedBecause: null,
    });
    await story.sendAll();
    expect(writtenInto(story.twin, 'Invoice').map(({ number }) => number)).toEqual([meanwhile.shipped.invoice.number]);
  });

  it('of 5 at 120, shipped as 3 and 2, are of 360 and 240 with their own lines, whatever the list price has become', async () => {
    const already = writtenInto(story.twin, 'Invoice').length;
    const { world, placed, shipped } = await story.soldAt120(5, 3);
    await story.admin.patch(`/variants/${world.variants.MALBEC}`, { price: usd('132') });
    await receive(story.admin, world, 'MALBEC', 2);
    const filled = await fill(story.admin, await backorderOf(story.admin, placed), [2], { shipment: {}, delivery: {} });
    await story.sendAll();
    expect(writtenInto(story.twin, 'Invoice').slice(already)).toEqual([
      { number: shipped.invoice.number, amount: '360.00', lines: [[3, '360.00']] },
      { number: filled.invoice.number, amount: '240.00', lines: [[2, '240.00']] },
    ]);
    const returned = { fulfillmentLineId: filled.lines[0].id, quantity: 1, reason: 'damaged', disposition: 'scrap' };
    made(await story.admin.post('/returns', { fulfillmentId: filled.id, credit: true, lines: [returned] }));
    await story.sendAll();
    expect(writtenInto(story.twin, 'CreditMemo')).toMatchObject([{ amount: '120.00', lines: [[1, '120.00']] }]);
    const [note] = (await story.admin.get(`/credit-notes?orderId=${placed.id}&status=sent`)).body.data;
    expect(note).toMatchObject({
      kind: 'credit_note',
      amount: usd('120.00'),
      disposition: { there: { total: usd('120.00') } },
    });
  });

  it('are none for a backorder that is cancelled', async () => {
    const already = writtenInto(story.twin, 'Invoice').length;
    const { placed, shipped } = await story.soldAt120(5, 3);
    await cancel(story.admin, `/backorders/${(await backorderOf(story.admin, placed)).id}`);
    await story.sendAll();
    expect(
      writtenInto(story.twin, 'Invoice')
        .slice(already)
        .map(({ number }) => number),
    ).toEqual([shipped.invoice.number]);
    expect((await story.admin.get(`/credit-notes?orderId=${placed.id}`)).body.data).toEqual([]);
  });

  it('are written less what was brought back before they went, credited for it after, and void where all came back', async () => {
    const bring = (shipped: any, delivered: number) =>
      story.admin.post(`/fulfillments/${shipped.id}/deliveries`, {
        receivedBy: 'Ada',
        lines: [{ fulfillmentLineId: shipped.lines[0].id, delivered, reason: 'damaged' }],
      });
    const already = writtenInto(story.twin, 'Invoice').length;
    const first = await story.soldAt120(4);
    made(await bring(first.shipped, 3));
    await story.sendAll();
    expect(writtenInto(story.twin, 'Invoice').slice(already)).toMatchObject([
      { amount: '360.00', lines: [[3, '360.00']] },
    ]);
    const [amendment] = (await story.admin.get(`/credit-notes?orderId=${first.placed.id}`)).body.data;
    expect(amendment).toMatchObject({
      kind: 'amendment',
      disposition: { status: 'excluded', excludedBecause: 'with_invoice' },
    });
    expect(await story.admin.post(`/credit-notes/${amendment.id}/sends`)).toMatchObject({
      body: { code: 'invoice_already_sent' },
    });
    const excluded = await story.admin.post(`/credit-notes/${amendment.id}/exclusions`, { reason: 'by hand' });
    expect(excluded.body.code).toBe('invoice_already_sent');

    const second = await story.soldAt120(4);
    await story.sendAll();
    made(await bring(second.shipped, 3));
    await story.sendAll();
    expect(writtenInto(story.twin, 'CreditMemo').at(-1)).toMatchObject({ amount: '120.00', lines: [[1, '120.00']] });

    const third = await story.soldAt120(4);
    await story.sendAll();
    made(await bring(third.shipped, 0));
    await story.sendAll();
    expect(writtenInto(story.twin, 'Invoice').at(-1)).toMatchObject({
      number: third.shipped.invoice.number,
      amount: '0.00',
    });
    expect(await story.dispositionOf(third.shipped.invoice)).toMatchObject({ status: 'sent', there: { isVoid: true } });
    await story.compare();
    expect(await readSending(story.queries)).toMatchObject({ changedThere: 0, failed: 0, waiting: 0 });
  });

  it('wait while it is down, and arrive afterwards in the order of their shipments', async () => {
    const already = writtenInto(story.twin, 'Invoice').length;
    await story.twin.fall();
    const shipped = [];
    for (let each = 0; each < 4; each += 1) {
      shipped.push((await story.soldAt120(1)).shipped.invoice);
      await story.sendAll();
      story.later(900);
    }
    expect(await readSending(story.queries)).toMatchObject({ waiting: 4, problem: { code: 'away', action: 'none' } });
    expect(await story.dispositionOf(shipped[0])).toMatchObject({
      status: 'waiting',
      problem: { code: 'away', detail: expect.stringContaining('did not answer') },
    });
    await story.twin.rise();
    story.later(900);
    await story.sendAll();
    expect(
      writtenInto(story.twin, 'Invoice')
        .slice(already)
        .map(({ number }) => number),
    ).toEqual(shipped.map(({ number }) => number));
    expect(await readSending(story.queries)).toMatchObject({ waiting: 0, failingSince: null, problem: null });
  });

  it('are sent once each by two workers', async () => {
    const already = writtenInto(story.twin, 'Invoice').length;
    const shipped = [];
    for (let each = 0; each < 6; each += 1) shipped.push((await story.soldAt120(1)).shipped.invoice.number);
    for (let round = 0; round < 20; round += 1) await Promise.all([story.sendAll('one'), story.sendAll('two')]);
    expect(
      writtenInto(story.twin, 'Invoice')
        .slice(already)
        .map(({ number }) => number),
    ).toEqual(shipped);
  });

  it('are a table of their lines for those who keep books by other means', async () => {
    const { placed, shipped } = await story.soldAt120(2);
    const [head, row] = (await story.admin.get(`/invoices?format=csv&orderId=${placed.id}`)).body.trim().split('\r\n');
    expect(head).toContain(
      'number,issuedOn,accountNumber,customerName,orderNumber,fulfillmentNumber,sku,itemName,quantity,unitPrice',
    );
    expect(row).toContain(`${shipped.invoice.number},`);
    expect(row).toContain(',2,120,USD,240,USD,');
    await story.sendAll();
  });

  it('are sent and excluded by managers and administrators', async () => {
    const { shipped } = await story.soldAt120(1);
    const rep = await story.company.as('sales_rep').post(`/invoices/${shipped.invoice.id}/exclusions`, { reason: 'x' });
    expect(rep.body.code).toBe('not_permitted');
    const excluded = await story.company
      .as('manager')
      .post(`/invoices/${shipped.invoice.id}/exclusions`, { reason: 'Paid in cash' });
    expect(made(excluded).disposition).toMatchObject({
      status: 'excluded',
      excludedBecause: 'by_hand',
      exclusionNote: 'Paid in cash',
    });
    await story.sendAll();
    made(await story.admin.post(`/invoices/${shipped.invoice.id}/sends`));
    await story.sendAll();
    expect(await story.dispositionOf(shipped.invoice)).toMatchObject({ status: 'sent' });
    expect(await readSending(story.queries)).toMatchObject({ waiting: 0, failed: 0, unaccounted: 0 });
  });

  it('cost a shipment nothing while it is down', async () => {
    const { admin, twin, company } = story;
    await startSending(story.queries, '2020-01-01');
    const world = await buildWorld(admin, { MALBEC: 2 * SHIPMENTS });
    const sender = startInvoiceSender({
      database: company.database,
      logger: pino({ level: 'silent' }),
      open: async () => connectTwin(twin),
      lookMilliseconds: 20,
    });
    const ship = async () => {
      const placed = await order(admin, world, { MALBEC: 1 });
      const begun = performance.now();
      await pick(admin, placed, [{ picked: 1 }], { shipment: {} });
      return performance.now() - begun;
    };
    const median = async () => {
      const times: number[] = [];
      for (let each = 0; each < SHIPMENTS; each += 1) times.push(await ship());
      return times.sort((a, b) => a - b)[Math.floor(SHIPMENTS / 2)] as number;
    };
    const up = await median();
    await twin.fall();
    const down = await median();
    expect(await readSending(story.queries)).toMatchObject({ problem: { code: 'away' } });
    await twin.rise();
    await sender.stop();
    console.log(`a shipment beside QuickBooks that answers ${up.toFixed(1)} ms, down ${down.toFixed(1)} ms`);
    expect(down).toBeLessThan(2 * up + 20);
  });
});
