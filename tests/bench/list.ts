import { type Chance, chanceFrom } from '#tests/simulation/seeded-random.ts';
import { drawsOfFilters, type Query } from './list-filters.ts';
import type { Scratch } from './scratch.ts';
import { seedBackorders } from './seed-backorders.ts';
import { type RunningServer, startServer } from './start-server.ts';
import { percentiles, timedGet } from './timed-get.ts';

/** Asked of each filter, and of each number of filters together. */
const REQUESTS = 100;
const COMBINATIONS = 300;
/** Not counted. A process of the database that meets a page of memory for the first time pays for that, once. */
const WARM_UP = 1000;

/**
 * The list of backorders over HTTP, fifty to a page, at `count` backorders: each filter alone with values drawn from what
 * the company has, and up to six filters together, in every order, on the first page and on later ones. Prints a table.
 */
export async function benchList(scratch: Scratch, count: number): Promise<void> {
  const seeded = await scratch.create();
  await seedBackorders(seeded.database, count);
  const server = await startServer(seeded, 'manager');
  console.log(`| list of 50 at ${count.toLocaleString('en')} backorders | p50 | p95 | longest | goal p95 |`);
  console.log('| --- | --- | --- | --- | --- |');
  try {
    await measureList(server);
  } finally {
    await server.stop();
    await seeded.drop();
  }
}

/** The rows of the table for a server of a seeded company. */
async function measureList(server: RunningServer): Promise<void> {
  const chance = chanceFrom(20_260_101);
  const filters = drawsOfFilters(new Date().toISOString().slice(0, 10));
  const drawSome = (): Query => {
    const chosen = chance.shuffled(Object.values(filters)).slice(0, chance.between(2, 6));
    return Object.assign({}, ...chosen.map((draw) => draw(chance)));
  };
  // What is asked of a running system was mostly read before.
  const before = Array.from({ length: WARM_UP }, () => ({ ...drawSome(), ...placeOf(chance, 0.5) }));
  await timesOf(server, '/backorders', before);
  for (const [name, draw] of Object.entries(filters)) {
    const queries = Array.from({ length: REQUESTS }, () => ({ ...draw(chance), ...placeOf(chance, 0.2) }));
    report(name, await timesOf(server, '/backorders', queries), '25 ms');
  }
  const together = Array.from({ length: COMBINATIONS }, () => ({ ...drawSome(), ...placeOf(chance, 0.5) }));
  report('two to six filters together', await timesOf(server, '/backorders', together), '50 ms');
  report(
    'counts of all tabs',
    await timesOf(server, '/backorders/counts', together.slice(0, 50).map(withoutPlace)),
    '–',
  );
  const groups = ['customer', 'rep', 'product', 'supplier'].map((by) => ({ by }));
  report('groups', await timesOf(server, '/backorders/groups', groups), '500 ms');
}

/** In any order; for some, from a place in the middle. */
function placeOf(chance: Chance, sorted: number): Query {
  if (chance.below(100) >= sorted * 100) return {};
  return {
    sort: chance.one(['-createdAt', 'outstandingValue', '-outstandingValue', 'promisedOn', '-promisedOn']) as string,
  };
}

function withoutPlace({ sort: _, tab: __, ...query }: Query): Query {
  return query;
}

/** Milliseconds of each request, one after the other; every page that has a next one is turned once. */
async function timesOf(server: RunningServer, path: string, queries: readonly Query[]): Promise<number[]> {
  const times: number[] = [];
  const ask = async (query: Query) => {
    const { time, answer } = await timedGet(server, `${path}?${new URLSearchParams(query)}`);
    times.push(time);
    return (answer as { nextCursor?: string | null }).nextCursor;
  };
  // A connection that has answered before, as in a running system.
  await ask(queries[0] as Query);
  times.length = 0;
  for (const query of queries) {
    const cursor = await ask(query);
    if (cursor) await ask({ ...query, cursor });
  }
  return times;
}

function report(name: string, times: readonly number[], goal: string): void {
  console.log(`| ${name} | ${percentiles(times, 0.5, 0.95, 1)} | ${goal} |`);
}
