import type { Form, ImportKind } from '#domain/importing/fields.ts';
import { IMPORT_FIELDS } from '#domain/importing/fields.ts';
import type { Mapping } from '#domain/importing/map-columns.ts';
import {
  countDayForms,
  countNumberForms,
  countShareForms,
  type FormCount,
  readDay,
  readNumber,
  readShare,
} from '#domain/importing/read-values.ts';
import type { Queries } from '../platform/transaction.ts';
import { documentsOf } from './documents.ts';
import type { FileRow } from './file-row.ts';
import { ROW_KINDS } from './kinds.ts';
import { keyOf, type Lookup, lookUp } from './lookup.ts';
import { refused, type Values, type Verdict } from './row-kind.ts';

/** How a file is read: its headings, which fill which field, and in which units its quantities are. */
export type Plan = {
  kind: ImportKind;
  headings: readonly string[];
  mapping: Mapping;
  units: 'base' | 'cases';
  sender: string;
  currency: string;
  today: string;
};
/** What a row says, by itself. */
export type ReadRow = { line: number; values: Values; problem: Verdict | null };
/** A row with what it says and what it would do. */
export type JudgedRow = { line: number; values: Values; verdict: Verdict };
/** A column that fills a field, and in which form its values are. */
export type Column = {
  name: string;
  at: number;
  form: Form;
  how: string;
  isRequired: boolean;
  choices: readonly string[];
};

const QUANTITIES = ['quantity', 'shipped', 'received'];

/** The columns that fill the fields of a file, before the forms of their values are known. */
export function columnsOf({ kind, headings, mapping }: Plan): Column[] {
  return IMPORT_FIELDS[kind].flatMap(({ name, form, isRequired = false, choices = [] }) => {
    const at = headings.indexOf(mapping[name] ?? '\u0000');
    if (at < 0) return isRequired ? [{ name, at: -1, form, how: 'missing', isRequired, choices }] : [];
    return [{ name, at, form, how: 'text', isRequired, choices }];
  });
}

/** The same with the forms that all of the file's values speak for. */
export async function withForms(
  columns: readonly Column[],
  file: AsyncIterable<readonly FileRow[]>,
): Promise<Column[]> {
  const counted = columns.flatMap((column) => {
    const count = column.at < 0 ? null : countForms(column.form);
    return count ? [{ column, count }] : [];
  });
  if (counted.length > 0)
    for await (const rows of file)
      for (const { cells } of rows) for (const { column, count } of counted) count.add(cells[column.at] ?? '');
  const forms = new Map(counted.map(({ column, count }) => [column.name, count.form()]));
  return columns.map((column) => ({ ...column, how: forms.get(column.name) ?? column.how }));
}

function countForms(form: Form): FormCount<string> | null {
  if (form === 'day') return countDayForms();
  if (form === 'share') return countShareForms();
  return form === 'number' || form === 'money' ? countNumberForms() : null;
}

/** What some rows say, and the records they name. */
export async function understand(
  queries: Queries,
  plan: Plan,
  columns: readonly Column[],
  rows: readonly FileRow[],
): Promise<{ rows: ReadRow[]; lookup: Lookup }> {
  const read = rows.map((row) => ({ line: row.line, ...readRow(columns, row) }));
  const lookup = await lookUp(queries, namedBy(read.map(({ values }) => values)), plan.sender);
  if (plan.units !== 'cases') return { rows: read, lookup };
  return { rows: read.map((row) => ({ ...row, values: inBaseUnits(row.values, lookup) })), lookup };
}

/** What a row says; a cell that cannot be read is a problem of its field. */
function readRow(columns: readonly Column[], { cells }: FileRow): { values: Values; problem: Verdict | null } {
  const values: Record<string, string> = {};
  let problem: Verdict | null = null;
  for (const column of columns) {
    const text = cells[column.at] ?? '';
    const isEmpty = text === '' || (text.toUpperCase() === 'NULL' && column.form !== 'text');
    if (isEmpty) {
      if (column.isRequired)
        problem ??= column.at < 0 ? refused(null, `no column fills ${column.name}`) : refused(column.name, 'is empty');
      continue;
    }
    const value = readCell(column, text);
    if (value === null) problem ??= refused(column.name, REASONS[column.form]);
    else values[column.name] = value;
  }
  return { values, problem };
}

const REASONS: Record<Form, string> = {
  text: 'is no text',
  code: 'is no code',
  number: 'is no number',
  money: 'is no amount of money',
  share: 'is no share of a price',
  day: 'is no day',
  choice: 'is none of what it may be',
};

function readCell({ form, how, choices }: Column, text: string): string | null {
  switch (form) {
    case 'day':
      return readDay(text, how as 'iso');
    case 'number':
    case 'money':
      return readNumber(text, how as 'point');
    case 'share':
      return readShare(text, how as 'percent');
    case 'choice':
      return choices.find((choice) => choice === text.toLowerCase()) ?? null;
    default:
      return text;
  }
}

function namedBy(rows: readonly Values[]) {
  const of = (name: string) => rows.flatMap((values) => values[name] ?? []);
  return {
    sku: of('sku'),
    account: [...of('accountNumber'), ...of('account')],
    supplier: [...of('supplier'), ...of('name'), ...of('externalId')],
    product: of('product'),
    warehouse: of('warehouse'),
    number: of('number'),
  };
}

function inBaseUnits(values: Values, { variants }: Lookup): Values {
  const perCase = variants.get(keyOf(values.sku ?? ''))?.unitsPerCase ?? 1;
  const changed = QUANTITIES.flatMap((name) =>
    values[name] === undefined ? [] : [[name, String(Number(values[name]) * perCase)]],
  );
  return { ...values, ...Object.fromEntries(changed) };
}

/** What a row would do, by the records as they are; `seen` are the keys of the rows before it. What no column fills is named in the reason. */
export function judgeOne(plan: Plan, row: ReadRow, lookup: Lookup, seen: Set<string>): Verdict {
  const verdict = judge(plan, row, lookup, seen);
  if (verdict.outcome !== 'refused' || verdict.field === null || plan.mapping[verdict.field]) return verdict;
  return refused(verdict.field, `${verdict.field} ${verdict.reason}`);
}

function judge(
  { kind, currency, today }: Plan,
  { values, problem }: ReadRow,
  lookup: Lookup,
  seen: Set<string>,
): Verdict {
  if (problem) return problem;
  const single = ROW_KINDS[kind];
  if (!single) return documentsOf(kind).judge(values, lookup, { currency, today });
  const keys = single.keys(values);
  if (keys.some((key) => seen.has(key))) return refused(null, 'an earlier row is about the same');
  for (const key of keys) seen.add(key);
  return single.judge(values, lookup, { currency, today });
}
