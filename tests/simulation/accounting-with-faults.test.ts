import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { formatAmount, parseAmount } from '#domain/money.ts';
import { sendNext } from '#server/invoicing/send-next.ts';
import { readSending, startSending } from '#server/invoicing/sending.ts';
import { queriesOf } from '#server/platform/transaction.ts';
import type { Fault } from '#tests/quickbooks-twin/faults.ts';
import { type QuickbooksTwin, startQuickbooksTwin } from '#tests/quickbooks-twin/twin.ts';
import { made } from '../stories/acts.ts';
import { openTestCompany, type TestCompany } from '../support/test-company.ts';
import { connectTwin, writtenInto } from '../support/twin-ledger.ts';
import { buildWorld, type World } from '../support/world.ts';
import { Killed, mortalWorker } from './mortal-worker.ts';
import { type Chance, chanceFrom, seedOfRun } from './seeded-random.ts';
import { cancelSome, creditSome, type SoldLine, shipSome, soldLines } from './ship-many.ts';

/** How many runs, each of 20 shipments. */
const RUNS = Number(process.env.MAKEGOOD_ACCOUNTING_RUNS ?? 20);
const SHIPMENTS = 20;
const TIMEOUT_MILLISECONDS = 200;
const OFTEN = [
  'commits_then_cuts',
  'half_json',
  'server_error',
  'cuts_before',
  'too_many',
  'unauthorized',
  'forgets_request_id',
  'forgets_request_id',
] as const;
/** Those that take time are rarer. */
const FAULTS: readonly Fault[] = [...OFTEN, ...OFTEN, 'commits_then_silent', 'slow'];

describe('an accounting that fails in every way, and workers that die', () => {
  let company: TestCompany;
  let twin: QuickbooksTwin;
  let world: World;
  const seed = seedOfRun('accounting with faults');
  let now = Date.parse('2026-11-27T06:00:00Z');
  const clock = () => new Date(now).toISOString();
  const counted = { kills: 0, faults: 0, shipments: 0, credits: 0, inAdvance: 0, cancellations: 0 };

  beforeAll(async () => {
    company = await openTestCompany({ connections: 12 });
    twin = await startQuickbooksTwin();
    twin.faults.slowMilliseconds = TIMEOUT_MILLISECONDS * 1.5;
    world = await buildWorld(company.as('administrator'), { RED: 0, WHITE: 0, BEER: 0 });
    await company.as('administrator').patch('/settings', { backorderCreation: 'never' });
    await startSending(queriesOf(company.database), '2020-01-01');
  });
  afterAll(async () => {
    console.log(`accounting with faults: ${JSON.stringify({ runs: RUNS, ...counted })}`);
    await company.close();
    await twin.stop();
  });

  it(`ends with one invoice for each of ${RUNS} × ${SHIPMENTS} fulfillments, or of an order in advance, right to the cent, in order`, {
    timeout: RUNS * 30_000,
  }, async () => {
    for (let run = 0; run < RUNS; run += 1) {
      const chance = chanceFrom(seed + run);
      const inAdvance = chance.below(3) === 0;
      if (inAdvance) counted.inAdvance += 1;
      const orderId = await placeOrder(chance, inAdvance);
      const already = { invoices: writtenInto(twin, 'Invoice').length, memos: writtenInto(twin, 'CreditMemo').length };
      await actAndSend(orderId, chance, inAdvance ? cancelOne : shipOne);
      const about = { seed: seed + run };
      expect({ ...about, ...(await whatWasWritten(already)) }).toEqual({ ...about, ...(await whatIsRight(orderId)) });
      expect({ ...about, ...(await readSending(queriesOf(company.database))) }).toMatchObject({
        ...about,
        waiting: 0,
        failed: 0,
        changedThere: 0,
        unaccounted: 0,
      });
    }
  });

  /** 80 of each item: one at a price of four decimals less a deal, one that is all but given away. */
  async function placeOrder(chance: Chance, inAdvance: boolean): Promise<string> {
    await company.as('administrator').patch('/settings', { invoiceRule: inAdvance ? 'in_advance' : 'per_fulfillment' });
    const usd = (amount: string) => ({ amount, currency: 'USD' });
    const off = usd(formatAmount(BigInt(chance.between(1, 20_000)) * 100n));
    const priced = [
      { unitPrice: usd('120') },
      { unitPrice: usd('9.9999'), deal: { name: 'Fall deal', amount: off } },
      { unitPrice: usd('0.3333') },
    ];
    const lines = Object.values(world.variants).map((variantId, index) => ({
      variantId,
      quantity: 80,
      ...priced[index],
    }));
    const { customerId, warehouseId } = world;
    return made(await company.as('administrator').post('/orders', { customerId, warehouseId, confirm: true, lines }))
      .id;
  }

  /** Two workers send while goods go out and come back, or are cancelled, the accounting fails at random, and now and then a worker dies. */
  async function actAndSend(orderId: string, chance: Chance, act: typeof shipOne): Promise<void> {
    twin.books.refusesUsedNumbers = chance.below(2) === 0;
    let wasSlow = false;
    twin.faults.decide = () => {
      const fault = chance.below(4) === 0 ? (chance.one(FAULTS) ?? null) : null;
      if (fault === 'slow') wasSlow = true;
      if (fault) counted.faults += 1;
      return fault;
    };
    const lines = await soldLines(company.database, orderId);
    const workers = [newWorker(chance), newWorker(chance)];
    for (let rounds = 0, done = 0; done < SHIPMENTS || (await isWaiting()); rounds += 1) {
      if (rounds > 2_000) throw new Error('something is forgotten');
      if (done < SHIPMENTS && chance.below(2) === 0) done += await act(orderId, lines, chance);
      const goes = await Promise.allSettled(workers.map((worker) => worker.go()));
      for (const [index, went] of goes.entries()) {
        if (went.status === 'fulfilled') continue;
        if (!(went.reason instanceof Killed)) throw went.reason;
        counted.kills += 1;
        workers[index] = newWorker(chance);
      }
      // A call that was given up may still be done, well before it is looked for: here time is not real.
      if (wasSlow) await pause(TIMEOUT_MILLISECONDS);
      wasSlow = false;
      now += chance.between(1, 240) * 1000;
    }
    twin.faults.clear();
  }

  async function shipOne(orderId: string, lines: SoldLine[], chance: Chance): Promise<number> {
    const shipped = await shipSome(company.database, orderId, lines, chance, clock());
    if (!shipped) return 0;
    counted.shipments += 1;
    now += 1000;
    if (chance.below(4) !== 0) return 1;
    counted.credits += 1;
    await creditSome(company.database, orderId, shipped.fulfillmentId, chance, clock());
    return 1;
  }

  /** What was invoiced in advance is cancelled, bit by bit. */
  async function cancelOne(orderId: string, lines: SoldLine[], chance: Chance): Promise<number> {
    counted.cancellations += 1;
    await cancelSome(company.database, orderId, lines, chance, clock());
    now += 1000;
    return 1;
  }

  let workers = 0;
  function newWorker(chance: Chance) {
    workers += 1;
    const dies = () => (chance.below(60) === 0 ? (chance.one(['before', 'after'] as const) ?? null) : null);
    const mortal = mortalWorker(company.database, connectTwin(twin, TIMEOUT_MILLISECONDS), dies);
    const turn = { worker: `worker ${workers}`, leaseSeconds: 180, now: clock };
    return { go: () => sendNext(mortal.database, async () => mortal.connected, turn) };
  }

  const isWaiting = async () => (await readSending(queriesOf(company.database))).waiting > 0;

  async function whatWasWritten(already: { invoices: number; memos: number }) {
    const shown = ({ number, amount, lines }: ReturnType<typeof writtenInto>[number]) => ({
      number,
      amount,
      units: lines.reduce((sum, [units]) => sum + units, 0),
    });
    return {
      invoices: writtenInto(twin, 'Invoice').slice(already.invoices).map(shown),
      memos: writtenInto(twin, 'CreditMemo').slice(already.memos).map(shown),
    };
  }

  /** What the accounting must hold of an order, from our records: in the order of time. */
  async function whatIsRight(orderId: string) {
    const rows = await queriesOf(company.database).rows<Right>(RIGHT, [orderId]);
    const shown = ({ number, amount, units, extra }: Right) => ({
      number,
      amount: toCents(amount),
      units: units + extra,
    });
    const voided = ({ number, units }: Right) => ({ number, amount: '0.00', units: units * 0 });
    return {
      invoices: rows.filter(({ kind }) => kind === 'invoice').map((row) => (row.isVoid ? voided(row) : shown(row))),
      memos: rows.filter(({ kind }) => kind === 'credit_memo').map(shown),
    };
  }
});

const toCents = (amount: string) => formatAmount(parseAmount(amount) as bigint);

/** `extra`: lines that say what a deal or rounding takes off, and freight, each of one unit. */
type Right = { kind: string; number: string; amount: string; units: number; extra: number; isVoid: boolean };

const RIGHT = `
  with lines as (
    select d.id, il.unit_price, il.quantity - coalesce(less.quantity, 0) as quantity, il.amount - coalesce(less.amount, 0) as amount
    from invoice_dispositions d join invoice_lines il on il.invoice_id = d.invoice_id
    left join lateral (select sum(cl.quantity)::integer as quantity, sum(cl.amount) as amount
      from credit_note_lines cl join invoice_dispositions a on a.credit_note_id = cl.credit_note_id and a.reason = 'with_invoice'
      where cl.invoice_line_id = il.id) less on true
    union all
    select d.id, il.unit_price, cl.quantity, cl.amount
    from invoice_dispositions d join credit_note_lines cl on cl.credit_note_id = d.credit_note_id join invoice_lines il on il.id = cl.invoice_line_id
    union all
    select d.id, 0, 0, n.freight from invoice_dispositions d join credit_notes n on n.id = d.credit_note_id
    union all
    select d.id, 0, 0, f.freight - coalesce(less.freight, 0)
    from invoice_dispositions d join invoices i on i.id = d.invoice_id join fulfillments f on f.id = i.fulfillment_id
    left join (select a.fulfillment_id, sum(a.freight) as freight from credit_notes a
      join invoice_dispositions ad on ad.credit_note_id = a.id and ad.reason = 'with_invoice' group by 1) less on less.fulfillment_id = f.id)
  select d.ledger_kind as kind, d.number, d.is_void and d.invoice_id is not null as "isVoid", sum(l.amount) as amount, sum(l.quantity)::integer as units,
    (count(*) filter (where round(l.quantity * l.unit_price, 2) <> l.amount))::integer as extra
  from invoice_dispositions d join lines l on l.id = d.id
  left join invoices i on i.id = d.invoice_id left join credit_notes n on n.id = d.credit_note_id
  where coalesce(i.order_id, n.order_id) = $1 and d.status = 'sent' and d.ledger_kind <> 'void'
  group by d.id order by d.occurred_at, d.id`;
