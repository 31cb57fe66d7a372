import { waitingDays } from '#domain/backorders/waiting-days.ts';
import { daysBetween } from '#domain/time/calendar.ts';
import { readCompany } from '#server/platform/company.ts';
import type { Database } from '#server/platform/database.ts';
import { queriesOf } from '#server/platform/transaction.ts';
import { readWaited } from '#server/reads/waiting-days.ts';

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
