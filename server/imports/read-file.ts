import { Readable } from 'node:stream';
import { parse } from 'csv-parse';
import { type FileRow, UnreadableFile } from './file-row.ts';
import { readXlsx } from './read-xlsx.ts';
import { decoded, encodingOf } from './text-of-bytes.ts';

const MOST_ROWS = 200_000;
const TOO_LONG = `it has more than ${MOST_ROWS} rows; split it`;
/** No file has as many lines in each of its rows: one that has more is not read row by row to be refused at last. */
const LINES_OF_A_ROW = 5;
const MOST_COLUMNS = 200;
const LONGEST_CELL = 4_000;
/** Among so many rows the headings are looked for: above them some files have a title. */
const MOST_TITLES = 10;

/**
 * The rows of a file, headings first: Excel where it is a workbook, else text with commas, semicolons or tabs between. What stands
 * above the headings in one cell is a title, and a row with nothing in it is none.
 */
export async function* readRows(bytes: Buffer): AsyncGenerator<FileRow> {
  const isWorkbook = bytes.subarray(0, 2).toString('latin1') === 'PK';
  const titles: FileRow[] = [];
  let count = 0;
  for await (const row of isWorkbook ? readXlsx(bytes) : readText(bytes)) {
    if (row.cells.length > MOST_COLUMNS) throw new UnreadableFile(`a row has more than ${MOST_COLUMNS} columns`);
    if (count > MOST_ROWS) throw new UnreadableFile(TOO_LONG);
    const tidied = { line: row.line, cells: row.cells.map(tidy) };
    const filled = tidied.cells.filter((cell) => cell !== '').length;
    if (filled === 0) continue;
    if (count === 0 && filled === 1 && titles.length < MOST_TITLES) {
      titles.push(tidied);
      continue;
    }
    // One column throughout: its first row has the heading.
    if (count === 0 && filled === 1) yield* titles.splice(0);
    count += 1;
    yield tidied;
  }
  if (count === 0) yield* titles;
}

async function* readText(bytes: Buffer): AsyncGenerator<FileRow> {
  const encoding = encodingOf(bytes);
  if (encoding === null) throw new UnreadableFile('it is neither a table of text nor an Excel workbook');
  if (hasMoreLines(bytes, MOST_ROWS * LINES_OF_A_ROW)) throw new UnreadableFile(TOO_LONG);
  const [start = ''] = decoded(bytes, encoding);
  const parser = Readable.from(decoded(bytes, encoding)).pipe(
    parse({
      bom: true,
      delimiter: delimiterOf(start),
      relax_column_count: true,
      skip_empty_lines: true,
      info: true,
      max_record_size: 1_000_000,
    }),
  );
  try {
    yield* whole(parser, endsLine(bytes));
  } catch (error) {
    if (error instanceof UnreadableFile) throw error;
    throw new UnreadableFile(`it breaks off: ${(error as Error).message}`);
  }
}

function hasMoreLines(bytes: Buffer, most: number): boolean {
  let lines = 0;
  for (let at = bytes.indexOf(10); at >= 0 && lines <= most; at = bytes.indexOf(10, at + 1)) lines += 1;
  return lines > most;
}

const endsLine = (bytes: Buffer) => /[\r\n]\0?$/.test(bytes.subarray(-2).toString('latin1'));

/** Rows, unless the last is the only one that lacks cells and its line has no end: the file was cut there. */
async function* whole(
  parser: AsyncIterable<{ record: string[]; info: { lines: number } }>,
  isEnded: boolean,
): AsyncGenerator<FileRow> {
  let shortest = Number.POSITIVE_INFINITY;
  let last: FileRow | null = null;
  let count = 0;
  for await (const { record, info } of parser) {
    if (last) {
      shortest = Math.min(shortest, last.cells.length);
      count += 1;
      yield last;
    }
    last = { line: info.lines, cells: record };
  }
  if (!last) return;
  if (!isEnded && count > 1 && last.cells.length < shortest)
    throw new UnreadableFile(`it breaks off in line ${last.line}`);
  yield last;
}

/** The sign that stands most often in the first line that has any, outside quotes. */
function delimiterOf(start: string): string {
  const lines = start
    .replace(/^\uFEFF/, '')
    .split(/\r\n?|\n/, MOST_TITLES)
    .map((line) => line.replace(/"[^"]*"/g, ''));
  const line = lines.find((bare) => /[,;\t|]/.test(bare)) ?? '';
  const counted = [',', ';', '\t', '|'].map((sign) => ({ sign, count: line.split(sign).length }));
  return counted.reduce((most, one) => (one.count > most.count ? one : most)).sign;
}

/** A cell on one line: names and codes have no more. The apostrophe that keeps a text from being a formula is no part of it. */
function tidy(cell: string): string {
  return cell
    .trim()
    .replace(/^'(?=[=+\-@])/, '')
    .replace(/\s*[\r\n]+\s*/g, ' ')
    .slice(0, LONGEST_CELL);
}
