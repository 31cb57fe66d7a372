import type { Readable } from 'node:stream';
import { type Column, cellOf, type Kind } from './columns.ts';
import { type Entry, zip } from './zip.ts';

/** A sheet of Excel ends here; what is more goes on the next. */
const ROWS_PER_SHEET = 1_048_576;
const LONGEST_TEXT = 32_767;
/** Small pieces cost more to hand on than to pack. */
const CHARACTERS_AT_ONCE = 65_536;

/**
 * A workbook (ECMA-376) of records, written while they are read: numbers are numbers, days and instants are dates, and every
 * text is a text, whatever it begins with.
 */
export function xlsx(rows: AsyncIterable<unknown>, columns: readonly Column[]): Readable {
  return zip(parts(rows, columns));
}

async function* parts(rows: AsyncIterable<unknown>, columns: readonly Column[]): AsyncGenerator<Entry> {
  yield { name: '_rels/.rels', text: [RELATIONS] };
  yield { name: 'xl/styles.xml', text: [STYLES] };
  const source = rows[Symbol.asyncIterator]();
  let sheets = 0;
  const state = { isOver: false };
  try {
    while (!state.isOver) {
      sheets += 1;
      yield { name: `xl/worksheets/sheet${sheets}.xml`, text: sheet(source, columns, state) };
    }
  } finally {
    await source.return?.();
  }
  const numbers = Array.from({ length: sheets }, (_, index) => index + 1);
  yield { name: 'xl/workbook.xml', text: [workbook(numbers)] };
  yield { name: 'xl/_rels/workbook.xml.rels', text: [workbookRelations(numbers)] };
  yield { name: '[Content_Types].xml', text: [contentTypes(numbers)] };
}

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
/** On paper a sheet lies on its side, as wide as all its columns and as many pages long as it takes. */
const FITS = '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>';
const WIDE = '<pageSetup orientation="landscape" fitToHeight="0"/>';

async function* sheet(
  source: AsyncIterator<unknown>,
  columns: readonly Column[],
  state: { isOver: boolean },
): AsyncGenerator<string> {
  const headings = columns.map(({ heading }) => textCell(heading, ' s="3"')).join('');
  yield `${XML}<worksheet xmlns="${MAIN}">${FITS}<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>${widths(columns)}<sheetData><row>${headings}</row>`;
  let text = '';
  for (let row = 1; row < ROWS_PER_SHEET; row += 1) {
    const next = await source.next();
    if (next.done) {
      state.isOver = true;
      break;
    }
    text += rowOf(next.value, columns);
    if (text.length < CHARACTERS_AT_ONCE) continue;
    yield text;
    text = '';
  }
  yield `${text}</sheetData>${WIDE}</worksheet>`;
}

/** How wide columns are, in characters: a day that does not fit would be signs, and a name cut off. */
function widths(columns: readonly Column[]): string {
  const each = columns.map(
    (column, index) => `<col min="${index + 1}" max="${index + 1}" width="${width(column)}" customWidth="1"/>`,
  );
  return columns.length === 0 ? '' : `<cols>${each.join('')}</cols>`;
}

const WIDTHS: Record<Kind, number> = { text: 14, number: 11, day: 12, instant: 20, flag: 8, list: 30, json: 30 };
const LONG_TEXT = /name|notes|text|address|email|description|label|reason/i;

const width = ({ heading, kind }: Column): number =>
  Math.max(kind === 'text' && LONG_TEXT.test(heading) ? 30 : WIDTHS[kind], heading.length + 2);

function rowOf(record: unknown, columns: readonly Column[]): string {
  let cells = '';
  for (const column of columns) cells += cell(cellOf(record, column), column.kind);
  return `<row>${cells}</row>`;
}

function cell(value: string | number | boolean | null, kind: Kind): string {
  if (value === null) return '<c/>';
  if (typeof value === 'number') return Number.isFinite(value) ? `<c><v>${value}</v></c>` : '<c/>';
  if (typeof value === 'boolean') return `<c t="b"><v>${value ? 1 : 0}</v></c>`;
  const date = kind === 'day' || kind === 'instant' ? daysOfExcel(value) : null;
  if (date !== null) return `<c s="${kind === 'day' ? 1 : 2}"><v>${date}</v></c>`;
  return textCell(value);
}

function textCell(text: string, style = ''): string {
  return `<c t="inlineStr"${style}><is><t xml:space="preserve">${escapeXml(text.slice(0, LONGEST_TEXT))}</t></is></c>`;
}

/** Days since the day Excel calls 0; null for what is no date, or before it begins to count rightly. */
function daysOfExcel(text: string): number | null {
  const days = Date.parse(text) / 86_400_000 + 25_569;
  return days >= 61 ? days : null;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: what XML cannot hold is left out
const NOT_IN_XML = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g;

function escapeXml(text: string): string {
  return text.replace(NOT_IN_XML, '').replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** 0 as it is, 1 a day, 2 a day with its time, 3 a heading. */
const STYLES = `${XML}<styleSheet xmlns="${MAIN}"><numFmts count="2"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/><numFmt numFmtId="165" formatCode="yyyy\\-mm\\-dd\\ hh:mm:ss"/></numFmts><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="4"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="165" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/></cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`;
const RELATIONS = `${XML}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`;

function workbook(sheets: readonly number[]): string {
  const each = sheets.map((number) => `<sheet name="Sheet${number}" sheetId="${number}" r:id="rId${number}"/>`);
  return `${XML}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets>${each.join('')}</sheets></workbook>`;
}

function workbookRelations(sheets: readonly number[]): string {
  const each = sheets.map(
    (number) => `<Relationship Id="rId${number}" Type="${OFFICE}/worksheet" Target="worksheets/sheet${number}.xml"/>`,
  );
  return `${XML}<Relationships xmlns="${PACKAGE}/relationships">${each.join('')}<Relationship Id="rId0" Type="${OFFICE}/styles" Target="styles.xml"/></Relationships>`;
}

function contentTypes(sheets: readonly number[]): string {
  const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
  const each = sheets.map(
    (number) => `<Override PartName="/xl/worksheets/sheet${number}.xml" ContentType="${type}.worksheet+xml"/>`,
  );
  return `${XML}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="${type}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${type}.styles+xml"/>${each.join('')}</Types>`;
}
