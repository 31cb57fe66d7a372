/**
 * `npm run replay`: real orders through the real API, day by day, against limited stock and late supply, and a recount
 * of everything from the order file alone. Ends with 1 when anything went wrong or does not agree.
 */
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { verifyBooks } from '#server/verify/verify-books.ts';
import { type OwnServer, startOwnServer } from './own-server.ts';
import { type ReplayOptions, replayOrders } from './replay-orders.ts';
import { type Books, isGood, printed, reportOf } from './report.ts';

const USAGE = `npm run replay -- --orders FILE --products FILE --customers FILE --from DATE --to DATE
  --cover-weeks 4      opening stock and reorder level, in mean weeks of the range
  --short-rate 0.01    share of picked lines where the shelf holds less than the records say
  --seed 1             of lead times, late supply and short picks
  --clients 4          requests side by side; with 1 a replay repeats itself exactly
  --no-drain           stop at the last day, with what is open then
  --url URL --key KEY  replay into this running, empty company, whose clock is simulated
  --profile FOLDER     leave a CPU profile of the server there
  --json FILE          keep the report`;

const { values } = parseArgs({
  options: {
    orders: { type: 'string' },
    products: { type: 'string' },
    customers: { type: 'string' },
    from: { type: 'string' },
    to: { type: 'string' },
    'cover-weeks': { type: 'string', default: '4' },
    'short-rate': { type: 'string', default: '0.01' },
    seed: { type: 'string', default: '1' },
    clients: { type: 'string', default: '4' },
    'no-drain': { type: 'boolean', default: false },
    url: { type: 'string' },
    key: { type: 'string' },
    profile: { type: 'string' },
    json: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});

if (values.help) {
  console.log(USAGE);
  process.exit();
}
const { orders, products, customers, from, to, url, key } = values;
const figures = [values['cover-weeks'], values['short-rate'], values.seed, values.clients].map(Number);
const isDay = (text: string | undefined) => /^\d{4}-\d{2}-\d{2}$/.test(text ?? '');
const isRunnable = isDay(from) && isDay(to) && figures.every((figure) => figure >= 0) && Number(values.clients) >= 1;
if (!orders || !products || !customers || !from || !to || !isRunnable || (url === undefined) !== (key === undefined)) {
  console.error(USAGE);
  process.exit(2);
}
const missing = [orders, products, customers].filter((file) => !existsSync(file));
if (missing.length > 0) {
  console.error(`There is no file ${missing.join(', ')}.`);
  process.exit(2);
}
const options: ReplayOptions = {
  orders,
  products,
  customers,
  range: { from, to },
  coverWeeks: Number(values['cover-weeks']),
  shortRate: Number(values['short-rate']),
  seed: Number(values.seed),
  clients: Number(values.clients),
  drains: !values['no-drain'],
};

const began = performance.now();
let own: OwnServer | null = null;
try {
  own = url === undefined ? await startOwnServer({ profileFolder: values.profile }) : null;
  const address = own ?? { url: url as string, key: key as string };
  const outcome = await replayOrders(address, options, (message) => console.error(message));
  const books = own && (await checkBooks(own));
  const report = reportOf(options, outcome, books, (performance.now() - began) / 1000);
  console.log(`\n${printed(report)}`);
  if (values.json) await writeFile(values.json, `${JSON.stringify(report, null, 2)}\n`);
  process.exitCode = isGood(report) ? 0 : 1;
} finally {
  await own?.stop();
}

async function checkBooks({ database }: OwnServer): Promise<Books> {
  const { balanced, differences } = await verifyBooks(database);
  return {
    balanced,
    differences: differences.map(
      ({ check, record, expected, found }) => `${record}: expected ${expected}, found ${found} (${check})`,
    ),
  };
}
