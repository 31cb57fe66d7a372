import type { SendingProblem } from '#domain/invoicing/disposition.ts';
import type { Queries } from '../platform/transaction.ts';

/** How invoices go to the company's accounting. */
export type Sending = {
  isOn: boolean;
  /** The first day whose invoices are sent; null where none ever was. */
  startsOn: string | null;
  /** Since when nothing can be sent; null while it can. */
  failingSince: string | null;
  problem: SendingProblem | null;
  lastSentAt: string | null;
  comparedAt: string | null;
  /** Those somebody, or the ledger, asked to look at and nobody has yet. */
  toCompare: number;
  waiting: number;
  failed: number;
  changedThere: number;
  /** Shipments, invoices in advance and credit notes that nobody can say anything of: none, or the books are wrong. */
  unaccounted: number;
};

/** How sending goes, with what waits and what needs a person. */
export function readSending(queries: Queries): Promise<Sending> {
  return queries.row<Sending>(SENDING);
}

/**
 * From now on invoices of that day and later are sent, those that are made already too; earlier ones are in the accounting by
 * other means. Without a day, from the one that was said before; answers that day, null where none ever was, and nothing begins.
 */
export async function startSending(queries: Queries, startsOn: string | null): Promise<string | null> {
  const started = await queries.first<{ startsOn: string }>(START, [startsOn]);
  if (!started) return null;
  await adoptStrays(queries);
  return started.startsOn;
}

/** What is made from now on is not queued, and nothing is sent. What waits stays as it is. */
export async function stopSending(queries: Queries): Promise<void> {
  await queries.rows('update invoice_sending set is_on = false, leased_by = null, leased_until = null');
}

/** After somebody connected again, or put a match right: nothing waits for its pause, and what nobody was matched for is tried anew. */
export async function goOnSending(queries: Queries): Promise<void> {
  await queries.rows(
    'update invoice_sending set paused_until = null, failures = 0, failing_since = null, problem = null',
  );
  await queries.rows(AGAIN);
}

/** What was made while a connection was being made is sent like all after it. */
export async function adoptStrays(queries: Queries): Promise<void> {
  await queries.rows(ADOPT);
}

const START = `
  insert into invoice_sending (is_on, starts_on)
  select true, said.starts_on from (select coalesce($1::date, (select starts_on from invoice_sending)) as starts_on) said
  where said.starts_on is not null
  on conflict (id) do update set is_on = true, starts_on = excluded.starts_on, paused_until = null,
    failures = 0, failing_since = null, problem = null
  returning starts_on as "startsOn"`;

const ADOPT = `
  update invoice_dispositions d set
    status = case when d.issued_on >= s.starts_on then 'waiting' else 'excluded' end,
    reason = case when d.issued_on >= s.starts_on then null else 'before_start' end
  from invoice_sending s where s.is_on and d.reason = 'not_connected'`;

const AGAIN = `
  update invoice_dispositions set status = 'waiting', problem = null, request_id = null
  where status = 'failed' and begun_at is null and problem ->> 'code' in ('customer_not_matched', 'item_not_matched', 'record_gone')`;

/** By fulfillment, invoice in advance and credit note, those without a disposition: what nobody can say anything of. */
export const UNACCOUNTED = `
  select f.number as record from fulfillments f
    left join invoices i on i.fulfillment_id = f.id left join invoice_dispositions d on d.invoice_id = i.id
  where f.shipped_at is not null and d.id is null
    and (f.freight > 0 or exists (select from fulfillment_lines l where l.fulfillment_id = f.id and l.leaving > l.prepaid))
  union all
  select i.number from invoices i left join invoice_dispositions d on d.invoice_id = i.id where i.fulfillment_id is null and d.id is null
  union all
  select coalesce(n.number, 'amendment ' || n.id) from credit_notes n left join invoice_dispositions d on d.credit_note_id = n.id where d.id is null`;

const SENDING = `
  select coalesce(s.is_on, false) as "isOn", s.starts_on as "startsOn", instant(s.failing_since) as "failingSince", s.problem,
    instant(s.last_sent_at) as "lastSentAt", instant(s.compared_at) as "comparedAt",
    (select count(*) from invoice_dispositions where check_asked_at is not null)::integer as "toCompare",
    (select count(*) from invoice_dispositions where status = 'waiting')::integer as waiting,
    (select count(*) from invoice_dispositions where status = 'failed')::integer as failed,
    (select count(*) from invoice_dispositions where status = 'changed_there')::integer as "changedThere",
    (select count(*) from (${UNACCOUNTED}) missing)::integer as unaccounted
  from (select) one left join invoice_sending s on true`;
