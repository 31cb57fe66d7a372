import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Operation } from '#contract/operation.ts';
import { operations } from '#contract/operations.ts';
import { type OperationName, routes } from '#contract/routes.ts';
import { openTestCompany, type TestCompany } from '#tests/support/test-company.ts';
import { fillCompany } from './fill-company.ts';

/** Whatever stands in a cursor, it never gets as far as to be a value that the database cannot read. */
let company: TestCompany;
beforeAll(async () => {
  company = await openTestCompany();
  const watch = { changedTables: async () => [] };
  for (let times = 0; times < 2; times += 1) await fillCompany(company, watch as never);
}, 60_000);
afterAll(() => company.close());

const ABSURD = [
  ...['x', '', '-1', '9223372036854775808', 'infinity', '\u0000', '2026-02-30', '2026-02-30 10:00:00+00'],
  ...[null, 1e308, -1],
];

const AT_ONCE = 4;

type Shape = { shape: Record<string, { def: { innerType?: { options?: string[] }; entries?: object } }> };

/** Every list, in each of its orders, by the first record where it is of one. */
const LISTS = (Object.entries(operations) as [OperationName, Operation][]).flatMap(([name, { query }]) => {
  const shape = (query as unknown as Shape | undefined)?.shape;
  if (!shape?.cursor) return [];
  const path = routes[name].path.replace('{id}', '1');
  const order = shape.sort ? 'sort' : shape.tab ? 'tab' : null;
  const choices = order ? (shape[order]?.def.innerType?.options ?? []) : [];
  return choices.length === 0
    ? [`${path}?limit=1`]
    : choices.map((choice: string) => `${path}?limit=1&${order}=${choice}`);
});

const decoded = (cursor: string): unknown[] => JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
const encoded = (values: unknown) => Buffer.from(JSON.stringify(values)).toString('base64url');

it('a cursor of another list, or of values no list has, is refused by name', { timeout: 120_000 }, async () => {
  const admin = company.as('administrator');
  const cursors = new Map<string, string>();
  for (const list of LISTS) {
    const { status, body } = await admin.get(list);
    expect({ list, status }).toEqual({ list, status: 200 });
    if (body.nextCursor) cursors.set(list, body.nextCursor);
  }
  expect(cursors.size).toBeGreaterThan(25);

  const ask = async (list: string, cursor: string) => {
    const { status, body } = await admin.get(`${list}&cursor=${cursor}`);
    const isRefusedByName = status === 422 && body.errors?.[0]?.pointer === '#/query/cursor';
    return { list, cursor: Buffer.from(cursor, 'base64url').toString(), status, body, isRefusedByName };
  };
  const entries = [...cursors];
  const foreign = await inTurn(entries, async ([list], n) => {
    const [other, cursor] = entries[(n + 1) % entries.length] as [string, string];
    return other.split('?')[0]?.replace('backorders', 'orders') === list.split('?')[0]?.replace('backorders', 'orders')
      ? []
      : [await ask(list, cursor)];
  });
  expect(foreign.filter(({ isRefusedByName }) => !isRefusedByName)).toEqual([]);

  const forged = await inTurn(entries, async ([list, cursor]) => {
    const values = decoded(cursor);
    const spoiled = values.flatMap((_, n) => ABSURD.map((value) => values.with(n, value)));
    return inTurn([...spoiled, values.slice(1), [...values, '1'], {}, 'x'], async (forgery) => [
      await ask(list, encoded(forgery)),
    ]);
  });
  expect(forged.filter(({ status, isRefusedByName }) => status !== 200 && !isRefusedByName)).toEqual([]);
  // Only a text, or a part of another size, may be anything.
  expect(forged.filter(({ status }) => status === 200).length).toBeLessThan(forged.length / 3);
});

/** Not all at once: the server would say that it has too much to do. */
async function inTurn<Item, Result>(
  items: readonly Item[],
  work: (item: Item, n: number) => Promise<Result[]>,
): Promise<Result[]> {
  const results: Result[] = [];
  for (let n = 0; n < items.length; n += AT_ONCE) {
    const asked = items.slice(n, n + AT_ONCE).map((item, index) => work(item, n + index));
    results.push(...(await Promise.all(asked)).flat());
  }
  return results;
}
