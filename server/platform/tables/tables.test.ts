import { inflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { columnsOf } from './columns.ts';
import { csvHead, csvLine } from './csv.ts';
import { xlsx } from './xlsx.ts';

const money = z.object({ amount: z.string(), currency: z.string() });
const record = z.object({
  number: z.string(),
  quantity: z.number(),
  value: money.nullable(),
  customer: z.object({ name: z.string(), isVip: z.boolean() }),
  promisedOn: z.string().nullable(),
  createdAt: z.string(),
  tags: z.array(z.string()),
  lines: z.array(z.object({ id: z.string() })),
});
const columns = columnsOf(record);
const row = {
  number: '=1+1',
  quantity: -3,
  value: { amount: '1234.50', currency: 'USD' },
  customer: { name: 'O’Brien, "Bob"\r\n<Bar>', isVip: true },
  promisedOn: '2026-03-02',
  createdAt: '2026-03-01T12:00:00.000Z',
  tags: ['a', 'b'],
  lines: [{ id: '1' }],
};

describe('a table of records', () => {
  it('has a column for each field, by its name, and two for money', () => {
    expect(columns.map(({ heading, kind }) => `${heading} ${kind}`)).toEqual([
      'number text',
      'quantity number',
      'value number',
      'value.currency text',
      'customer.name text',
      'customer.isVip flag',
      'promisedOn day',
      'createdAt instant',
      'tags list',
      'lines json',
    ]);
  });

  it('is CSV in which numbers are numbers and no text is a formula', () => {
    expect(csvHead(columns)).toBe(
      '\uFEFFnumber,quantity,value,value.currency,customer.name,customer.isVip,promisedOn,createdAt,tags,lines\r\n',
    );
    expect(csvLine(row, columns)).toBe(
      `'=1+1,-3,1234.5,USD,"O’Brien, ""Bob""\r\n<Bar>",true,2026-03-02,2026-03-01T12:00:00.000Z,a; b,"[{""id"":""1""}]"\r\n`,
    );
    expect(csvLine({ ...row, value: null, promisedOn: null }, columns)).toContain(',-3,,,');
    for (const sign of '=+-@＝＋－＠') expect(csvLine({ ...row, number: `${sign}1` }, columns)).toMatch(/^'/);
  });

  it('is a workbook in which numbers are numbers, days are dates and text is text', async () => {
    const files = await unzip(xlsx(rows([row, { ...row, number: '\u0001ok', value: null }]), columns));
    expect([...files.keys()]).toEqual([
      '_rels/.rels',
      'xl/styles.xml',
      'xl/worksheets/sheet1.xml',
      'xl/workbook.xml',
      'xl/_rels/workbook.xml.rels',
      '[Content_Types].xml',
    ]);
    const sheet = files.get('xl/worksheets/sheet1.xml') as string;
    expect(sheet).toContain('<t xml:space="preserve">=1+1</t>');
    expect(sheet).toContain('<c><v>-3</v></c><c><v>1234.5</v></c>');
    expect(sheet).toContain('&lt;Bar&gt;');
    expect(sheet).toContain('<c s="1"><v>46083</v></c><c s="2"><v>46082.5</v></c>');
    expect(sheet).toContain('<c t="b"><v>1</v></c>');
    expect(sheet).toContain('<t xml:space="preserve">ok</t></is></c><c><v>-3</v></c><c/><c/>');
    expect(sheet.match(/<row>/g)).toHaveLength(3);
    // Printed, it is as wide as a page, in the places where programs look for it.
    expect(sheet).toMatch(/<worksheet[^>]*><sheetPr><pageSetUpPr fitToPage="1"\/><\/sheetPr><sheetViews>/);
    expect(sheet).toMatch(/<\/sheetData><pageSetup orientation="landscape" fitToHeight="0"\/><\/worksheet>$/);
    // A day that does not fit its column is shown as signs.
    const widths = [...sheet.matchAll(/<col [^>]*width="(\d+)"/g)].map(([, width]) => Number(width));
    expect(widths).toHaveLength(columns.length);
    expect(widths[columns.findIndex(({ kind }) => kind === 'day')]).toBeGreaterThan(11);
  });

  it('holds in memory no more than what is on its way, however long it is', async () => {
    async function* many() {
      for (let index = 0; index < 60_000; index += 1) yield { ...row, quantity: index };
    }
    let size = 0;
    const before = process.memoryUsage().heapUsed;
    let most = 0;
    for await (const piece of xlsx(many(), columns)) {
      size += piece.length;
      most = Math.max(most, process.memoryUsage().heapUsed - before);
    }
    expect(size).toBeGreaterThan(100_000);
    expect(most / 2 ** 20).toBeLessThan(150);
  });

  it('is read no further for somebody who went away, and breaks off where its rows do', async () => {
    let isOver = false;
    async function* endless() {
      try {
        for (;;) yield row;
      } finally {
        isOver = true;
      }
    }
    let pieces = 0;
    for await (const _ of xlsx(endless(), columns)) if (++pieces === 20) break;
    await expect.poll(() => isOver).toBe(true);
    async function* broken() {
      yield row;
      throw new Error('the database is away');
    }
    await expect(unzip(xlsx(broken(), columns))).rejects.toThrow('the database is away');
  });
});

async function* rows(of: unknown[]): AsyncGenerator<unknown> {
  yield* of;
}

/** The files of an archive by its directory, as any program reads it. */
async function unzip(pieces: AsyncIterable<Buffer>): Promise<Map<string, string>> {
  const parts: Buffer[] = [];
  for await (const piece of pieces) parts.push(piece);
  const all = Buffer.concat(parts);
  const files = new Map<string, string>();
  let at = all.readUInt32LE(all.length - 6);
  for (let left = all.readUInt16LE(all.length - 12); left > 0; left -= 1) {
    const [packed, size, name, start] = [20, 24]
      .map((place) => all.readUInt32LE(at + place))
      .concat([all.readUInt16LE(at + 28), all.readUInt32LE(at + 42)]) as [number, number, number, number];
    const data = start + 30 + all.readUInt16LE(start + 26);
    const text = inflateRawSync(all.subarray(data, data + packed)).toString();
    expect(Buffer.byteLength(text)).toBe(size);
    files.set(all.subarray(at + 46, at + 46 + name).toString(), text);
    at += 46 + name;
  }
  return files;
}
