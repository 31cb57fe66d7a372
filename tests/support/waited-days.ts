import { isRefused } from '#contract/errors.ts';
import { type Basis, promiseRecord } from '#domain/backorders/promise-record.ts';
import { waitingDays } from '#domain/backorders/waiting-days.ts';
import { daysBetween } from '#domain/time/calendar.ts';
import { readCompany } from '#server/platform/company.ts';
import type { Database } from '#server/platform/database.ts';
import { queriesOf } from '#server/platform/transaction.ts';
import { systemViewer } from '#server/platform/viewer.ts';
import { readWaited } from '#server/reads/waiting-days.ts';
import { reportKeptPromises } from '#server/reports/kept-promises.ts';

/** The days every backorder waited by cause, and those whose causes do not add up to the days from its making to its end. */
export async function sumWaitedDays(database: Database, now: { today: string; at: string }) {
  const queries = queriesOf(database);
  const { company, settings } = await readCompany(queries);
  const rows = await queries.rows<{ id: string; number: string; created_on: string; ended_on: string }>(ENDS, [
    company.timeZone,
    now.today,
  ]);
  const reading = { queries, company, settings, today: now.today, now: now.at };
  const spans = (
    await readWaited(
      reading,
      rows.map(({ id }) => id),
    )
  ).map(waitingDays);
  const byCause: Record<string, number> = {};
  const wrong = rows.filter((row, index) => {
    for (const { cause, days } of spans[index] ?? []) byCause[cause] = (byCause[cause] ?? 0) + days;
    const sum = (spans[index] ?? []).reduce((total, { days }) => total + days, 0);
    return sum !== daysBetween(row.created_on, row.ended_on);
  });
  return { backorders: rows.length, byCause, wrong: wrong.map(({ number }) => number) };
}

/** Counted again, from the whole record of demand. */
const ENDS = `
  select b.id, b.number, b.created_on, case when b.outstanding > 0 then $2::date else greatest(b.created_on, (
    select max((d.at at time zone $1)::date) from demand_entries d join backorder_lines l on l.id = d.backorder_line_id
    where l.backorder_id = b.id and d.kind in ('shipped', 'cancelled', 'substituted'))) end as ended_on
  from backorders b order by b.id`;

/** How many promises were kept, by the figures, and again by the rule for each backorder. */
export async function countKept(
  database: Database,
  { basis, today, now }: { basis: Basis; today: string; now: string },
) {
  const queries = queriesOf(database);
  const { company, settings } = await readCompany(queries);
  const asked = {
    params: undefined,
    query: { groupBy: 'rep' as const, basis, from: '2000-01-01', to: today },
    body: undefined,
  };
  const report = await reportKeptPromises(systemViewer('test'), asked, { queries, company, settings, today, now });
  if (isRefused(report)) throw new Error(report.refusal.code);
  const { measured: _, keptShare: __, ...counted } = report.totals;
  const oneByOne = { kept: 0, late: 0, pending: 0, slippedOnce: 0, slippedTwice: 0 };
  for (const { promises, requested_on: requestedOn, done_on: doneOn } of await queries.rows<Kept>(PROMISES, [
    company.timeZone,
  ])) {
    const { onTime, slips } = promiseRecord(promises, { requestedOn, doneOn, today });
    const outcome = onTime.find((one) => one.basis === basis)?.outcome;
    if (!outcome) continue;
    oneByOne[outcome === 'on_time' ? 'kept' : outcome === 'late' ? 'late' : 'pending'] += 1;
    if (slips === 1) oneByOne.slippedOnce += 1;
    if (slips > 1) oneByOne.slippedTwice += 1;
  }
  return [counted, oneByOne] as const;
}

type Kept = { promises: { promisedOn: string | null }[]; requested_on: string | null; done_on: string | null };

const PROMISES = `
  select b.requested_on, coalesce((select json_agg(json_build_object('promisedOn', p.promised_on) order by p.id desc)
      from backorder_promises p where p.backorder_id = b.id), '[]') as promises,
    case when b.outstanding = 0 then (select max((coalesce(f.delivered_at, f.shipped_at) at time zone $1)::date)
      from fulfillments f where f.backorder_id = b.id and f.voided_at is null) end as done_on
  from backorders b where b.status <> 'cancelled'`;
