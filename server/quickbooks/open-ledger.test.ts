import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ledgerLines, netOf } from '#domain/invoicing/ledger-lines.ts';
import type { AccountingLedger, LedgerInvoice } from '#domain/invoicing/ledger-port.ts';
import { formatAmount, parseAmount, type TenThousandths } from '#domain/money.ts';
import type { Fault } from '#tests/quickbooks-twin/faults.ts';
import { type QuickbooksTwin, startQuickbooksTwin } from '#tests/quickbooks-twin/twin.ts';
import { openQuickbooks } from './open-ledger.ts';

const money = (text: string) => parseAmount(text) as TenThousandths;
let twin: QuickbooksTwin;
let ledger: AccountingLedger;
let customerId: string;
let itemId: string;
let dealItemId: string;
let made = 0;
/** What became of the rests that were asked for. */
let rested: number[] = [];

beforeAll(async () => {
  twin = await startQuickbooksTwin();
  let token = twin.tokens.issue().accessToken;
  ledger = openQuickbooks(
    { baseUrl: twin.url, timeoutMilliseconds: 300 },
    {
      realmId: twin.realmId,
      token: async () => ({ is: 'done', value: token }),
      async renew() {
        token = twin.tokens.issue().accessToken;
        return { is: 'done', value: token };
      },
      take: async () => 0,
      note: async (answer) => void (answer.rest !== undefined && rested.push(answer.rest)),
    },
  );
  customerId = twin.books.create('Customer', { DisplayName: "Corner's Wines" }).Id;
  itemId = twin.books.create('Item', { Name: 'Chianti', Type: 'NonInventory', IncomeAccountRef: { value: '79' } }).Id;
  dealItemId = twin.books.all('Item').find(({ Name }) => Name === 'Deals')?.Id as string;
});

beforeEach(() => {
  twin.faults.clear();
  rested = [];
});

afterAll(() => twin.stop());

describe('an invoice in QuickBooks', () => {
  it('has the number, lines, deal and total of ours, and the tax that QuickBooks works out', async () => {
    const document = await written(invoice('30'));
    expect(document).toMatchObject({ customerId, issuedOn: '2026-05-04', dueOn: '2026-06-03', isVoid: false });
    expect(formatAmount(document.net)).toBe('30.00');
    expect([document.tax, document.total].map(formatAmount)).toEqual(['2.48', '32.48']);
  });

  it('is found by its number, and known as ours by its private note', async () => {
    const first = await written(invoice('30'));
    twin.books.refusesUsedNumbers = false;
    const ours = await written({ ...invoice('30'), number: first.number, privateNote: 'Makegood 77' });
    twin.books.refusesUsedNumbers = true;
    expect(await ledger.findInvoiceByNumber(first.number)).toMatchObject({ value: { id: first.id } });
    expect(await ledger.findInvoiceByNumber(first.number, 'Makegood 77')).toMatchObject({ value: { id: ours.id } });
    expect(await ledger.findInvoiceByNumber("none' or DocNumber like '%")).toEqual({ is: 'done', value: null });
  });

  it('is found with others by numbers, and nothing is said of one that was deleted', async () => {
    const [kept, gone] = [await written(invoice('30')), await written(invoice('20'))];
    twin.books.delete('Invoice', { Id: gone.id, SyncToken: gone.version });
    const found = await ledger.findInvoices([kept.number, gone.number]);
    expect(found).toMatchObject({ is: 'done', value: [{ number: kept.number }] });
    expect(await ledger.readInvoice(gone.id)).toEqual({ is: 'done', value: null });
    expect(await ledger.findInvoices([])).toEqual({ is: 'done', value: [] });
  });

  it('that was voided stays for nothing', async () => {
    const document = await written(invoice('30'));
    const { id } = document;
    const answer = await ledger.voidInvoice(document, `void-${id}`);
    expect(answer).toMatchObject({ is: 'done', value: { id, isVoid: true, total: 0n } });
    expect(await ledger.voidInvoice(document, `again-${id}`)).toMatchObject({ is: 'refused', why: 'stale_version' });
  });

  it('is given back by a credit memo', async () => {
    const { privateNote, lines, number } = invoice('30');
    const memo = { number: `CN-${number}`, customerId, issuedOn: '2026-05-05', lines, privateNote, customerNote: null };
    const answer = await ledger.createCreditMemo(memo, `memo-${number}`);
    expect(answer).toMatchObject({ is: 'done', value: { number: memo.number, net: netOf(lines) } });
    expect(await ledger.findCreditMemoByNumber(memo.number)).toEqual(answer);
    expect(await ledger.findCreditMemos([memo.number])).toMatchObject({ value: [{ number: memo.number }] });
  });

  it('that was sent twice under one request is one', async () => {
    const one = invoice('30');
    const [first, second] = [await ledger.createInvoice(one, 'twice'), await ledger.createInvoice(one, 'twice')];
    expect(second).toEqual(first);
    expect(countOf(one.number)).toBe(1);
  });
});

describe('what QuickBooks refuses', () => {
  it.each<[why: string, code: string, spoil: (one: LedgerInvoice) => LedgerInvoice]>([
    ['unknown_record', '2500', (one) => ({ ...one, customerId: '0' })],
    ['closed_period', '6210', (one) => ({ ...one, issuedOn: '2020-01-01' })],
    ['invalid', '2050', (one) => ({ ...one, number: 'x'.repeat(22) })],
    [
      'invalid',
      '6070',
      (one) => ({ ...one, lines: one.lines.map((line) => ({ ...line, amount: line.amount + 100n })) }),
    ],
  ])('is %s (%s)', async (why, code, spoil) => {
    twin.books.closedUntil = '2020-12-31';
    expect(await ledger.createInvoice(spoil(invoice('30')), `bad-${made}`)).toMatchObject({ is: 'refused', why, code });
    twin.books.closedUntil = null;
  });

  it('is a number that was used, a name that is taken whatever its case, and a customer who was made inactive', async () => {
    const { number } = await written(invoice('30'));
    const again = await ledger.createInvoice({ ...invoice('30'), number }, `same-${number}`);
    expect(again).toMatchObject({ is: 'refused', why: 'duplicate_number', code: '6140' });
    const taken = { name: " corner's WINES", accountNumber: null, email: null, phone: null, address: null };
    const customer = await ledger.createCustomer({ ...taken, termsId: null, isTaxable: true }, 'taken');
    expect(customer).toMatchObject({ is: 'refused', why: 'duplicate_name', code: '6240' });
    twin.books.edit('Customer', customerId, { Active: false });
    expect(await ledger.createInvoice(invoice('30'), `gone-${number}`)).toMatchObject({ why: 'inactive_record' });
    twin.books.edit('Customer', customerId, { Active: true });
  });
});

describe('when something goes wrong on the way', () => {
  it.each<[fault: Fault, is: string, isWritten: number]>([
    ['commits_then_silent', 'unsure', 1],
    ['commits_then_cuts', 'unsure', 1],
    ['half_json', 'unsure', 1],
    ['server_error', 'unsure', 0],
    ['cuts_before', 'unsure', 0],
    ['slow', 'unsure', 1],
    ['too_many', 'later', 0],
    ['unauthorized', 'done', 1],
  ])('%s is %s', async (fault, is, isWritten) => {
    const one = invoice('30');
    twin.faults.slowMilliseconds = 400;
    twin.faults.next(fault, 'POST invoice');
    expect((await ledger.createInvoice(one, `fault-${fault}`)).is).toBe(is);
    if (fault === 'slow') await expect.poll(() => countOf(one.number)).toBe(1);
    expect(countOf(one.number)).toBe(isWritten);
    expect(rested).toEqual(fault === 'too_many' ? [1] : []);
    const again = await ledger.createInvoice(one, `fault-${fault}`);
    expect(again).toMatchObject({ is: 'done', value: { number: one.number } });
    expect(countOf(one.number)).toBe(1);
  });

  it('a question is asked later, and nothing was done while QuickBooks is down', async () => {
    twin.faults.next('half_json', 'GET query');
    expect((await ledger.findInvoiceByNumber('1')).is).toBe('later');
    await twin.fall();
    expect((await ledger.readCompany()).is).toBe('later');
    expect((await ledger.createInvoice(invoice('30'), 'down')).is).toBe('later');
    await twin.rise();
  });
});

describe('names', () => {
  it('are listed with those made inactive, categories left out', async () => {
    twin.books.create('Item', { Name: 'Wine', Type: 'Category' });
    const gone = twin.books.create('Customer', { DisplayName: 'Old Cellar', Active: false });
    expect(await ledger.listCustomers()).toMatchObject({
      value: expect.arrayContaining([expect.objectContaining({ id: gone.Id, isActive: false })]),
    });
    const items = await ledger.listItems();
    expect(items.is === 'done' && items.value.map(({ name }) => name)).toEqual([
      'Freight',
      'Deals',
      'Bottle deposit',
      'Chianti',
    ]);
    expect(await ledger.listTerms()).toMatchObject({
      value: expect.arrayContaining([{ id: '3', name: 'Net 30', dueDays: 30 }]),
    });
    expect(await ledger.listTaxCodes()).toMatchObject({ value: [{ id: 'TAX' }, { id: 'NON' }] });
    expect(await ledger.listAccounts()).toMatchObject({
      value: expect.arrayContaining([{ id: '90', name: 'Bottle deposits held', kind: 'liability' }]),
    });
    expect(await ledger.readCompany()).toEqual({ is: 'done', value: { name: 'River Wines & Spirits', country: 'US' } });
  });

  it('are made with what we know of them', async () => {
    const customer = { name: 'Bar: Nine', accountNumber: 'C-9', email: 'a@nine.test', phone: '555', isTaxable: false };
    const address = { lines: ['1 Quay', 'Floor 2', 'Door 3', 'Bell 4', 'Dover', 'DE 19901', 'US'] };
    const made = await ledger.createCustomer({ ...customer, address, termsId: '3' }, 'nine');
    expect(made).toMatchObject({ value: { name: 'Bar- Nine', accountNumber: 'C-9', isTaxable: false, termsId: '3' } });
    expect(twin.books.all('Customer').at(-1)?.BillAddr).toMatchObject({ Line5: 'Dover, DE 19901, US' });
    const item = { name: 'Chianti 2021', sku: 'CH-21', description: 'Chianti Classico', accountId: '79' };
    expect(await ledger.createItem(item, 'item')).toMatchObject({
      value: { sku: 'CH-21', kind: 'goods', accountId: '79' },
    });
  });
});

function invoice(amount: string): LedgerInvoice {
  made += 1;
  const goods = { quantity: 15, unitPrice: money('2.50'), description: 'Chianti', itemId, taxCode: 'TAX' };
  return {
    number: `INV-${made}`,
    customerId,
    issuedOn: '2026-05-04',
    dueOn: null,
    termsId: '3',
    lines: ledgerLines({ ...goods, amount: money(amount), dealItemId, deal: 'Spring deal' }),
    privateNote: `Makegood INV-${made}`,
    customerNote: null,
    shipTo: { lines: ['1 Quay', 'Dover'] },
    shippedOn: '2026-05-04',
    carrier: 'Own truck',
    trackingNumber: null,
    email: null,
  };
}

async function written(one: LedgerInvoice) {
  const answer = await ledger.createInvoice(one, `request-${made}-${one.privateNote.length}`);
  if (answer.is !== 'done') throw new Error(JSON.stringify(answer));
  return answer.value;
}

function countOf(number: string): number {
  return twin.books.all('Invoice').filter(({ DocNumber }) => DocNumber === number).length;
}
