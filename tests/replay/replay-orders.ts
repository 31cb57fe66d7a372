import { groupBy } from '#domain/group-by.ts';
import { addDays, weekday } from '#domain/time/calendar.ts';
import { chancesFrom } from '#server/demo/chances.ts';
import { type Address, ApiClient } from './api-client.ts';
import { setUpCompany } from './company.ts';
import { Deliveries } from './deliveries.ts';
import { EventLog } from './event-log.ts';
import { type DateRange, readOrders, readProducts, readStores } from './read-orders.ts';
import { type CompanySums, compare, type Disagreement, type FileSums, sumCompany, sumFile } from './recount.ts';
import type { ReplayState } from './replay-state.ts';
import { replenish } from './replenishment.ts';
import { simulateDay } from './simulate-day.ts';

export type ReplayOptions = {
  orders: string;
  products: string;
  customers: string;
  range: DateRange;
  coverWeeks: number;
  shortRate: number;
  seed: number;
  clients: number;
  /** Goes on without new orders until every backorder is filled. */
  drains: boolean;
};

export type ReplayOutcome = {
  log: EventLog;
  api: ApiClient;
  items: number;
  customers: number;
  suppliers: number;
  unpriceableLines: number;
  lastDay: string;
  seconds: { setUp: number; days: number; drain: number; recount: number };
  file: FileSums;
  company: CompanySums;
  isDrained: boolean;
  disagreements: Disagreement[];
};

/** Goods come within 4 weeks and are 10 days late at most; a drain that takes longer than this will never end. */
const DAYS_OF_DRAIN = 120;
const MONDAY = 1;

/** Replays the orders of a range of days against an empty company, and counts what came of it. */
export async function replayOrders(
  address: Address,
  options: ReplayOptions,
  onProgress: (message: string) => void = () => undefined,
): Promise<ReplayOutcome> {
  const stopwatch = startStopwatch();
  const { orders, credits, unpriceableLines } = await readOrders(options.orders, options.range);
  if (orders.length === 0) throw new Error(`There are no orders from ${options.range.from} to ${options.range.to}.`);
  const products = await readProducts(
    options.products,
    new Set(orders.flatMap(({ lines }) => lines.map(({ itemNo }) => itemNo))),
  );
  const stores = await readStores(options.customers, new Set(orders.map(({ storeNo }) => storeNo)));

  const log = new EventLog();
  const api = new ApiClient(address, options.clients);
  const company = await setUpCompany(api, { ...options, orders, products, stores, log });
  const replay: ReplayState = {
    api,
    clients: options.clients,
    company,
    chances: chancesFrom(options.seed),
    shortRate: options.shortRate,
    log,
    arrivals: new Map(),
    deliveries: new Deliveries(),
    shortVariantIds: new Set(),
  };
  const setUp = stopwatch();
  onProgress(`${company.items.size} items, ${company.customerIds.size} customers, ${company.suppliers} suppliers`);

  const ordersOf = groupBy(orders, ({ orderedOn }) => orderedOn);
  const creditsOf = groupBy(credits, ({ creditedOn }) => creditedOn);
  let day = options.range.from;
  for (; day <= options.range.to; day = addDays(day, 1)) {
    await simulateDay(replay, day, { orders: ordersOf.get(day) ?? [], credits: creditsOf.get(day) ?? [] });
    if (weekday(day) === MONDAY) await replenish(replay, day, options.coverWeeks);
    onProgress(`${day}: ${log.lines} lines, ${log.openBackorders} backorders open (${log.openUnits} units)`);
  }
  const days = stopwatch();
  const lastDrainDay = addDays(options.range.to, DAYS_OF_DRAIN);
  for (; options.drains && log.openBackorders > 0 && day <= lastDrainDay; day = addDays(day, 1)) {
    await simulateDay(replay, day, { orders: [], credits: [] });
    // Nobody buys for a shelf that sells nothing more: only what waits.
    if (weekday(day) === MONDAY) await replenish(replay, day, 0);
    onProgress(`${day}: ${log.openBackorders} backorders open (${log.openUnits} units)`);
  }
  const drain = stopwatch();

  const lastDay = addDays(day, -1);
  const counter = new ApiClient(address, 1);
  const isDrained = options.drains || log.openBackorders === 0;
  const [file, sums] = await Promise.all([
    sumFile(options.orders, options.range),
    sumCompany(counter, `${lastDay}T22:00:00Z`),
  ]);
  counter.close();
  api.close();
  return {
    log,
    api,
    items: company.items.size,
    customers: company.customerIds.size,
    suppliers: company.suppliers,
    unpriceableLines,
    lastDay,
    seconds: { setUp, days, drain, recount: stopwatch() },
    file,
    company: sums,
    isDrained,
    disagreements: compare(file, sums, log, isDrained),
  };
}

/** Answers the seconds since it was last asked. */
function startStopwatch(): () => number {
  let last = performance.now();
  return () => {
    const now = performance.now();
    const seconds = (now - last) / 1000;
    last = now;
    return seconds;
  };
}
