import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { configurationOf, connectToTwin } from '#tests/quickbooks-twin/connect-company.ts';
import { type QuickbooksTwin, startQuickbooksTwin } from '#tests/quickbooks-twin/twin.ts';
import { type Client, openTestCompany, type TestCompany } from '#tests/support/test-company.ts';
import { queriesOf } from '../platform/transaction.ts';
import { openConnectedLedger } from './connected-ledger.ts';
import { setUpQuickbooks } from './open-quickbooks.ts';

let twin: QuickbooksTwin;
let company: TestCompany;
let manager: Client;
const ids: Record<string, string> = {};

beforeAll(async () => {
  twin = await startQuickbooksTwin();
  company = await openTestCompany({ quickbooks: configurationOf(twin) });
  manager = company.as('manager');
  for (const [accountNumber, name, email, terms] of [
    ['C-1', 'Bar Nine', 'nine@x.test', 'net_30'],
    ['C-2', 'The Cellar & Co.', null, 'net_30'],
    ['C-3', 'Wine Barrel', null, 'cash_on_delivery'],
    ['C-4', 'New Shop', 'new@x.test', 'net_15'],
  ] as const) {
    const { body } = await company.as('administrator').post('/customers', { accountNumber, name, email, terms });
    ids[accountNumber] = body.id;
  }
  const product = (await manager.post('/products', { name: 'Chianti', family: 'Red' })).body.id;
  for (const sku of ['CH-20', 'CH-21', 'DEP']) {
    const price = { amount: '10', currency: 'USD' };
    const variant = { productId: product, sku, name: sku, unitsPerCase: 12, price };
    ids[sku] = (await manager.post('/variants', variant)).body.id;
  }
  twin.books.create('Customer', { DisplayName: 'bar  NINE', AcctNum: 'x' });
  twin.books.create('Customer', { DisplayName: 'Cellar Company', Taxable: false });
  twin.books.create('Customer', { DisplayName: 'WINEBARREL', Active: false });
  twin.books.create('Item', {
    Name: 'Red wine',
    Sku: 'ch-20',
    Type: 'NonInventory',
    IncomeAccountRef: { value: '79' },
  });
  await connectToTwin(company, twin);
});
afterAll(async () => {
  await company.close();
  await twin.stop();
});

const list = async (query: string) => (await manager.get(`/quickbooks/matches?${query}`)).body.data;
const shown = async (query: string) =>
  (await list(query)).map(({ code, state, there, because, differs }: Record<string, any>) =>
    [code, state, there?.name ?? '-', because ?? '-', differs ? 'differs' : ''].join(' ').trim(),
  );
const send = (body: object, client = manager) => client.post('/quickbooks/matches', body);
const peopleThere = () => twin.books.all('Customer').map(({ DisplayName }) => DisplayName);

describe('matching', () => {
  it('proposes whom and what is meant, what differs first, and nobody twice', async () => {
    expect(await shown('kind=customer')).toEqual([
      'C-2 proposed Cellar Company similar_name differs',
      'C-1 proposed bar  NINE name',
      'C-4 unmatched - -',
      'C-3 unmatched - -',
    ]);
    expect(await shown('kind=item&q=ch-2')).toEqual(['CH-20 proposed Red wine code differs', 'CH-21 unmatched - -']);
    expect(await shown('kind=terms')).toEqual([
      'cash_on_delivery proposed Due on receipt days differs',
      'net_15 proposed Net 15 days',
      'net_30 proposed Net 30 days',
    ]);
  });

  it('is confirmed by a person, counted, and pages go on where they ended', async () => {
    const proposed = [...(await list('kind=customer&state=proposed')), ...(await list('kind=terms'))];
    const matches = proposed.map(({ kind, id, there }) => ({ kind, id, ledgerId: there.ledgerId }));
    expect((await send({ matches })).body).toEqual({ matched: 5, created: 0, failed: [] });
    expect((await manager.get('/quickbooks')).body.matches).toEqual({
      customers: { matched: 2, total: 4 },
      items: { matched: 0, total: 3 },
      terms: { matched: 3, total: 3 },
    });
    const first = (await manager.get('/quickbooks/matches?kind=customer&limit=3')).body;
    const second = (await manager.get(`/quickbooks/matches?kind=customer&limit=3&cursor=${first.nextCursor}`)).body;
    const codes = [...first.data, ...second.data].map(({ code }) => code);
    expect([codes, second.nextCursor]).toEqual([['C-4', 'C-3', 'C-1', 'C-2'], null]);
  });

  it('names what it does not know', async () => {
    const body = { matches: [{ kind: 'customer', id: '999999', ledgerId: '1', taxCode: 'X' }] };
    const refused = await send({ ...body, create: [{ kind: 'item', id: ids.DEP, accountId: '1' }] });
    expect([refused.status, refused.body.code]).toEqual([422, 'unknown_reference']);
    expect(refused.body.errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual([
      '#/create/0/accountId',
      '#/matches/0/id',
      '#/matches/0/ledgerId',
      '#/matches/0/taxCode',
    ]);
  });

  it('reaches what is sent: customer, tax code, terms, items and the items of deals and freight', async () => {
    const there = (await list('kind=customer&q=C-1'))[0].there.ledgerId;
    await send({ matches: [{ kind: 'customer', id: ids['C-1'], ledgerId: there, taxCode: 'NON' }] });
    const { body } = await manager.get('/quickbooks/records?kind=item&q=deals');
    const { version, freightItem } = (await manager.get('/quickbooks')).body;
    expect(freightItem).toMatchObject({ name: 'Freight' });
    const changed = { dealItemId: body.data[0].ledgerId, freightItemId: body.data[0].ledgerId };
    expect((await manager.patch('/quickbooks', changed, { 'if-match': `"${version}"` })).status).toBe(200);
    expect((await manager.get('/quickbooks')).body).toMatchObject({ ...changed, freightItem: { name: 'Deals' } });
    for (const field of ['dealItemId', 'freightItemId'])
      expect((await manager.patch('/quickbooks', { [field]: 'none' })).body).toMatchObject({
        code: 'unknown_reference',
        errors: [{ pointer: `#/${field}` }],
      });
    expect(await matchOf('C-1')).toMatchObject({ customer: { id: there, taxCode: 'NON' }, ...changed });
    expect((await matchOf('C-1'))?.customer?.termsId).toBe('3');
    expect((await matchOf('C-2'))?.customer?.taxCode).toBe('NON');
    expect((await matchOf('C-3'))?.customer).toBeNull();
  });

  it('is taken back', async () => {
    expect((await send({ matches: [{ kind: 'customer', id: ids['C-2'], ledgerId: null }] })).status).toBe(201);
    expect((await matchOf('C-2'))?.customer).toBeNull();
    expect(await shown('kind=customer&q=C-2')).toEqual(['C-2 proposed Cellar Company similar_name differs']);
  });
});

describe('creating what is missing', () => {
  const create = (kind: 'customer' | 'item', code: string, more: object = {}) =>
    send({ create: [{ kind, id: ids[code], ...more }] });

  it('makes no second customer whose name differs in a blank or in case', async () => {
    const { body } = await create('customer', 'C-3');
    expect(body).toMatchObject({
      created: 0,
      failed: [{ problem: '"WINEBARREL" is in QuickBooks already: choose it.' }],
    });
    expect((await create('customer', 'C-1')).body.failed[0].problem).toBe('It is matched already.');
  });

  it('calls a second shop of one name by its account number, once the first is matched', async () => {
    const twins = ['T-1', 'T-2'].map((accountNumber) => ({
      accountNumber,
      name: 'Oasis',
      email: null,
      terms: 'net_30',
    }));
    const made = [];
    for (const one of twins) made.push((await company.as('administrator').post('/customers', one)).body.id);
    const create = made.map((id) => ({ kind: 'customer', id }));
    expect((await send({ create })).body).toMatchObject({ created: 2, failed: [] });
    expect(peopleThere().filter((name) => /oasis/i.test(name as string))).toEqual(['Oasis', 'Oasis (T-2)']);
    expect((await send({ create })).body).toMatchObject({ created: 0 });
  });

  it('makes one customer however often and by however many it is asked for, and whatever the answer', async () => {
    twin.faults.next('commits_then_cuts', 'POST customer');
    expect((await create('customer', 'C-4')).body).toMatchObject({ created: 0, failed: [{ id: ids['C-4'] }] });
    const answers = await Promise.all([create('customer', 'C-4'), create('customer', 'C-4')]);
    expect(answers.map(({ body }) => body.created).sort()).toEqual([0, 1]);
    expect(peopleThere().filter((name) => name === 'New Shop')).toHaveLength(1);
    expect((await matchOf('C-4'))?.customer).toMatchObject({ termsId: '2', taxCode: 'TAX' });
    expect(await shown('kind=customer&q=C-4')).toEqual(['C-4 matched New Shop -']);
  });

  it('says why not, and leaves nothing behind', async () => {
    const rest = (until: string) => company.database.query(`update quickbooks_calls set rest_until = ${until}`);
    await rest(`now() + interval '1 minute'`);
    expect((await create('item', 'CH-21')).body.failed[0].problem).toMatch(/in a minute/);
    const { rows } = await company.database.query('select from quickbooks_matches where ledger_id is null');
    expect(rows).toHaveLength(0);
    await rest('null');
    // Too many for a moment is asked again in a moment.
    twin.faults.next('too_many', 'POST item');
    expect((await create('item', 'CH-21')).body).toMatchObject({ created: 1, failed: [] });
  });

  it('gives a deposit to the liability it is', async () => {
    expect((await create('item', 'DEP', { accountId: '90' })).body).toMatchObject({ created: 1, failed: [] });
    const [{ there }] = await list('kind=item&q=DEP');
    expect(there).toMatchObject({ code: 'DEP', accountKind: 'liability' });
    expect((await matchOf('C-4', ['DEP', 'CH-21']))?.items.get(ids.DEP as string)).toBe(there.ledgerId);
  });
});

async function matchOf(code: string, skus: string[] = []) {
  const quickbooks = setUpQuickbooks({
    configuration: configurationOf(twin),
    secret: company.secret,
    publicUrl: company.origin,
    database: company.database,
  });
  const connected = await openConnectedLedger(quickbooks);
  const asked = { customerId: ids[code] as string, variantIds: skus.map((sku) => ids[sku] as string) };
  return connected?.match(queriesOf(company.database), asked);
}
