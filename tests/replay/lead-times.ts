import { readFile } from 'node:fs/promises';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { choosePool } from '#domain/purchasing/choose-pool.ts';
import { LEVELS, LeadTimePool, type Level, rankQuantile } from '#domain/purchasing/lead-time-pool.ts';
import { daysBetween } from '#domain/time/calendar.ts';

/** A delivery of the file: how long it took, and the pools it belongs to, from the widest to the narrowest. */
export type Delivery = { on: string; days: number; pools: string[] };

/** What was said of one delivery before it came. */
type Told = { level: Level; on: string; said: number; took: number };

/** Deliveries whose order has a date, in the order they came. What came before it was ordered is left out. */
export async function readDeliveries(file: string): Promise<Delivery[]> {
  const rows = parse(gunzipSync(await readFile(file)), { columns: true }) as Record<string, string>[];
  return rows
    .flatMap(({ po_sent_date, delivered_date, vendor, country, product_class }) => {
      if (!po_sent_date || !delivered_date || delivered_date < po_sent_date) return [];
      const place = `${vendor} to ${country}`;
      const pools = ['all', `to ${country}`, `${vendor}`, place, `${place} ${product_class}`];
      return [{ on: delivered_date, days: daysBetween(po_sent_date, delivered_date), pools }];
    })
    .sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0));
}

/** Goes through the deliveries day by day: each is told from what came on earlier days alone. */
function rollForward(deliveries: readonly Delivery[]): Told[] {
  const pools = new Map<string, LeadTimePool>();
  const poolOf = (name: string) => pools.get(name) ?? (pools.set(name, new LeadTimePool()).get(name) as LeadTimePool);
  const told: Told[] = [];
  for (const day of daysOf(deliveries)) {
    for (const { on, days, pools: names } of day) {
      for (const level of LEVELS) {
        const chosen = choosePool(
          names.map((name) => ({ history: poolOf(name) })),
          level,
        );
        const said = chosen?.history.say(level);
        if (said) told.push({ level, on, said: said.days, took: days });
      }
    }
    for (const name of new Set(day.flatMap(({ pools: names }) => names))) {
      poolOf(name).receive(day.filter(({ pools: names }) => names.includes(name)).map(({ days }) => days));
    }
  }
  return told;
}

/** The same with one pool for all and no widening, by the rank rule at any share: what it keeps, and how many days it says. */
function oneQuantileForAll(deliveries: readonly Delivery[], year: string, percent: number) {
  const seen: number[] = [];
  const told: { said: number; took: number }[] = [];
  for (const day of daysOf(deliveries)) {
    const last = seen.slice(-60);
    const said = rankQuantile(last, percent as Level) ?? Math.max(0, ...last);
    for (const { on, days } of day) if (on.startsWith(year)) told.push({ said, took: days });
    seen.push(...day.map(({ days }) => days));
  }
  return figuresOf(told);
}

/** The share kept and the mean days said. */
function figuresOf(told: readonly { said: number; took: number }[]) {
  const kept = told.filter(({ said, took }) => took <= said).length / told.length;
  return { count: told.length, kept, days: told.reduce((sum, { said }) => sum + said, 0) / told.length };
}

/** One row for each level: kept in a year, the mean days, and those of one quantile for all that keeps as many. */
export function compareWithOneForAll(deliveries: readonly Delivery[], year: string) {
  const told = rollForward(deliveries).filter(({ on }) => on.startsWith(year));
  const steps = Array.from({ length: 120 }, (_, index) => 38 + index / 2);
  const baselines = steps.map((percent) => oneQuantileForAll(deliveries, year, percent));
  return LEVELS.map((level) => {
    const ours = figuresOf(told.filter((one) => one.level === level));
    const nearest = (a: { kept: number }, b: { kept: number }) =>
      Math.abs(a.kept - ours.kept) - Math.abs(b.kept - ours.kept);
    return { level, ...ours, oneForAll: [...baselines].sort(nearest)[0] as ReturnType<typeof figuresOf> };
  });
}

function daysOf(deliveries: readonly Delivery[]): Delivery[][] {
  const days: Delivery[][] = [];
  for (const delivery of deliveries) {
    const last = days.at(-1);
    if (last?.[0]?.on === delivery.on) last.push(delivery);
    else days.push([delivery]);
  }
  return days;
}
