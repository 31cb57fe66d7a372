import type {
  Content,
  ContentText,
  CustomTableLayout,
  DynamicContent,
  TableCell,
  TDocumentDefinitions,
} from 'pdfmake/interfaces.js';
import type { Language } from '#domain/messages/words.ts';
import type { Letterhead } from '#domain/paper/documents.ts';
import { sayOnPaper } from '#domain/paper/words.ts';
import { inCases } from '#domain/quantity.ts';
import { runsOf } from '../visual-order.ts';

/** Greys that a printer still prints. */
const RULE = '#b8b8b8';
export const QUIET = '#555555';

/** Words that a person typed, so that they are read in their own direction. */
export function said(text: string, style: Omit<ContentText, 'text'> = {}): ContentText {
  const runs = runsOf(text);
  return { text: runs.length === 1 ? text : runs, ...style };
}

/** Lines below each other; none for none. */
export function stacked(lines: readonly string[], style: Omit<ContentText, 'text'> = {}): Content {
  return { stack: lines.map((line) => said(line, style)) };
}

/** Who sends, and what this is. */
export function head({ name, address, phone, email }: Letterhead, right: Content): Content {
  const contact = [phone, email].filter((one) => one !== null).join(' · ');
  return {
    columns: [
      {
        width: '*',
        stack: [
          said(name, { fontSize: 14, bold: true }),
          stacked([...address, contact].filter(Boolean), { fontSize: 8.5, color: QUIET }),
        ],
      },
      { width: 'auto', stack: [right].flat() },
    ],
    columnGap: 24,
    margin: [0, 0, 0, 14],
  };
}

/** A name over what it names; nothing where there is nothing. */
export function fact(name: string, value: string | null): Content[] {
  if (value === null || value === '') return [];
  return [
    { text: name.toUpperCase(), fontSize: 7, color: QUIET, margin: [0, 4, 0, 0] },
    said(value, { fontSize: 9.5 }),
  ];
}

export type Column = { head: string; width: number | string; alignment?: 'left' | 'right' };

/** A table whose head stands on each page, and whose rows are never cut. */
export function table(columns: readonly Column[], rows: readonly Content[][]): Content {
  const alignmentOf = (index: number) => columns[index]?.alignment ?? 'left';
  const heads: TableCell[] = columns.map(({ head }, index) => ({
    text: head,
    alignment: alignmentOf(index),
    fontSize: 8,
    color: QUIET,
  }));
  const cells = rows.map((row) => row.map((content, index) => cellOf(content, alignmentOf(index))));
  const widths = columns.map(({ width }) => width);
  return {
    table: { headerRows: 1, dontBreakRows: true, widths, body: [heads, ...cells] },
    layout: ruled(columns.length),
  };
}

function cellOf(content: Content, alignment: 'left' | 'right'): TableCell {
  return typeof content === 'string'
    ? { text: content, alignment }
    : ({ alignment, ...(content as object) } as TableCell);
}

/** A rule below the head and a lighter one below each row. */
function ruled(columns: number): CustomTableLayout {
  return {
    hLineWidth: (line) => (line === 0 ? 0 : line === 1 ? 1 : 0.5),
    vLineWidth: () => 0,
    hLineColor: () => RULE,
    paddingLeft: (column) => (column === 0 ? 0 : 6),
    paddingRight: (column) => (column === columns - 1 ? 0 : 6),
    paddingTop: () => 2.5,
    paddingBottom: () => 2,
  };
}

/** An item's name with its codes below, its lot beside them, and what else is to be said of it. Close, so that a long slip has few pages. */
export function itemCell(
  { item, sku, upc }: { item: string; sku: string; upc: string | null },
  { lot = null, more = [] }: { lot?: string | null; more?: readonly Content[] } = {},
): Content {
  const codes = [sku, upc, lot].filter((code) => code !== null).join(' · ');
  return { stack: [said(item), said(codes, { fontSize: 7.5, color: QUIET }), ...more], lineHeight: 1 };
}

/** Cases and loose units, apart; nothing is said of what there is none of. */
export function casesAndLoose(quantity: number, unitsPerCase: number): [cases: string, loose: string] {
  if (unitsPerCase === 1) return ['', String(quantity)];
  const { cases, units } = inCases(quantity, unitsPerCase);
  return [cases === 0 ? '' : String(cases), units === 0 ? '' : String(units)];
}

/** What the foot of a page says: where several documents are in one file, each counts its own. */
type NumberPage = (page: number, pages: number) => { title: string; page: number; pages: number };

/** What every document has: the letters, the margins, and on each page its number. */
export function onPages(
  language: Language,
  title: string,
  content: Content,
  numbered: NumberPage = (page, pages) => ({ title, page, pages }),
): TDocumentDefinitions {
  const footer: DynamicContent = (at, of) => {
    const { title, ...numbers } = numbered(at, of);
    return {
      columns: [
        { text: title, fontSize: 8, color: QUIET },
        { text: sayOnPaper(language, 'page', numbers), alignment: 'right', fontSize: 8, color: QUIET },
      ],
      margin: [40, 10, 40, 0],
    };
  };
  return {
    pageSize: 'LETTER',
    pageMargins: [40, 36, 40, 40],
    defaultStyle: { font: 'DejaVu', fontSize: 9.5, lineHeight: 1.1 },
    info: { title },
    language,
    footer,
    content,
  };
}
