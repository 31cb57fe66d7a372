import type { AccountingLedger, LedgerAnswer, LedgerDocument } from '#domain/invoicing/ledger-port.ts';
import { type Call, call, type Wire } from './call.ts';
import { creditMemoBody, documentOf, invoiceBody, type Sale } from './documents.ts';
import {
  type Account,
  accountOf,
  type Customer,
  customerBody,
  customerOf,
  type Item,
  itemBody,
  itemOf,
  type Term,
  termsOf,
} from './names.ts';
import type { Session } from './session.ts';

/** Records of one answer; QuickBooks gives no more. */
const PAGE = 1000;

/** QuickBooks Online as the ledger of one company. Nothing is sent before it is asked for. */
export function openQuickbooks(wire: Wire, session: Session): AccountingLedger {
  const quickbooks = new Quickbooks(wire, session);
  return {
    readCompany: () => quickbooks.readCompany(),
    createInvoice: (invoice, requestId) => quickbooks.writeSale('Invoice', invoiceBody(invoice), requestId),
    findInvoiceByNumber: (number, note) => quickbooks.findByNumber('Invoice', number, note),
    findInvoices: (numbers) => quickbooks.findByNumbers('Invoice', numbers),
    readInvoice: (id) => quickbooks.readSale('Invoice', id),
    voidInvoice: ({ id, version }, requestId) =>
      quickbooks.writeSale('Invoice', { Id: id, SyncToken: version }, requestId, { operation: 'void' }),
    createCreditMemo: (memo, requestId) => quickbooks.writeSale('CreditMemo', creditMemoBody(memo), requestId),
    findCreditMemoByNumber: (number, note) => quickbooks.findByNumber('CreditMemo', number, note),
    findCreditMemos: (numbers) => quickbooks.findByNumbers('CreditMemo', numbers),
    readCreditMemo: (id) => quickbooks.readSale('CreditMemo', id),
    listCustomers: () => quickbooks.list<Customer, ReturnType<typeof customerOf>>('Customer', customerOf),
    listItems: async () => map(await quickbooks.list<Item, Item>('Item', (item) => item), sellable),
    listTerms: () => quickbooks.list<Term, ReturnType<typeof termsOf>>('Term', termsOf),
    listTaxCodes: () =>
      quickbooks.list<Term, { id: string; name: string }>('TaxCode', ({ Id, Name }) => ({ id: Id, name: Name })),
    listAccounts: () => quickbooks.list<Account, ReturnType<typeof accountOf>>('Account', accountOf),
    createCustomer: async (customer, requestId) =>
      map(await quickbooks.write<Customer>('Customer', customerBody(customer), requestId), customerOf),
    createItem: async (item, requestId) => map(await quickbooks.write<Item>('Item', itemBody(item), requestId), itemOf),
  };
}

type SaleName = 'Invoice' | 'CreditMemo';

/** The calls, by the names QuickBooks gives its records. */
class Quickbooks {
  readonly #wire: Wire;
  readonly #session: Session;

  constructor(wire: Wire, session: Session) {
    this.#wire = wire;
    this.#session = session;
  }

  async readCompany() {
    const path = `companyinfo/${encodeURIComponent(this.#session.realmId)}`;
    const answer = await this.#ask<{ CompanyInfo: { CompanyName: string; Country?: string } }>({ path });
    return map(answer, ({ CompanyInfo: { CompanyName, Country = '' } }) => ({ name: CompanyName, country: Country }));
  }

  async write<Entity>(name: string, body: object, requestId: string, query: Record<string, string> = {}) {
    const request = { path: name.toLowerCase(), query, write: { body, requestId } };
    return map(await this.#ask<Record<string, Entity>>(request), (answer) => answer[name] as Entity);
  }

  async writeSale(name: SaleName, body: object, requestId: string, query: Record<string, string> = {}) {
    return map(await this.write<Sale>(name, body, requestId, query), documentOf);
  }

  async readSale(name: SaleName, id: string): Promise<LedgerAnswer<LedgerDocument | null>> {
    const answer = await this.#ask<Record<string, Sale>>({ path: `${name.toLowerCase()}/${encodeURIComponent(id)}` });
    if (answer.is === 'refused' && answer.why === 'inactive_record') return { is: 'done', value: null };
    return map(answer, (body) => documentOf(body[name] as Sale));
  }

  async findByNumber(name: SaleName, number: string, note?: string): Promise<LedgerAnswer<LedgerDocument | null>> {
    const found = await this.#sales(name, [number]);
    return map(found, (sales) => {
      const inOrder = sales.toSorted((a, b) => Date.parse(a.MetaData.CreateTime) - Date.parse(b.MetaData.CreateTime));
      const ours = inOrder.find(({ PrivateNote }) => note !== undefined && PrivateNote?.includes(note));
      const sale = ours ?? inOrder[0];
      return sale ? documentOf(sale) : null;
    });
  }

  async findByNumbers(name: SaleName, numbers: readonly string[]): Promise<LedgerAnswer<LedgerDocument[]>> {
    return map(await this.#sales(name, numbers), (sales) => sales.map(documentOf));
  }

  /** All records of a kind, active or not, each once however they move while they are read. */
  async list<Entity extends { Id: string }, Read>(
    name: string,
    read: (entity: Entity) => Read,
  ): Promise<LedgerAnswer<Read[]>> {
    const found = new Map<string, Entity>();
    for (let start = 1; ; start += PAGE) {
      const order = `orderby MetaData.CreateTime startposition ${start} maxresults ${PAGE}`;
      const page = await this.#query<Entity>(name, `where Active in (true, false) ${order}`);
      if (page.is !== 'done') return page;
      for (const entity of page.value) found.set(entity.Id, entity);
      if (page.value.length < PAGE) return { is: 'done', value: [...found.values()].map(read) };
    }
  }

  async #sales(name: SaleName, numbers: readonly string[]): Promise<LedgerAnswer<Sale[]>> {
    if (numbers.length === 0) return { is: 'done', value: [] };
    return this.#query<Sale>(name, `where DocNumber in (${numbers.map(quoted).join(', ')}) maxresults ${PAGE}`);
  }

  async #query<Entity>(name: string, rest: string): Promise<LedgerAnswer<Entity[]>> {
    const request = { path: 'query', query: { query: `select * from ${name} ${rest}` } };
    const answer = await this.#ask<{ QueryResponse: Record<string, Entity[]> }>(request);
    return map(answer, ({ QueryResponse }) => QueryResponse[name] ?? []);
  }

  async #ask<Body>(request: Call): Promise<LedgerAnswer<Body>> {
    return (await call(this.#wire, this.#session, request)) as LedgerAnswer<Body>;
  }
}

function map<From, To>(answer: LedgerAnswer<From>, read: (value: From) => To): LedgerAnswer<To> {
  return answer.is === 'done' ? { is: 'done', value: read(answer.value) } : answer;
}

function sellable(items: readonly Item[]) {
  return items.filter(({ Type }) => Type !== 'Category').map(itemOf);
}

function quoted(text: string): string {
  return `'${text.replace(/[\\']/g, '\\$&')}'`;
}
