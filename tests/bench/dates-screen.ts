import { setTimeout as pause } from 'node:timers/promises';
import { type Browser, chromium, type Locator, type Page } from 'playwright-core';
import { refreshOutlooks } from '#server/allocation/refresh-outlooks.ts';
import { buildWeb } from '#server/platform/build-web.ts';
import type { Database } from '#server/platform/database.ts';
import { findBrowser } from '#tests/browser/find-browser.ts';
import { openSession, SESSION_COOKIE } from '#tests/support/open-session.ts';
import type { Scratch } from './scratch.ts';
import { seedCompany, seedWaitingLines } from './seed.ts';
import { startServer } from './start-server.ts';
import { percentiles } from './timed-get.ts';

const ROUNDS = 7;
const GOAL = '100 ms';
const ITEMS_OF_A_PURCHASE_ORDER = 10;
const MANAGER = 'bench@example.com';

/**
 * What the screen of dates asks of the browser's main thread, act by act, with so many promises over five weeks and supply of so many
 * items. Prints a table, and how long the same thread takes for a loop of always the same length: other machines have another.
 */
export async function benchDatesScreen(scratch: Scratch, lines: number, variants: number): Promise<void> {
  await buildWeb(() => undefined);
  const seeded = await scratch.create();
  await seedCompany(seeded.database, variants);
  await seedWaitingLines(seeded.database, lines, Math.ceil(lines / variants), variants);
  await promiseAll(seeded.database);
  const server = await startServer(seeded, 'manager');
  const browser = await chromium.launch(await findBrowser());
  try {
    const origin = `http://127.0.0.1:${server.port}`;
    const context = await browser.newContext({ baseURL: origin, viewport: { width: 1360, height: 850 } });
    const value = await openSession({ database: seeded.database, secret: server.secret }, MANAGER);
    await context.addCookies([{ name: SESSION_COOKIE, value, url: origin, httpOnly: true }]);
    const page = await context.newPage();
    await page.goto('/orders/backorders');
    await page.locator('main tbody tr').first().waitFor();
    console.log(
      `${lines.toLocaleString('en')} promises; a loop of 100 million steps takes ${await loop(browser, page)} ms\n`,
    );
    console.log(
      '| act | longest stretch, p50 | at most | all, p50 | goal of a stretch |\n| --- | --- | --- | --- | --- |',
    );
    for (const act of actsOn(page)) await measure(browser, page, act);
  } finally {
    await browser.close();
    await server.stop();
    await seeded.drop();
  }
}

/** `act` uses mouse and keys alone: to look something up on the page would be work of the same thread. */
type Act = { name: string; before: () => Promise<() => Promise<unknown>> };

function actsOn(page: Page): Act[] {
  const click = async (selector: string) => {
    const [x, y] = await middleOf(page.locator(selector).first());
    return () => page.mouse.click(x, y);
  };
  const go = async (selector: string) => {
    await (await click(selector))();
    await pause(SETTLED_MILLISECONDS);
  };
  const [list, dates] = ['nav a[href="/orders"]', 'nav a[href="/dates"]'];
  const [, today, later] = [1, 2, 3].map((place) => `main [class*=period] button:nth-of-type(${place})`);
  const [calendar, supply] = ['/dates', '/dates?view=supply'].map((address) => `main nav a[href="${address}"]`);
  const drag = async () => {
    await page.keyboard.press('Escape');
    return dragOverDays(page);
  };
  const after = async (...selectors: (string | undefined)[]) => {
    await page.keyboard.press('Escape');
    for (const selector of selectors) await go(selector as string);
  };
  return [
    { name: 'the screen opens', before: () => after(list).then(() => click(dates as string)) },
    { name: 'four weeks on', before: () => after(today).then(() => click(later as string)) },
    { name: 'back to this week', before: () => after(later).then(() => click(today as string)) },
    { name: 'ten promises on by the keyboard', before: () => after(dates).then(() => () => presses(page, 'j', 10)) },
    { name: 'a promise is dragged over ten days and dropped', before: drag },
    {
      name: 'the question of a moved promise is closed',
      before: async () => {
        await (await drag())();
        await pause(SETTLED_MILLISECONDS);
        return () => page.keyboard.press('Escape');
      },
    },
    { name: 'the supply opens', before: () => after(dates).then(() => click(supply as string)) },
    { name: 'the supply is scrolled by ten turns of the wheel', before: async () => () => turns(page, 10) },
    { name: 'the calendar again', before: () => after(dates, supply).then(() => click(calendar as string)) },
    { name: 'a bar opens its list', before: () => after(dates).then(() => click('main [data-bucket=later]')) },
  ];
}

async function middleOf(place: Locator): Promise<[number, number]> {
  await place.scrollIntoViewIfNeeded();
  const box = await place.boundingBox();
  if (!box) throw new Error(`${place} is not to be seen`);
  return [box.x + box.width / 2, box.y + box.height / 2];
}

/** A promise of the second week, by the mouse, over the days of its week and back, and so to the day after its own. */
async function dragOverDays(page: Page): Promise<() => Promise<void>> {
  const days = page.locator('main ol > li');
  const from = days.nth(7);
  await from.evaluate((day) => day.scrollIntoView());
  await pause(SETTLED_MILLISECONDS);
  const start = await middleOf(from.locator('a[draggable]').first());
  const over = [8, 9, 10, 11, 12, 13, 12, 11, 10, 9, 8];
  const ways: [number, number][] = [];
  for (const index of over) ways.push(await middleOf(days.nth(index)));
  return async () => {
    await page.mouse.move(...start);
    await page.mouse.down();
    for (const way of ways) await page.mouse.move(...way, { steps: 4 });
    await page.mouse.up();
  };
}

async function presses(page: Page, key: string, times: number): Promise<void> {
  for (let time = 0; time < times; time += 1) await page.keyboard.press(key);
}

async function turns(page: Page, times: number): Promise<void> {
  await page.mouse.move(700, 500);
  for (let time = 0; time < times; time += 1) await page.mouse.wheel(0, 400);
}

/** Does an act again and again, and prints how long the main thread was busy at one stretch, at the longest, and in all. */
async function measure(browser: Browser, page: Page, { name, before }: Act): Promise<void> {
  const longest: number[] = [];
  const whole: number[] = [];
  for (let round = -1; round < ROUNDS; round += 1) {
    const act = await before();
    await pause(SETTLED_MILLISECONDS);
    const tasks = await tasksOf(browser, page, act);
    if (round < 0) continue;
    longest.push(Math.max(...tasks));
    whole.push(tasks.reduce((sum, time) => sum + time, 0));
  }
  console.log(`| ${name} | ${percentiles(longest, 0.5, 1)} | ${percentiles(whole, 0.5)} | ${GOAL} |`);
}

type TraceEvent = { name: string; ph: string; pid: number; tid: number; tdur?: number; args: { name?: string } };

/** What the main thread did during an act and a moment after it: the processor's milliseconds of each stretch. */
async function tasksOf(browser: Browser, page: Page, act: () => Promise<unknown>): Promise<number[]> {
  await browser.startTracing(page, { categories: ['toplevel'] });
  await act();
  await pause(SETTLED_MILLISECONDS);
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString()) as { traceEvents: TraceEvent[] };
  const threads = traceEvents.filter(({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain');
  const isMain = ({ pid, tid }: TraceEvent) => threads.some((thread) => thread.pid === pid && thread.tid === tid);
  const tasks = traceEvents.filter((event) => event.name === TASK && event.ph === 'X' && isMain(event));
  return tasks.map(({ tdur = 0 }) => tdur / 1000);
}

const TASK = 'ThreadControllerImpl::RunTask';
/** So long the answers of the server and what follows from them may take. */
const SETTLED_MILLISECONDS = 1_500;

/** What the main thread takes to count, in milliseconds: the shortest of five. */
async function loop(browser: Browser, page: Page): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < 5; round += 1)
    times.push(Math.max(...(await tasksOf(browser, page, () => page.evaluate(count)))));
  return Math.round(Math.min(...times));
}

/** Runs in the browser. */
function count(): number {
  let bits = 1;
  for (let step = 0; step < 100_000_000; step += 1) bits = (Math.imul(bits, 1103515245) + 12345) | 0;
  return bits;
}

/** A promise for every backorder, over the five weeks in sight, and purchase orders of a few items each. */
async function promiseAll(database: Database): Promise<void> {
  const client = await database.connect();
  await client.query('set session_replication_role = replica');
  await client.query(`
    insert into users (name, email, role, created_at) values ('Bench', '${MANAGER}', 'manager', now());
    update backorders set promised_on = date_trunc('week', current_date)::date + (id % 35)::integer;
    insert into purchase_orders (supplier_id, warehouse_id, ordered_on, created_at, created_by)
      select 1, 1, current_date - 20, now(), 'bench' from generate_series(2, (select count(*) / ${ITEMS_OF_A_PURCHASE_ORDER} from variants));
    update purchase_order_lines set purchase_order_id = 1 + position % (select count(*) from purchase_orders),
      expected_on = current_date + 3 + (position % 20)::integer`);
  client.release(true);
  await refreshOutlooks(database, new Date().toISOString(), 'all');
  await database.query('vacuum analyze');
}
