import { parse } from 'csv-parse';
import { type FileRow, UnreadableFile } from './file-row.ts';
import { readXlsx } from './read-xlsx.ts';

const MOST_ROWS = 200_000;
const MOST_COLUMNS = 200;
const LONGEST_CELL = 4_000;

/** The rows of a file, headings first: Excel where it is a workbook, else text with commas, semicolons or tabs between. */
export async function* readRows(file: { text: string } | { bytes: Buffer }): AsyncGenerator<FileRow> {
  const isWorkbook = 'bytes' in file && file.bytes.subarray(0, 2).toString('latin1') === 'PK';
  const rows = isWorkbook ? readXlsx(file.bytes) : readText('text' in file ? file.text : decode(file.bytes));
  let count = 0;
  for await (const row of rows) {
    if (row.cells.length > MOST_COLUMNS) throw new UnreadableFile(`a row has more than ${MOST_COLUMNS} columns`);
    if (count > MOST_ROWS) throw new UnreadableFile(`it has more than ${MOST_ROWS} rows; split it`);
    count += 1;
    yield { line: row.line, cells: row.cells.map(tidy) };
  }
}

/** Text as it was meant: by its mark, as UTF-8 where it is that, else as Windows writes it. */
function decode(bytes: Buffer): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  try {
    return onceEncoded(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

/** Some programs encode text twice: "SÃ¼d" was "Süd". Undone where all of it was. */
function onceEncoded(text: string): string {
  const isTwice = /[Â-ô][\u0080-¿]/.test(text);
  if (!isTwice || !isOfBytes(text)) return text;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(text, 'latin1'));
  } catch {
    return text;
  }
}

/** Whether each character could be a byte. */
function isOfBytes(text: string): boolean {
  for (let at = 0; at < text.length; at += 1) if (text.charCodeAt(at) > 0xff) return false;
  return true;
}

async function* readText(text: string): AsyncGenerator<FileRow> {
  if (text.includes('\u0000')) throw new UnreadableFile('it is neither a table of text nor an Excel workbook');
  const parser = parse(text, {
    bom: true,
    delimiter: delimiterOf(text),
    relax_column_count: true,
    skip_empty_lines: true,
    info: true,
    max_record_size: 1_000_000,
  });
  try {
    for await (const { record, info } of parser) yield { line: info.lines, cells: record };
  } catch (error) {
    throw new UnreadableFile(`it breaks off: ${(error as Error).message}`);
  }
}

/** The sign that stands most often in the first line, outside quotes. */
function delimiterOf(text: string): string {
  const [line = ''] = text.replace(/^\uFEFF/, '').split(/\r?\n/, 1);
  const bare = line.replace(/"[^"]*"/g, '');
  const counted = [',', ';', '\t', '|'].map((sign) => ({ sign, count: bare.split(sign).length }));
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
