import { Readable } from 'node:stream';
import type { z } from 'zod';
import type { Operation } from '#contract/operation.ts';
import { type Column, columnsOf } from './columns.ts';
import { csvHead, csvLine } from './csv.ts';
import { xlsx } from './xlsx.ts';

export type TableFormat = 'csv' | 'xlsx';

export const TABLE_TYPES: Record<TableFormat, string> = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

/** What an answer holds that can be a table: the records of a list, or the groups of a report with their totals. */
type Tabular = { data?: unknown[]; nextCursor?: string | null; groups?: unknown[]; totals?: object };

/** How many rows are gathered before they are handed on. */
const ROWS_AT_ONCE = 200;

/**
 * The whole of a list or report as a file, read page by page while it is written: `first` is its first page, `next` reads the
 * one after a cursor.
 */
export function tableFile(
  operation: Operation,
  format: TableFormat,
  pages: { first: object; next: (cursor: string) => Promise<object> },
): Readable {
  const columns = columnsFor(operation);
  const rows = rowsOf(pages, operation.table?.rowsOf ?? ((record) => [record]));
  return format === 'csv' ? Readable.from(csv(rows, columns), { objectMode: false }) : xlsx(rows, columns);
}

async function* rowsOf(
  { first, next }: Parameters<typeof tableFile>[2],
  of: (record: unknown) => readonly unknown[],
): AsyncGenerator<unknown> {
  let page = first as Tabular;
  for (;;) {
    yield* (page.data ?? page.groups ?? []).flatMap(of);
    if (page.totals) yield { label: 'Total', ...page.totals };
    if (!page.nextCursor) return;
    page = (await next(page.nextCursor)) as Tabular;
  }
}

async function* csv(rows: AsyncIterable<unknown>, columns: readonly Column[]): AsyncGenerator<string> {
  let text = csvHead(columns);
  let count = 0;
  for await (const row of rows) {
    text += csvLine(row, columns);
    count += 1;
    if (count % ROWS_AT_ONCE !== 0) continue;
    yield text;
    text = '';
  }
  yield text;
}

const known = new WeakMap<Operation, Column[]>();

function columnsFor(operation: Operation): Column[] {
  const columns = known.get(operation) ?? columnsOf(operation.table?.row ?? recordOf(operation.answer));
  known.set(operation, columns);
  return columns;
}

/** What one row of an answer is. */
function recordOf(answer: z.ZodType): z.ZodType {
  const { shape } = answer as z.ZodObject<Record<string, z.ZodType>>;
  return ((shape.data ?? shape.groups) as z.ZodArray<z.ZodType>).element as z.ZodType;
}
