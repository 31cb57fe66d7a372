import { answerQuery, type Entity } from './query.ts';
import { refuse } from './refused.ts';
import { refuseClosed, type Surroundings, voided, workOutSale } from './sales.ts';

/** The kinds of records the twin keeps. */
export const ENTITIES = ['Customer', 'Item', 'Invoice', 'CreditMemo', 'Term', 'TaxCode', 'Account', 'Vendor'] as const;
export type EntityName = (typeof ENTITIES)[number];

const SALES: readonly EntityName[] = ['Invoice', 'CreditMemo'];
/** Names are one list of these. */
const PEOPLE: readonly EntityName[] = ['Customer', 'Vendor'];

/** The books of one company, as QuickBooks Online would keep them. */
export class Books {
  readonly companyName: string;
  /** Books are closed until this day, with it; null: they are open. */
  closedUntil: string | null = null;
  taxPercent = 8.25;
  /** The preference "warn if a number is used twice", which refuses it for programs. */
  refusesUsedNumbers = true;
  readonly #now: () => number;
  readonly #records = new Map<EntityName, Entity[]>(ENTITIES.map((name) => [name, []]));
  #made = 0;

  constructor(companyName: string, now: () => number = Date.now) {
    this.companyName = companyName;
    this.#now = now;
  }

  all(name: EntityName): readonly Entity[] {
    return this.#records.get(name) as Entity[];
  }

  find(name: string, id: string | undefined): Entity | null {
    return this.#records.get(name as EntityName)?.find((entity) => entity.Id === id) ?? null;
  }

  read(name: EntityName, id: string): Entity {
    const found = this.find(name, id);
    if (!found) throw refuse('610', `Object Not Found : ${name} ${id}`);
    return found;
  }

  query(text: string): unknown {
    return answerQuery(text, (name) => this.#records.get(name as EntityName) ?? null);
  }

  /** Writes a record that was sent without an id. */
  create(name: EntityName, sent: Record<string, unknown>): Entity {
    const draft = { ...sent, Id: '', SyncToken: '0' };
    const checked = this.#check(name, draft);
    const stamp = new Date(this.#now()).toISOString();
    const entity = {
      ...checked,
      Id: typeof sent.Id === 'string' ? sent.Id : this.#nextId(),
      domain: 'QBO',
      sparse: false,
      MetaData: { CreateTime: stamp, LastUpdatedTime: stamp },
    };
    (this.#records.get(name) as Entity[]).push(entity);
    return entity;
  }

  /** Changes a record: wholly, or with `sparse` only the fields that are named. */
  update(name: EntityName, sent: Record<string, unknown>): Entity {
    const kept = this.#current(name, sent);
    const next = sent.sparse === true ? { ...kept, ...sent } : { ...sent, MetaData: kept.MetaData };
    return this.#replace(name, this.#check(name, next as Entity));
  }

  void(name: EntityName, sent: Record<string, unknown>): Entity {
    const kept = this.#current(name, sent);
    refuseClosed(String(kept.TxnDate), this.#surroundings());
    return this.#replace(name, voided(kept));
  }

  delete(name: EntityName, sent: Record<string, unknown>): unknown {
    const { Id } = this.#current(name, sent);
    const records = this.#records.get(name) as Entity[];
    records.splice(
      records.findIndex((entity) => entity.Id === Id),
      1,
    );
    return { Id, status: 'Deleted', domain: 'QBO' };
  }

  /** What a person does in QuickBooks itself: no version needed. */
  edit(name: EntityName, id: string, change: Record<string, unknown>): Entity {
    const { SyncToken } = this.read(name, id);
    return this.update(name, { ...change, Id: id, SyncToken, sparse: true });
  }

  #current(name: EntityName, sent: Record<string, unknown>): Entity {
    const kept = this.read(name, String(sent.Id));
    if (sent.SyncToken !== kept.SyncToken)
      throw refuse('5010', 'Stale Object Error : You and another user were working on this at the same time.');
    return kept;
  }

  #replace(name: EntityName, next: Entity): Entity {
    const records = this.#records.get(name) as Entity[];
    const at = records.findIndex(({ Id }) => Id === next.Id);
    const { MetaData, SyncToken } = records[at] as Entity & { MetaData: object };
    const stamp = new Date(this.#now()).toISOString();
    const entity = {
      ...next,
      sparse: false,
      SyncToken: String(Number(SyncToken) + 1),
      MetaData: { ...MetaData, LastUpdatedTime: stamp },
    };
    records[at] = entity;
    return entity;
  }

  #check(name: EntityName, draft: Entity): Entity {
    if (SALES.includes(name)) {
      this.#refuseUsedNumber(name, draft);
      return workOutSale(draft, this.#surroundings());
    }
    return this.#checkNamed(name, draft);
  }

  #checkNamed(name: EntityName, draft: Entity): Entity {
    const field = PEOPLE.includes(name) ? 'DisplayName' : 'Name';
    const text = String(draft[field] ?? '').trim();
    if (text === '') throw refuse('2020', `Required parameter ${field} is missing in the request`, field);
    if (text.includes(':')) throw refuse('6000', `${field} has a colon, which parts names of a family.`, field);
    if (text.length > (name === 'Item' ? 100 : 500)) throw refuse('2050', `${field} is too long`, field);
    const others = (PEOPLE.includes(name) ? PEOPLE : [name]).flatMap((one) => this.all(one));
    if (others.some((other) => other.Id !== draft.Id && same(other[field], text)))
      throw refuse(
        '6240',
        'The name supplied already exists. : Another customer, vendor or employee is already using this name. Please use a different name.',
      );
    if (name === 'Item' && draft.Type !== 'Category') this.#checkItem(draft);
    return { Active: true, ...draft, [field]: text, ...(name === 'Customer' && { Taxable: draft.Taxable ?? true }) };
  }

  #checkItem(draft: Entity): void {
    const account = (draft.IncomeAccountRef as { value: string } | undefined)?.value;
    if (!account) throw refuse('6000', 'An item needs the account its sales go to.', 'IncomeAccountRef');
    if (!this.find('Account', account))
      throw refuse('2500', `Invalid Reference Id : Accounts element id ${account} not found`, 'IncomeAccountRef');
  }

  #refuseUsedNumber(name: EntityName, draft: Entity): void {
    if (!this.refusesUsedNumbers || !draft.DocNumber) return;
    for (const kind of SALES)
      for (const other of this.all(kind))
        if (same(other.DocNumber, draft.DocNumber) && !(kind === name && other.Id === draft.Id))
          throw refuse(
            '6140',
            `You must specify a different number. This number has already been used. DocNumber=${draft.DocNumber} is assigned to TxnType=${kind} with TxnId=${other.Id}`,
          );
  }

  #surroundings(): Surroundings {
    return {
      find: (name, id) => this.find(name, id),
      closedUntil: this.closedUntil,
      taxPercent: this.taxPercent,
      today: new Date(this.#now()).toISOString().slice(0, 10),
    };
  }

  /** Ids that do not sort, as the real ones do not. */
  #nextId(): string {
    this.#made += 1;
    return String((this.#made * 7919) % 100_003);
  }
}

function same(a: unknown, b: unknown): boolean {
  return (
    String(a ?? '')
      .trim()
      .toLowerCase() ===
    String(b ?? '')
      .trim()
      .toLowerCase()
  );
}
