import { beforeAll, describe, expect, it } from 'vitest';
import { sendNext } from '#server/invoicing/send-next.ts';
import { goOnSending, startSending } from '#server/invoicing/sending.ts';
import { connectTwin, writtenInto } from '../support/twin-ledger.ts';
import { openAccountingStory, usd } from './accounting-story.ts';
import { made } from './acts.ts';

describe('invoices that the accounting does not just take', () => {
  const story = openAccountingStory();
  beforeAll(() => startSending(story.queries, '2020-01-01'));

  it('that are refused say what to do, and go when it is done', async () => {
    story.twin.books.closedUntil = '2999-12-31';
    const closed = (await story.soldAt120(1)).shipped.invoice;
    await story.sendAll();
    expect(await story.dispositionOf(closed)).toMatchObject({
      status: 'failed',
      problem: { code: 'period_closed', action: 'choose_date' },
    });
    expect((await story.admin.get('/invoices?status=failed')).body.data).toMatchObject([{ id: closed.id }]);
    const exceptions = async (client = story.admin) => (await client.get('/exceptions?kind=invoice_refused')).body.data;
    expect(await exceptions()).toMatchObject([
      {
        recordType: 'invoice',
        recordId: closed.id,
        facts: { number: closed.number, reason: expect.stringMatching(/closed/) },
      },
    ]);
    // Who cannot put it right has nothing to do about it.
    expect(await exceptions(story.company.as('sales_rep'))).toEqual([]);
    story.twin.books.closedUntil = '2026-06-30';
    const again = await story.admin.post(`/invoices/${closed.id}/sends`, { issuedOn: '2026-07-01' });
    expect(made(again).disposition).toMatchObject({ status: 'waiting', issuedOn: '2026-07-01', problem: null });
    await story.sendAll();
    expect(await story.dispositionOf(closed)).toMatchObject({ status: 'sent', there: { issuedOn: '2026-07-01' } });
    expect(await story.admin.post(`/invoices/${closed.id}/sends`)).toMatchObject({
      body: { code: 'invoice_already_sent' },
    });
    expect(await exceptions()).toEqual([]);
    expect(await story.admin.post(`/invoices/${closed.id}/exclusions`, { reason: 'Billed' })).toMatchObject({
      body: { code: 'invoice_already_sent' },
    });
    story.twin.books.closedUntil = null;
  });

  it('whose number is taken go with the next free one', async () => {
    const { shipped } = await story.soldAt120(1);
    const customer = story.twin.books.create('Customer', { DisplayName: 'Somebody else' }).Id;
    const Line = [
      {
        DetailType: 'SalesItemLineDetail',
        Amount: 1,
        SalesItemLineDetail: { ItemRef: { value: story.twin.books.all('Item')[0]?.Id } },
      },
    ];
    story.twin.books.create('Invoice', { DocNumber: shipped.invoice.number, CustomerRef: { value: customer }, Line });
    await story.sendAll();
    expect(await story.dispositionOf(shipped.invoice)).toMatchObject({
      status: 'failed',
      problem: { code: 'number_taken', action: 'next_number' },
    });
    made(await story.admin.post(`/invoices/${shipped.invoice.id}/sends`, { nextNumber: true }));
    await story.sendAll();
    const number = `${shipped.invoice.number}-2`;
    expect(await story.dispositionOf(shipped.invoice)).toMatchObject({ status: 'sent', number, there: { number } });
  });

  it('of whom nobody is matched go once somebody is', async () => {
    const { shipped, world } = await story.soldAt120(1);
    const connected = connectTwin(story.twin);
    const unmatched = {
      ...connected,
      match: async () => ({ customer: null, items: new Map(), dealItemId: null, freightItemId: null }),
    };
    await sendNext(story.company.database, async () => unmatched, {
      worker: 'one',
      leaseSeconds: 180,
      now: story.clock,
    });
    expect(await story.dispositionOf(shipped.invoice)).toMatchObject({
      status: 'failed',
      problem: { action: 'match_customer' },
    });
    const needed = async (kind: string) =>
      (await story.admin.get(`/quickbooks/matches?kind=${kind}&state=needed`)).body.data.map(({ id }: any) => id);
    // Also what is sold no more: its invoice waits like any other.
    await story.queries.rows('update variants set discontinued = true where id = $1', [world.variants.MALBEC]);
    expect([await needed('customer'), await needed('item')]).toEqual([[world.customerId], [world.variants.MALBEC]]);
    await story.queries.rows('update variants set discontinued = false');
    await goOnSending(story.queries);
    await story.sendAll();
    expect(await story.dispositionOf(shipped.invoice)).toMatchObject({ status: 'sent' });
    expect([await needed('customer'), await needed('item')]).toEqual([[], []]);
  });

  it('with freight have a line of its own, and wait for the item it is written to', async () => {
    const { shipped } = await story.soldAt120(1, 1, { freight: usd('12.50') });
    const connected = connectTwin(story.twin);
    const turn = { worker: 'one', leaseSeconds: 180, now: story.clock };
    const match: typeof connected.match = async (...asked) => ({
      ...(await connected.match(...asked)),
      freightItemId: null,
    });
    await sendNext(story.company.database, async () => ({ ...connected, match }), turn);
    expect(await story.dispositionOf(shipped.invoice)).toMatchObject({
      status: 'failed',
      problem: {
        code: 'item_not_matched',
        action: 'choose_item',
        detail: 'No item of QuickBooks is chosen that freight is written to. Choose one; then it is sent.',
      },
    });
    await goOnSending(story.queries);
    await story.sendAll();
    expect(await story.dispositionOf(shipped.invoice)).toMatchObject({
      status: 'sent',
      writtenAmount: usd('132.50'),
      there: { net: usd('132.50') },
    });
    const there = story.twin.books.all('Invoice').at(-1) as any;
    const freight = story.twin.books.all('Item').find(({ Name }) => Name === 'Freight')?.Id;
    expect(there.Line.slice(0, 2)).toMatchObject([
      { Amount: 120 },
      { Amount: 12.5, Description: 'Freight', SalesItemLineDetail: { Qty: 1, ItemRef: { value: freight } } },
    ]);
    // Nothing of it arrives: the credit memo gives back goods and freight.
    made(await story.admin.post(`/fulfillments/${shipped.id}/credits`, {}));
    await story.sendAll();
    expect(writtenInto(story.twin, 'CreditMemo').at(-1)).toMatchObject({
      amount: '132.50',
      lines: [
        [1, '120.00'],
        [1, '12.50'],
      ],
    });
  });

  it('with freight that come back whole at the door are voided, or never written', async () => {
    const bringBack = (shipped: any) => {
      const lines = [{ fulfillmentLineId: shipped.lines[0].id, delivered: 0, reason: 'refused' }];
      return story.admin.post(`/fulfillments/${shipped.id}/deliveries`, { lines });
    };
    const written = (await story.soldAt120(1, 1, { freight: usd('12.50') })).shipped;
    await story.sendAll();
    made(await bringBack(written));
    await story.sendAll();
    expect(await story.dispositionOf(written.invoice)).toMatchObject({ status: 'sent', there: { isVoid: true } });
    const never = (await story.soldAt120(1, 1, { freight: usd('12.50') })).shipped;
    made(await bringBack(never));
    await story.sendAll();
    expect(await story.dispositionOf(never.invoice)).toMatchObject({
      status: 'excluded',
      excludedBecause: 'nothing_to_charge',
    });
  });

  it('that were done although nobody heard of it are found, not done again', async () => {
    const already = writtenInto(story.twin, 'Invoice').length;
    const { shipped } = await story.soldAt120(1);
    story.twin.faults.next('commits_then_cuts', 'POST invoice');
    await story.sendAll();
    expect(await story.dispositionOf(shipped.invoice)).toMatchObject({ status: 'waiting', problem: { code: 'away' } });
    const exclude = { reason: 'Billed by hand' };
    expect(await story.admin.post(`/invoices/${shipped.invoice.id}/exclusions`, exclude)).toMatchObject({
      body: { code: 'invoice_under_way' },
    });
    expect(await story.admin.post(`/invoices/${shipped.invoice.id}/sends`, { nextNumber: true })).toMatchObject({
      body: { code: 'invoice_under_way' },
    });
    story.later(60);
    await story.sendAll();
    expect(writtenInto(story.twin, 'Invoice').length).toBe(already + 1);
    expect(await story.dispositionOf(shipped.invoice)).toMatchObject({ status: 'sent' });
  });

  it('that somebody changed there show both figures, and nothing overwrites them', async () => {
    const { shipped } = await story.soldAt120(2);
    await story.sendAll();
    const there = story.twin.books.all('Invoice').at(-1) as any;
    const [line] = there.Line;
    const detail = { ...line.SalesItemLineDetail, Qty: 1, UnitPrice: 100 };
    story.twin.books.edit('Invoice', there.Id, { Line: [{ ...line, Amount: 100, SalesItemLineDetail: detail }] });
    await story.compare();
    expect(await story.dispositionOf(shipped.invoice)).toMatchObject({
      status: 'changed_there',
      writtenAmount: usd('240.00'),
      there: { net: usd('100.00') },
    });
    const sends = `/invoices/${shipped.invoice.id}/sends`;
    expect(await story.admin.post(sends)).toMatchObject({ body: { code: 'invoice_changed_there' } });
    made(await story.admin.post(`/invoices/${shipped.invoice.id}/exclusions`, { reason: 'Agreed on the telephone' }));
    expect(await story.dispositionOf(shipped.invoice)).toMatchObject({
      status: 'excluded',
      exclusionNote: 'Agreed on the telephone',
    });

    const voided = await story.soldAt120(1);
    await story.sendAll();
    const { Id, SyncToken } = story.twin.books.all('Invoice').at(-1) as any;
    story.twin.books.void('Invoice', { Id, SyncToken });
    await story.compare();
    expect(await story.dispositionOf(voided.shipped.invoice)).toMatchObject({
      status: 'changed_there',
      there: { isVoid: true },
    });
    made(await story.admin.post(`/invoices/${voided.shipped.invoice.id}/sends`));
    await story.sendAll();
    expect(await story.dispositionOf(voided.shipped.invoice)).toMatchObject({
      status: 'sent',
      number: `${voided.shipped.invoice.number}-2`,
    });
  });
});
