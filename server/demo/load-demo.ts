import { addDays, type CalendarDate } from '#domain/time/calendar.ts';
import type { SignIn } from '../accounts/sign-in.ts';
import { refreshOutlooks } from '../allocation/refresh-outlooks.ts';
import { notifyReady } from '../notifications/notify-ready.ts';
import type { Database } from '../platform/database.ts';
import { queriesOf } from '../platform/transaction.ts';
import { storeVerification, verifyBooks } from '../verify/verify-books.ts';
import { chancesFrom } from './chances.ts';
import { demoCalendar } from './demo-calendar.ts';
import type { DemoCompany } from './demo-company.ts';
import { foundCompany } from './found-company.ts';
import { liveDay } from './live-day.ts';
import { loadTrucks } from './load-trucks.ts';
import { type DemoData, readDemoData } from './read-demo-data.ts';
import { withWine } from './with-wine.ts';
import { writeToCustomers } from './write-to-customers.ts';

const NAME = 'Hawkeye Wine & Spirits';
const TIME_ZONE = 'America/Chicago';
const CURRENCY = 'USD';
const SEED = 1846;
const LOCK = 4_711_202_611;
/**
 * Plans are kept as they were made, and those made while tables were empty read more and more of them. After these days they
 * are made anew.
 */
const DAYS_BEFORE_PLANS = [1, 4, 12, 40];
/** Of what happened in the last days, so much is still told. */
const RUNS_TOLD = 12;

export type DemoLoad = {
  database: Database;
  signIn: SignIn;
  /** When the history ends. */
  now: string;
  onProgress?: (message: string) => void;
  /** The data of the whole company, or a part of it for tests. */
  data?: DemoData;
};

/**
 * Makes the demo company, once: a distributor with three months of real orders, written by the same use cases as everything
 * else, ending today. Killed half-way it begins anew at the next start, with the same outcome; several processes may ask
 * at once. Does nothing where the company is no demo, or was made before. Answers whether it made one.
 */
export async function loadDemo({ onProgress = () => undefined, ...load }: DemoLoad): Promise<boolean> {
  const { database, now } = load;
  const holder = await database.connect();
  // Should it break, so do the statements of the load, which say why.
  holder.on('error', () => undefined);
  try {
    // Another process may be making it: waited for as long as that takes.
    await holder.query(`set statement_timeout = 0; select pg_advisory_lock(${LOCK})`);
    if (!(await begin(database, now))) return false;
    const demo = await writeHistory(load, onProgress);
    await tellTheLast(demo);
    await database.query('analyze');
    await refreshOutlooks(database, now, 'all');
    await writeToCustomers(database, now);
    const verification = await verifyBooks(database);
    await storeVerification(queriesOf(database), verification, now);
    if (!verification.balanced)
      throw new Error(`The demo company could not be made: ${JSON.stringify(verification.differences.slice(0, 3))}`);
    await database.query('update demo_loads set finished_at = $1', [now]);
    onProgress('books balance');
    return true;
  } finally {
    // Its lock goes with it.
    holder.release(true);
  }
}

/** Notes that the company is being made, and removes what an earlier attempt left. */
async function begin(database: Database, now: string): Promise<boolean> {
  const { rows } = await database.query<{ started: boolean; finished: boolean }>(
    `select l.id is not null as started, l.finished_at is not null as finished
     from company c left join demo_loads l on true where c.demo`,
  );
  const [state] = rows;
  if (!state || state.finished) return false;
  if (state.started) await database.query('select empty_demo_company()');
  await database.query(
    `insert into demo_loads (started_at) values ($1) on conflict (id) do update set started_at = excluded.started_at`,
    [now],
  );
  await database.query('update company set name = $1, time_zone = $2, currency = $3', [NAME, TIME_ZONE, CURRENCY]);
  return true;
}

async function writeHistory(
  { database, signIn, now, data: given }: DemoLoad,
  onProgress: (message: string) => void,
): Promise<DemoCompany> {
  onProgress('demo company: reads its records');
  const chances = chancesFrom(SEED);
  const records = withWine(given ?? (await readDemoData()), chances);
  const calendar = demoCalendar({ timeZone: TIME_ZONE, now, orders: records.orders });
  const data = { ...records, orders: records.orders.filter(({ on }) => calendar.dayOf(on) !== null) };
  const firstDay = data.orders.map(({ on }) => calendar.dayOf(on) as CalendarDate).sort()[0] as CalendarDate;
  onProgress('demo company: opens');
  const demo = await foundCompany({ database, signIn, data, calendar, firstDay, chances });
  const length = calendar.daysLeft(firstDay) + 1;
  for (let day = firstDay; day <= calendar.today; day = addDays(day, 1)) {
    await liveDay(demo, day);
    if (DAYS_BEFORE_PLANS.includes(length - calendar.daysLeft(day))) await database.query('analyze');
    const share = 1 - calendar.daysLeft(day) / length;
    onProgress(`demo company: ${dayName(day)}, ${Math.round(100 * share)} %`);
  }
  await loadTrucks(demo);
  return demo;
}

const DAY_NAME = new Intl.DateTimeFormat('en-US', { month: 'short', day: 'numeric', timeZone: 'UTC' });

function dayName(day: CalendarDate): string {
  return DAY_NAME.format(new Date(`${day}T12:00:00Z`));
}

/** What the newest runs made ready is told to those concerned, as it would have been; everything older they have read. */
async function tellTheLast({ database, told }: DemoCompany): Promise<void> {
  const runs = told.filter(
    ({ topic, payload }) => topic === 'allocation_run' && (payload.becameReady as string[]).length > 0,
  );
  for (const { payload, at } of runs.slice(-RUNS_TOLD)) {
    await notifyReady(database, payload as { runId: string; becameReady: string[] }, at);
  }
  await database.query(
    'insert into told_supply_dates (purchase_order_line_id, expected_on) select id, expected_on from purchase_order_lines',
  );
  // Nobody is looking yet.
  await database.query('delete from outbox');
}
