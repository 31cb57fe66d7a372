import { buffer } from 'node:stream/consumers';
import { expect, it } from 'vitest';
import { zip } from '../platform/tables/zip.ts';
import { readXlsx } from './read-xlsx.ts';

async function* sheet(text: Iterable<string>) {
  yield { name: 'xl/worksheets/sheet1.xml', text };
}

async function read(text: Iterable<string>): Promise<string[][]> {
  const rows: string[][] = [];
  for await (const { cells } of readXlsx(await buffer(zip(sheet(text))))) rows.push(cells);
  return rows;
}

const cell = (text: string) => `<row><c t="inlineStr"><is><t>${text}</t></is></c></row>`;
const inSheet = (rows: string) => [`<worksheet><sheetData>${rows}</sheetData></worksheet>`];

it('reads a cell as long as Excel keeps one', async () => {
  expect((await read(inSheet(cell('name') + cell('&amp;'.repeat(32_767)))))[1]?.[0]).toHaveLength(32_767);
});

it.each([
  ['text', '<worksheet><sheetData><row><c><is><t>', 'A'],
  ['characters that are no markup', '<worksheet><sheetData><row><c><is><t><![CDATA[', '<'],
  ['a remark', '<worksheet><sheetData><!--', '>'],
])('a small file of endless %s is refused long before it is read to its end', async (_what, head, filling) => {
  const part = filling.repeat(1_000_000);
  await expect(read([head, ...Array<string>(10).fill(part)])).rejects.toThrow('a cell holds more than Excel can keep');
});
