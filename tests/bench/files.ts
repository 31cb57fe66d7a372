import { operations } from '#contract/operations.ts';
import { carryOutImport } from '#server/imports/carry-out.ts';
import { createImport } from '#server/imports/create-import.ts';
import { ensureCompany } from '#server/platform/company.ts';
import { perform } from '#server/platform/perform.ts';
import { tableFile } from '#server/platform/tables/table-file.ts';
import { queriesOf } from '#server/platform/transaction.ts';
import { systemViewer } from '#server/platform/viewer.ts';
import type { Scratch } from './scratch.ts';

const ROWS_PER_PAGE = 1_000;
const NOW = '2026-01-01T12:00:00.000Z';

/** Prints how fast a list of so many rows becomes CSV and Excel, and a file of so many customers a company's own data, and goes again. */
export async function benchFiles(scratch: Scratch, rows: number): Promise<void> {
  console.log('| file | rows | seconds | rows a second | most MB of the process |\n| --- | --- | --- | --- | --- |');
  for (const format of ['csv', 'xlsx'] as const) await show(`${format} written`, rows, () => writeTable(format, rows));
  const database = await scratch.create();
  try {
    await ensureCompany(
      queriesOf(database.database),
      { name: 'Bench', timeZone: 'UTC', currency: 'USD', isDemo: false },
      NOW,
    );
    const viewer = systemViewer('bench');
    const text = ['account,name,city', ...Array.from({ length: rows }, (_, at) => `C-${at},Shop ${at},Ames`)].join(
      '\n',
    );
    const body = { kind: 'customers' as const, file: { name: 'customers.csv', text } };
    let id = '';
    await show('looked at', rows, async () => {
      const request = { params: undefined, query: undefined, body };
      ({ id } = await perform(viewer, database.database, NOW, (work) => createImport(viewer, request, work)));
    });
    const carryOut = async (begun: string, ended: string) => {
      await database.database.query(`update imports set status = $1, reverser = sender`, [begun]);
      await carryOutImport(database.database, id, NOW);
      const { rows: told } = await database.database.query('select status, problem from imports');
      if (told[0].status !== ended) throw new Error(`The file is ${told[0].status}: ${told[0].problem}`);
    };
    await show('brought in', rows, () => carryOut('committing', 'committed'));
    await show('taken back', rows, () => carryOut('reversing', 'reversed'));
  } finally {
    await database.drop();
  }
}

async function writeTable(format: 'csv' | 'xlsx', rows: number): Promise<void> {
  const row = {
    id: '1',
    number: 'BO-1001',
    status: 'open',
    orderNumber: 'SO-1001',
    customerName: 'Corner Shop',
    createdAt: NOW,
    promisedOn: '2026-03-02',
    outstanding: 46,
    outstandingValue: { amount: '1234.50', currency: 'USD' },
  };
  let left = rows;
  const page = () => {
    const count = Math.min(left, ROWS_PER_PAGE);
    left -= count;
    return { data: Array.from({ length: count }, () => row), nextCursor: left > 0 ? 'more' : null };
  };
  const file = tableFile(operations.listBackorders, format, { first: page(), next: async () => page() });
  for await (const _ of file);
}

async function show(name: string, rows: number, run: () => Promise<void>): Promise<void> {
  let most = 0;
  const look = setInterval(() => {
    most = Math.max(most, process.memoryUsage().rss);
  }, 50);
  const began = performance.now();
  await run().finally(() => clearInterval(look));
  const seconds = (performance.now() - began) / 1000;
  most = Math.max(most, process.memoryUsage().rss);
  console.log(
    `| ${name} | ${rows} | ${seconds.toFixed(1)} | ${Math.round(rows / seconds)} | ${Math.round(most / 2 ** 20)} |`,
  );
}
