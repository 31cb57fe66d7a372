import type { CalendarDate } from '#domain/time/calendar.ts';
import type { Company, Settings } from '../platform/company.ts';
import type { Database } from '../platform/database.ts';
import { type Act, performTogether, type Told } from '../platform/perform-together.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { Chances } from './chances.ts';
import type { DemoCalendar } from './demo-calendar.ts';
import type { OrderRow } from './read-demo-data.ts';

/** Something the demo company sells, with how it sells. */
export type Item = {
  sku: string;
  variantId: string;
  supplierId: string;
  supplier: string;
  unitsPerCase: number;
  price: string;
  /** Mean over the history. */
  unitsPerWeek: number;
};

export type Shop = { id: string; rep: Viewer; shipsComplete: boolean };

/** Goods on their way: what of a purchase order arrives on one day. */
export type Arrival = {
  purchaseOrderId: string;
  lines: { purchaseOrderLineId: string; variantId: string; quantity: number }[];
};

/** A purchase order whose goods will not come on the day the supplier named. */
export type Delay = { purchaseOrderId: string; lineIds: string[]; newDate: CalendarDate };

/** The demo company while its history is written. */
export type DemoCompany = {
  database: Database;
  company: Company;
  settings: Settings;
  chances: Chances;
  calendar: DemoCalendar;
  people: { administrator: Viewer; manager: Viewer; warehouse: Viewer[]; drivers: Viewer[] };
  warehouseId: string;
  shops: Map<string, Shop>;
  shopsById: Map<string, Shop>;
  items: Map<string, Item>;
  itemsByVariant: Map<string, Item>;
  orders: Map<CalendarDate, OrderRow[]>;
  /** By what late deliveries take longer than usual, as real ones did. */
  lateness: readonly number[];
  arrivals: Map<CalendarDate, Arrival[]>;
  delays: Map<CalendarDate, Delay[]>;
  /** Orders that were confirmed and not picked yet. */
  unpicked: Set<string>;
  /** Messages of the last days. */
  told: Told[];
};

/** An act that needs the stock of some variants. */
export type StockAct<Result> = Act<Result> & { variantIds: readonly string[] };

/** How many acts travel together; more gain nothing. */
const ACTS_AT_ONCE = 200;
const DAYS_TOLD = 2;

/** Does acts that need no stock of each other. */
export async function doTogether<Result extends object>(
  demo: DemoCompany,
  acts: readonly Act<Result>[],
): Promise<Result[]> {
  const results: Result[] = [];
  const onTold = (told: Told) => {
    if (demo.calendar.daysLeft(told.at.slice(0, 10)) < DAYS_TOLD) demo.told.push(told);
  };
  for (let first = 0; first < acts.length; first += ACTS_AT_ONCE) {
    results.push(
      ...(await performTogether(demo.database, { ...demo, onTold }, acts.slice(first, first + ACTS_AT_ONCE))),
    );
  }
  return results;
}

/**
 * Does acts in their order, as many at once as need no stock of each other. Stock that waiting ship-complete orders need
 * is locked together, so it counts as one.
 */
export async function doInOrder<Result extends object>(
  demo: DemoCompany,
  acts: readonly StockAct<Result>[],
  becomingLinked: readonly string[] = [],
): Promise<Result[]> {
  if (acts.length === 0) return [];
  const { rows } = await demo.database.query<{ variant_id: string }>(LINKED);
  const linked = new Set([...becomingLinked, ...rows.map(({ variant_id }) => variant_id)]);
  const results: Result[] = new Array(acts.length);
  for (const wave of wavesOf(acts, linked)) {
    const answers = await doTogether(
      demo,
      wave.map((index) => acts[index] as StockAct<Result>),
    );
    for (const [place, index] of wave.entries()) results[index] = answers[place] as Result;
  }
  return results;
}

/** The acts by index, in waves: each act in the first wave after those it has to wait for. */
function wavesOf(acts: readonly { variantIds: readonly string[] }[], linked: ReadonlySet<string>): number[][] {
  const waves: number[][] = [];
  const free = new Map<string, number>();
  for (const [index, { variantIds }] of acts.entries()) {
    const needed = new Set(variantIds.map((variantId) => (linked.has(variantId) ? 'linked' : variantId)));
    const wave = Math.max(0, ...[...needed].map((stock) => free.get(stock) ?? 0));
    waves[wave] = [...(waves[wave] ?? []), index];
    for (const stock of needed) free.set(stock, wave + 1);
  }
  return waves;
}

const LINKED = 'select distinct variant_id from queue_lines where ship_complete and open > allocated';

/** A body as a request of the API would bring it. */
export function asked<Body>(body: Body): { params: undefined; query: undefined; body: Body } {
  return { params: undefined, query: undefined, body };
}

/** The same for a record. */
export function askedOf<Body>(id: string, body: Body): { params: { id: string }; query: undefined; body: Body } {
  return { params: { id }, query: undefined, body };
}
