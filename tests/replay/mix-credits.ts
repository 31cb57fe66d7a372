/**
 * `npx tsx tests/replay/mix-credits.ts ORDERS.csv.gz CREDITS.csv MIXED.csv.gz`: an order file with credit lines in it. A credit line of
 * an item that shops of the order file bought is given to the one that bought it first, a week later, by its own quantity and amount;
 * the others stay as they are, and no delivery covers them.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { gunzipSync, gzipSync } from 'node:zlib';
import { addDays } from '#domain/time/calendar.ts';

const [ordersFile, creditsFile, mixedFile] = process.argv.slice(2);
if (!ordersFile || !creditsFile || !mixedFile) throw new Error('Name the orders, the credits and the file to write.');
const [header, ...orders] = linesOf(gunzipSync(await readFile(ordersFile)));
const [, ...credits] = linesOf(await readFile(creditsFile));

const firstBought = new Map<string, { store: string; day: string }>();
for (const line of orders) {
  const [, , day = '', store = '', item = ''] = line.split(',');
  const first = firstBought.get(item);
  if (!first || day < first.day) firstBought.set(item, { store, day });
}
let moved = 0;
const given = credits.map((line) => {
  const [invoice, number, , , item = '', bottles, sale] = line.split(',');
  const bought = firstBought.get(item);
  if (!bought) return line;
  moved += 1;
  return [invoice, number, addDays(bought.day, 7), bought.store, item, bottles, sale].join(',');
});
await writeFile(mixedFile, gzipSync(`${[header, ...orders, ...given].join('\n')}\n`));
console.log(
  `${orders.length} lines of orders, ${credits.length} of credits, ${moved} of them by shops that bought the item`,
);

function linesOf(file: Buffer): string[] {
  return file
    .toString('utf8')
    .split(/\r?\n/)
    .filter((line) => line !== '');
}
