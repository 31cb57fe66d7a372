import { isRefused, type Refusal } from '#contract/errors.ts';
import type { Answer, Request } from '#contract/operations.ts';
import {
  type MatchReason,
  type Ours,
  type Proposal,
  proposeMatches,
  sameName,
  type Theirs,
} from '#domain/invoicing/propose-matches.ts';
import { listCursor, type Position, part } from '../platform/http/list-cursor.ts';
import { toPage } from '../platform/http/page.ts';
import type { Queries } from '../platform/transaction.ts';
import type { Reading } from '../platform/work.ts';
import { RECORD } from './queries.ts';

type Match = Answer<'listQuickbooksMatches'>['data'][number];
type Kind = Match['kind'];
type RecordOfLedger = NonNullable<Match['there']>;

const CURSOR = listCursor('listQuickbooksMatches', part.count, part.text, part.text);

/**
 * Ours beside theirs: first what is proposed and differs, then the other proposals, what nobody knows, with what invoices wait
 * for before the rest, and what is matched.
 */
export async function listMatches(
  { query }: Request<'listQuickbooksMatches'>,
  { queries }: Reading,
): Promise<Answer<'listQuickbooksMatches'> | { refusal: Refusal }> {
  const after = CURSOR.read(query.cursor);
  if (after && isRefused(after)) return after;
  const sought = sameName(query.q ?? '');
  const rows = (await allMatches(queries, query.kind))
    .filter((match) => isIn(match, query.state))
    .filter(({ name, code, there }) => [name, code, there?.name ?? ''].some((text) => sameName(text).includes(sought)))
    .map((match) => ({ ...match, place: placeOf(match) }))
    .filter(({ place }) => after === null || isBehind(place, after))
    .sort((a, b) => (isBehind(a.place, b.place) ? 1 : -1));
  return toPage(
    rows.slice(0, query.limit + 1),
    { limit: query.limit, cursor: CURSOR },
    ({ place }): Position => place,
    ({ place: _, ...match }) => match,
  );
}

function isIn({ state, isNeeded }: Match, asked: Request<'listQuickbooksMatches'>['query']['state']): boolean {
  return asked === undefined || (asked === 'needed' ? isNeeded : state === asked);
}

const STATES: Record<Match['state'], number> = { proposed: 1, unmatched: 3, matched: 4 };

function placeOf({ state, differs, isNeeded, name, id }: Match): [number, string, string] {
  const place = state === 'proposed' && differs ? 0 : state === 'unmatched' && isNeeded ? 2 : STATES[state];
  return [place, sameName(name), id];
}

function isBehind(place: readonly (string | number)[], other: readonly (string | number)[]): boolean {
  for (const [index, value] of place.entries()) {
    const against = other[index] as string | number;
    if (value !== against) return value > against;
  }
  return false;
}

type Row = Ours &
  Pick<Match, 'taxCode' | 'matchedAt' | 'matchedBy' | 'isNeeded'> & {
    there: RecordOfLedger | null;
    isMatched: boolean;
  };

async function allMatches(queries: Queries, kind: Kind): Promise<Match[]> {
  const [rows, theirs] = await Promise.all([
    queries.rows<Row>(OURS[kind]),
    queries.rows<Theirs & { record: RecordOfLedger; dueDays: number | null }>(THEIRS, [kind]),
  ]);
  const taken = new Set(kind === 'customer' ? rows.map(({ there }) => there?.ledgerId) : []);
  const free = theirs.filter(({ id }) => !taken.has(id));
  const open = rows.filter(({ isMatched }) => !isMatched);
  const proposals = kind === 'terms' ? proposeTerms(open, free) : proposeMatches(open, free);
  const records = new Map(theirs.map(({ id, record }) => [id, record]));
  return rows.map((row) => toMatch(kind, row, proposals.get(row.id), records));
}

type Proposed = Omit<Proposal, 'because'> & { because: MatchReason | 'days' };

function toMatch(
  kind: Kind,
  row: Row,
  proposal: Proposed | undefined,
  records: ReadonlyMap<string, RecordOfLedger>,
): Match {
  const { isMatched, there, ...ours } = row;
  const state = isMatched ? 'matched' : proposal ? 'proposed' : 'unmatched';
  return {
    kind,
    ...ours,
    state,
    there: isMatched ? there : proposal ? (records.get(proposal.theirs.id) ?? null) : null,
    because: proposal?.because ?? null,
    differs: proposal?.differs ?? false,
  };
}

/** Terms mean days: `net_30` is whatever is due after 30. */
function proposeTerms(
  ours: readonly Ours[],
  theirs: readonly (Theirs & { dueDays: number | null })[],
): Map<string, Proposed> {
  return new Map(
    ours.flatMap((one): [string, Proposed][] => {
      const days = Number(/^net_(\d{1,3})$/.exec(one.id)?.[1] ?? 0);
      const found = theirs.filter(({ dueDays }) => dueDays === days);
      const differs = !/^net_\d+$/.test(one.id);
      return found.length === 1 ? [[one.id, { theirs: found[0] as Theirs, because: 'days', differs }]] : [];
    }),
  );
}

const MATCHED = (column: string) => `
  left join quickbooks_connection q on true
  left join quickbooks_matches m on m.realm_id = q.realm_id and m.${column} = ours.id
  left join quickbooks_records r on r.realm_id = q.realm_id and r.ledger_id = m.ledger_id and r.kind =`;
const MATCH = `m.ledger_id is not null as "isMatched", case when r.ledger_id is not null then ${RECORD('r')} end as there,
  m.tax_code as "taxCode", instant(m.matched_at) as "matchedAt", regexp_replace(m.matched_by, '^\\S+ ', '') as "matchedBy"`;

/** What invoices and credit notes that are not there yet are about. */
const NEEDED = `
  with stuck as (
    select invoice_id, credit_note_id, customer_id from invoice_dispositions
    where status = 'failed' or status = 'waiting'
  ), needed as (
    select ol.variant_id from stuck join invoice_lines il on il.invoice_id = stuck.invoice_id
      join order_lines ol on ol.id = il.order_line_id
    union
    select ol.variant_id from stuck join credit_note_lines cl on cl.credit_note_id = stuck.credit_note_id
      join invoice_lines il on il.id = cl.invoice_line_id join order_lines ol on ol.id = il.order_line_id
  )`;
const isNeeded = (among: string) => `m.ledger_id is null and ours.id in (${among}) as "isNeeded"`;

const OURS: Record<Kind, string> = {
  customer: `${NEEDED}
    select ours.id::text, ours.account_number as code, ours.name, ours.email, ${isNeeded('select customer_id from stuck')}, ${MATCH}
    from customers ours ${MATCHED('customer_id')} 'customer'`,
  // What is sold no more may have been sold, and its invoice waits like any other.
  item: `${NEEDED}
    select ours.id::text, ours.sku as code, ours.item_name as name, null as email, ${isNeeded('select variant_id from needed')}, ${MATCH}
    from variants ours ${MATCHED('variant_id')} 'item'
    where not ours.discontinued or m.ledger_id is not null or ours.id in (select variant_id from needed)`,
  terms: `select ours.id, ours.id as code, ours.id as name, null as email, false as "isNeeded", ${MATCH}
    from (select distinct terms as id from customers) ours ${MATCHED('terms')} 'terms'`,
};

const THEIRS = `
  select r.ledger_id as id, coalesce(r.record ->> 'accountNumber', r.record ->> 'sku') as code, r.record ->> 'email' as email,
    array_remove(array[r.name, r.record ->> 'company'], null) as names, (r.record ->> 'dueDays')::integer as "dueDays",
    ${RECORD('r')} as record
  from quickbooks_records r join quickbooks_connection q on q.realm_id = r.realm_id
  where r.kind = $1 and coalesce((r.record ->> 'isActive')::boolean, true)`;
