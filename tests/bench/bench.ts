import { parseArgs } from 'node:util';
import { benchDates } from './dates.ts';
import { benchDatesScreen } from './dates-screen.ts';
import { benchDesk } from './desk.ts';
import { benchFiles } from './files.ts';
import { benchFreshDates } from './fresh-dates.ts';
import { benchList } from './list.ts';
import { benchLockedRow } from './locked-row.ts';
import { benchLongOrder } from './long-order.ts';
import { benchMemory } from './memory.ts';
import { benchOneUnit } from './one-unit.ts';
import { benchPaper } from './paper.ts';
import { benchPartialFulfillment } from './partial-fulfillment.ts';
import { benchReceipt } from './receipt.ts';
import { benchReports } from './reports.ts';
import { type Measured, openScratch } from './scratch.ts';

// Each figure stands beside the same rows written as bare SQL on the same database in the same run.

const USAGE = `npm run bench -- [--receipts 1000,10000,100000] [--clients 1,8] [--requests 2000] [--waiting 10000,1000]
npm run bench -- --lists 100000,1000000   the list of backorders over HTTP, and nothing else
npm run bench -- --reports 1000000        every report, at so many open lines
npm run bench -- --desk 300000            home and exceptions, at so many backorders
npm run bench -- --long 500,1000,2000     orders of so many lines
npm run bench -- --dates 100000,1000       dates of so many waiting lines over so many items, made anew
npm run bench -- --dates-screen 5000,1000   the screen of dates in a browser, at so many promises over so many items
npm run bench -- --fresh                  how long after a receipt the list of backorders says its dates
npm run bench -- --files 200000           files of so many rows: written as CSV and Excel, brought in as customers
npm run bench -- --paper 200,40            so many packing slips of so many lines in one file, and /me beside it
npm run bench -- --locked                 everybody else, beside thirty orders on a locked stock row
npm run bench -- --memory                 what the app process holds with the demo company`;

const { values } = parseArgs({
  options: {
    receipts: { type: 'string', default: '1000,10000,100000' },
    clients: { type: 'string', default: '1,8' },
    requests: { type: 'string', default: '2000' },
    waiting: { type: 'string', default: '10000,1000' },
    lists: { type: 'string', default: '' },
    desk: { type: 'string' },
    reports: { type: 'string' },
    long: { type: 'string' },
    dates: { type: 'string' },
    'dates-screen': { type: 'string' },
    fresh: { type: 'boolean', default: false },
    files: { type: 'string' },
    paper: { type: 'string' },
    locked: { type: 'boolean', default: false },
    memory: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) {
  console.log(USAGE);
  process.exit();
}
if (values.memory) {
  await benchMemory();
  process.exit();
}
const numbers = (text: string) => text.split(',').filter(Boolean).map(Number);

const scratch = await openScratch();
if (values.lists) {
  try {
    for (const count of numbers(values.lists)) await benchList(scratch, count);
  } finally {
    await scratch.end();
  }
  process.exit();
}
if (values.reports) {
  await benchReports(scratch, Number(values.reports)).finally(() => scratch.end());
  process.exit();
}
if (values.desk) {
  await benchDesk(scratch, Number(values.desk)).finally(() => scratch.end());
  process.exit();
}
if (values.long) {
  await benchLongOrder(scratch, numbers(values.long)).finally(() => scratch.end());
  process.exit();
}
if (values.dates) {
  const [lines = 100_000, variants = 1000] = numbers(values.dates);
  await benchDates(scratch, lines, variants).finally(() => scratch.end());
  process.exit();
}
if (values['dates-screen']) {
  const [lines = 5000, variants = 1000] = numbers(values['dates-screen']);
  await benchDatesScreen(scratch, lines, variants).finally(() => scratch.end());
  process.exit();
}
if (values.fresh) {
  await benchFreshDates(scratch).finally(() => scratch.end());
  process.exit();
}
if (values.files) {
  await benchFiles(scratch, Number(values.files)).finally(() => scratch.end());
  process.exit();
}
if (values.paper) {
  const [slips = 200, lines = 40] = numbers(values.paper);
  await benchPaper(scratch, slips, lines).finally(() => scratch.end());
  process.exit();
}
if (values.locked) {
  await benchLockedRow(scratch).finally(() => scratch.end());
  process.exit();
}
const table: Measured[] = [];
try {
  for (const lines of numbers(values.receipts)) table.push(show(await benchReceipt(scratch, lines)));
  for (const clients of numbers(values.clients)) {
    table.push(show(await benchPartialFulfillment(scratch, clients, Number(values.requests))));
  }
  const [waiting, ofOneCustomer] = numbers(values.waiting);
  if (waiting && ofOneCustomer)
    for (const measured of await benchOneUnit(scratch, waiting, ofOneCustomer)) table.push(show(measured));
} finally {
  await scratch.end();
}

function show(measured: Measured): Measured {
  const { name, unit, useCase, floor, goal } = measured;
  const ratio =
    unit === 'ms' ? `${(useCase / floor).toFixed(2)} × floor` : `${Math.round((100 * useCase) / floor)} % of the floor`;
  if (table.length === 0) console.log(`| work | use case | floor | ratio | goal |\n| --- | --- | --- | --- | --- |`);
  console.log(`| ${name} | ${Math.round(useCase)} ${unit} | ${Math.round(floor)} ${unit} | ${ratio} | ${goal} |`);
  return measured;
}
