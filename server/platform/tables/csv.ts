import { type Column, cellOf } from './columns.ts';

/** What a spreadsheet reads as a formula, also in the wide forms of East Asian keyboards. A number may begin so. */
const LIKE_A_FORMULA = /^[=+\-@\t\r＝＋－＠]/;

/** A line of CSV (RFC 4180). A text that a spreadsheet would take for a formula begins with an apostrophe. */
export function csvLine(record: unknown, columns: readonly Column[]): string {
  return `${columns.map((column) => field(cellOf(record, column))).join(',')}\r\n`;
}

/** The headings, after the mark by which spreadsheets know UTF-8. */
export function csvHead(columns: readonly Column[]): string {
  return `\uFEFF${columns.map(({ heading }) => field(heading)).join(',')}\r\n`;
}

function field(cell: string | number | boolean | null): string {
  if (cell === null) return '';
  if (typeof cell !== 'string') return String(cell);
  const text = LIKE_A_FORMULA.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
