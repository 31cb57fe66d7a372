import type { Refusal } from '#contract/errors.ts';
import type { Answer, Request } from '#contract/operations.ts';
import { type LedgerConnection, ledgerHealth } from '#domain/invoicing/ledger-health.ts';
import { readSending } from '../invoicing/sending.ts';
import { listCursor, part } from '../platform/http/list-cursor.ts';
import { containing, readList } from '../platform/read-list.ts';
import type { Reading } from '../platform/work.ts';

type Found = Omit<Answer<'getQuickbooks'>, 'health' | 'endsAt' | 'sending'> & LedgerConnection & { isThere: boolean };

/** The connection as it stands, with how much is matched. Nothing of what lets us in is read. */
export async function getQuickbooks(
  { queries, now }: Pick<Reading, 'queries' | 'now'>,
  isSetUp: boolean,
): Promise<Answer<'getQuickbooks'>> {
  const [{ isThere, ...found }, sending] = await Promise.all([queries.row<Found>(CONNECTION), readSending(queries)]);
  const { isOn: _on, failingSince: _since, problem: _problem, ...shown } = sending;
  const connection = isThere && found.endedBecause !== 'disconnected' ? found : null;
  return {
    ...found,
    sending: shown,
    health: ledgerHealth(connection, { isSetUp, now: Date.parse(now) }),
  };
}

type RecordRow = Answer<'listQuickbooksRecords'>['data'][number];

const RECORDS = listCursor('listQuickbooksRecords', part.text, part.id);

/** What QuickBooks kept when it was last read, by name. */
export function listRecords(
  { query }: Request<'listQuickbooksRecords'>,
  { queries }: Reading,
): Promise<Answer<'listQuickbooksRecords'> | { refusal: Refusal }> {
  return readList<RecordRow>(queries, RECORDS, query, RECORD_LIST, [query.kind, containing(query.q)]);
}

/** A record of QuickBooks in the words of the contract, from the row of its kind. */
export const RECORD = (
  row: string,
) => `jsonb_build_object('kind', ${row}.kind, 'ledgerId', ${row}.ledger_id, 'name', ${row}.name,
  'code', coalesce(${row}.record ->> 'accountNumber', ${row}.record ->> 'sku'), 'email', ${row}.record ->> 'email',
  'isActive', coalesce((${row}.record ->> 'isActive')::boolean, true),
  'accountKind', coalesce(case when ${row}.kind = 'account' then ${row}.record ->> 'kind' end,
    (select a.record ->> 'kind' from quickbooks_records a where a.realm_id = ${row}.realm_id and a.kind = 'account'
       and a.ledger_id = ${row}.record ->> 'accountId')))`;

const RECORD_LIST = `
  with numbered as (
    select r.*, row_number() over (order by lower(r.name), r.ledger_id) as id
    from quickbooks_records r join quickbooks_connection c on c.realm_id = r.realm_id
    where r.kind = $4 and coalesce((r.record ->> 'isActive')::boolean, true)
      and ($5::text is null or r.name ilike $5 or r.record ->> 'sku' ilike $5 or r.record ->> 'accountNumber' ilike $5)
  )
  select row.id::text, lower(row.name) as "sortKey", shown.*
  from numbered row cross join lateral jsonb_to_record(${RECORD('row')}) shown(kind text, "ledgerId" text, name text, code text,
    email text, "isActive" boolean, "accountKind" text)
  where $1::text is null or (lower(row.name), row.id) > ($1, $2::bigint)
  order by lower(row.name), row.id limit $3`;

const CHOSEN = (item: string) => `(
  select json_build_object('ledgerId', r.ledger_id, 'name', r.name) from quickbooks_records r
  where r.realm_id = c.realm_id and r.kind = 'item' and r.ledger_id = ${item})`;

const CONNECTION = `
  select c.id is not null as "isThere", c.company_name as "companyName", instant(c.connected_at) as "connectedAt",
    regexp_replace(c.connected_by, '^\\S+ ', '') as "connectedBy",
    instant(c.refresh_expires_at) as "endsAt", instant(c.ended_at) as "endedAt", c.ended_because as "endedBecause",
    instant(c.read_at) as "readAt", instant(k.last_success_at) as "lastSuccessAt", k.problem, instant(k.problem_at) as "problemAt",
    c.deal_item_id as "dealItemId", ${CHOSEN('c.deal_item_id')} as "dealItem", c.freight_item_id as "freightItemId",
    ${CHOSEN('c.freight_item_id')} as "freightItem", c.item_account_id as "itemAccountId", coalesce(c.version, 1) as version,
    jsonb_build_object(
      'customers', jsonb_build_object('total', (select count(*) from customers), 'matched', count_matched.customers),
      'items', jsonb_build_object('total', (select count(*) from variants where not discontinued or id in (
         select variant_id from quickbooks_matches m where m.realm_id = c.realm_id and m.variant_id is not null and m.ledger_id is not null)),
         'matched', count_matched.items),
      'terms', jsonb_build_object('total', (select count(distinct terms) from customers), 'matched', count_matched.terms)) as matches
  from (select) one
  left join quickbooks_connection c on true
  left join quickbooks_calls k on true
  cross join lateral (
    select count(m.customer_id) as customers, count(m.variant_id) as items,
      count(m.terms) filter (where exists (select from customers x where x.terms = m.terms)) as terms
    from quickbooks_matches m where m.realm_id = c.realm_id and m.ledger_id is not null) count_matched`;
