import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Answer, Request } from '#contract/operations.ts';
import type { AccountingLedger, LedgerAnswer, LedgerFailure } from '#domain/invoicing/ledger-port.ts';
import { isSameName } from '#domain/invoicing/propose-matches.ts';
import { queriesOf } from '../platform/transaction.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { Work } from '../platform/work.ts';
import type { Quickbooks } from './open-quickbooks.ts';
import { keepRecords, recordOf } from './read-records.ts';

type Wanted = Request<'matchInQuickbooks'>['body']['create'][number];
type Failed = Answer<'matchInQuickbooks'>['failed'][number];
type Made = { kind: Wanted['kind']; id: string; ledgerId: string };

/** What is known there by now, and how one more is made. */
type Shelf = {
  there: { record: Named; names: readonly string[]; code: string | null }[];
  create(ours: OursInFull, requestId: string): Promise<LedgerAnswer<Named>>;
};

type Named = { id: string; name: string };

/** One of ours, with all that a new record there is made of. */
type OursInFull = {
  id: string;
  name: string;
  code: string;
  email: string | null;
  phone: string | null;
  address: Record<string, string> | null;
  termsId: string | null;
  accountId: string | null;
  isTaxable: boolean;
};

/**
 * Creates customers and items in QuickBooks, one after the other and nobody beside us: what is there already under the same
 * name, whatever its blanks and case, or the same code, is named instead of made again. Each is noted before it is asked for,
 * so that after an answer that never came it is looked for first.
 */
export async function createMissing(
  quickbooks: Quickbooks,
  realmId: string,
  viewer: Viewer,
  wanted: readonly Wanted[],
  { tx, now }: Work,
): Promise<{ made: Made[]; failed: Failed[] }> {
  const made: Made[] = [];
  const failed: Failed[] = [];
  if (wanted.length === 0) return { made, failed };
  await tx.rows(`select pg_advisory_xact_lock(hashtextextended('created in quickbooks', 0))`);
  const creation = { quickbooks, realmId, actor: viewer.actor, now };
  for (const kind of ['customer', 'item'] as const) {
    const ofKind = wanted.filter((one) => one.kind === kind);
    if (ofKind.length === 0) continue;
    const shelf = await patiently(() => SHELVES[kind](quickbooks.ledgerOf(realmId)));
    for (const one of ofKind) {
      const ended = shelf.is === 'done' ? await createOne(creation, one, shelf.value) : { problem: sentenceOf(shelf) };
      if ('problem' in ended) failed.push({ kind, id: one.id, problem: ended.problem });
      else made.push({ kind, id: one.id, ledgerId: ended.ledgerId });
    }
  }
  return { made, failed };
}

type Creation = { quickbooks: Quickbooks; realmId: string; actor: string; now: string };

async function createOne(
  { quickbooks, realmId, actor, now }: Creation,
  wanted: Wanted,
  shelf: Shelf,
): Promise<{ ledgerId: string } | { problem: string }> {
  const queries = queriesOf(quickbooks.database);
  const { kind, id } = wanted;
  const ours = await queries.row<OursInFull & { requestId: string | null; ledgerId: string | null }>(OURS[kind], [
    id,
    realmId,
    wanted.accountId ?? null,
    wanted.taxCode ?? null,
  ]);
  if (ours.ledgerId !== null) return { problem: 'It is matched already.' };
  const isThere = (sought: string) =>
    shelf.there.find(({ names, code }) => code === ours.code || names.some((name) => isSameName(name, sought)));
  const namesake = isThere(ours.name);
  // Two shops, or two items, of one name: the other has it there, so this one is called by its code, too.
  const isAnothers =
    namesake !== undefined && (await queries.first(IS_ANOTHERS[kind], [realmId, id, namesake.record.id]));
  const called = isAnothers
    ? `${ours.name.slice(0, LONGEST_NAME[kind] - ours.code.length - 3)} (${ours.code})`
    : ours.name;
  const same = isAnothers ? isThere(called) : namesake;
  // Asked for before, and nobody knows how that ended: this is how.
  if (same && ours.requestId !== null) return keep(same.record, ours.requestId);
  if (same) return { problem: `"${same.record.name}" is in QuickBooks already: choose it.` };
  if (kind === 'item' && ours.accountId === null) return { problem: 'Say first which account its sales go to.' };
  const requestId = ours.requestId ?? randomUUID();
  if (ours.requestId === null)
    await queries.rows(BEGIN[kind], [realmId, id, requestId, wanted.taxCode ?? null, now, actor]);
  const answer = await patiently(() => shelf.create({ ...ours, name: called }, requestId));
  if (answer.is === 'done') {
    shelf.there.push({ record: answer.value, names: [answer.value.name], code: ours.code });
    return keep(answer.value, requestId);
  }
  if (answer.is !== 'unsure') await queries.rows('delete from quickbooks_matches where request_id = $1', [requestId]);
  return { problem: sentenceOf(answer) };

  async function keep(record: Named, kept: string) {
    await keepRecords(queries, realmId, [recordOf(kind, record)]);
    await queries.rows('update quickbooks_matches set ledger_id = $1 where request_id = $2', [record.id, kept]);
    return { ledgerId: record.id };
  }
}

const MOMENT_SECONDS = 3;
const MOMENTS = 5;

/** So many calls are made in a second: what is to be asked a moment later is asked then, and nobody has to come back for it. */
async function patiently<Value>(ask: () => Promise<LedgerAnswer<Value>>): Promise<LedgerAnswer<Value>> {
  for (let moment = 1; ; moment += 1) {
    const answer = await ask();
    if (answer.is !== 'later' || moment === MOMENTS) return answer;
    const { afterSeconds } = answer;
    if (afterSeconds === null || afterSeconds > MOMENT_SECONDS) return answer;
    await pause(afterSeconds * 1_000);
  }
}

function sentenceOf(failure: LedgerFailure): string {
  switch (failure.is) {
    case 'unsure':
      return 'QuickBooks did not say whether it was created. Create it again: it is looked for first.';
    case 'unauthorized':
      return 'QuickBooks no longer lets us in. Connect again, then create it.';
    case 'later':
      return 'QuickBooks takes nothing just now. Create it again in a minute.';
    case 'refused':
      return failure.why === 'duplicate_name'
        ? 'Somebody in QuickBooks has this name: a customer, a supplier or an employee. Choose it, or change the name.'
        : `QuickBooks refused it: ${failure.detail}`;
  }
}

const SHELVES: Record<Wanted['kind'], (ledger: AccountingLedger) => Promise<LedgerAnswer<Shelf>>> = {
  async customer(ledger) {
    const listed = await ledger.listCustomers();
    if (listed.is !== 'done') return listed;
    return {
      is: 'done',
      value: {
        there: listed.value.map((record) => ({
          record,
          names: record.company === null ? [record.name] : [record.name, record.company],
          code: record.accountNumber,
        })),
        create: ({ name, code, email, phone, address, termsId, isTaxable }, requestId) =>
          ledger.createCustomer(
            {
              name,
              accountNumber: code,
              email,
              phone,
              termsId,
              isTaxable,
              address: address && { lines: linesOf(address) },
            },
            requestId,
          ),
      },
    };
  },
  async item(ledger) {
    const listed = await ledger.listItems();
    if (listed.is !== 'done') return listed;
    return {
      is: 'done',
      value: {
        there: listed.value.map((record) => ({ record, names: [record.name], code: record.sku })),
        create: ({ name, code, accountId }, requestId) =>
          ledger.createItem({ name, sku: code, description: name, accountId: accountId as string }, requestId),
      },
    };
  },
};

function linesOf({ name, line1, line2, city, region, postalCode, country }: Record<string, string>): string[] {
  const place = [city, [region, postalCode].filter(Boolean).join(' ')].filter(Boolean).join(', ');
  return [name, line1, line2, place, country].filter((line): line is string => Boolean(line));
}

const MATCH = `m.request_id as "requestId", m.ledger_id as "ledgerId"`;
const OURS: Record<Wanted['kind'], string> = {
  customer: `
    select c.id, c.name, c.account_number as code, c.email, c.phone,
      (select a.address from customer_addresses a where a.customer_id = c.id and a.is_default) as address,
      (select t.ledger_id from quickbooks_matches t where t.terms = c.terms and t.realm_id = $2) as "termsId",
      $3::text as "accountId", coalesce($4::text, 'TAX') <> 'NON' as "isTaxable", ${MATCH}
    from customers c left join quickbooks_matches m on m.customer_id = c.id and m.realm_id = $2 where c.id = $1`,
  item: `
    select v.id, v.item_name as name, v.sku as code, null as email, null as phone, null as address, null as "termsId",
      coalesce($3::text, (select item_account_id from quickbooks_connection where realm_id = $2)) as "accountId",
      $4::text is null as "isTaxable", ${MATCH}
    from variants v left join quickbooks_matches m on m.variant_id = v.id and m.realm_id = $2 where v.id = $1`,
};

const isAnothers = (column: string) =>
  `select 1 as is from quickbooks_matches where realm_id = $1 and ledger_id = $3 and ${column} <> $2`;
const IS_ANOTHERS: Record<Wanted['kind'], string> = {
  customer: isAnothers('customer_id'),
  item: isAnothers('variant_id'),
};
/** As long as a name may be there. */
const LONGEST_NAME: Record<Wanted['kind'], number> = { customer: 100, item: 100 };

const begin = (column: string) => `
  insert into quickbooks_matches (realm_id, ${column}, request_id, tax_code, made, matched_at, matched_by)
  values ($1, $2, $3, $4, 'created', $5, $6)`;
const BEGIN: Record<Wanted['kind'], string> = { customer: begin('customer_id'), item: begin('variant_id') };
