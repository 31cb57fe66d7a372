import type { Form, ImportKind } from '#domain/importing/fields.ts';
import { IMPORT_FIELDS } from '#domain/importing/fields.ts';
import type { Mapping } from '#domain/importing/map-columns.ts';
import { dayFormOf, numberFormOf, readDay, readNumber } from '#domain/importing/read-values.ts';
import type { Queries } from '../platform/transaction.ts';
import { DOCUMENT_KINDS } from './documents.ts';
import type { FileRow } from './file-row.ts';
import { ROW_KINDS, refused, type Values, type Verdict } from './kinds.ts';
import { keyOf, type Lookup, lookUp } from './lookup.ts';

/** How a file is read: its headings, which fill which field, and in which units its quantities are. */
export type Plan = {
  kind: ImportKind;
  headings: readonly string[];
  mapping: Mapping;
  units: 'base' | 'cases';
  sender: string;
  currency: string;
};
/** A row with what it says and what it would do. */
export type JudgedRow = { line: number; cells: string[]; values: Values; verdict: Verdict };
export type Judged = { rows: JudgedRow[]; forms: Record<string, string>; lookup: Lookup };

const QUANTITIES = ['quantity', 'shipped', 'received'];

/** What would become of each row, by the records as they are. */
export async function judgeRows(queries: Queries, plan: Plan, rows: readonly FileRow[]): Promise<Judged> {
  const columns = columnsOf(plan, rows);
  const read = rows.map((row) => ({ ...row, ...readRow(columns, row) }));
  const lookup = await lookUp(queries, namedBy(read.map(({ values }) => values)), plan.sender);
  const seen = new Set<string>();
  const judged = read.map(({ line, cells, values: given, problem }): JudgedRow => {
    const values = plan.units === 'cases' ? inBaseUnits(given, lookup) : given;
    const verdict = problem ?? judgeOne(plan, values, lookup, seen);
    return { line, cells, values, verdict };
  });
  if (DOCUMENT_KINDS[plan.kind]) refuseWhole(judged);
  return { rows: judged, forms: Object.fromEntries(columns.map(({ name, how }) => [name, how])), lookup };
}

type Column = { name: string; at: number; form: Form; how: string; isRequired: boolean; choices: readonly string[] };

function columnsOf({ kind, headings, mapping }: Plan, rows: readonly FileRow[]): Column[] {
  return IMPORT_FIELDS[kind].flatMap(({ name, form, isRequired = false, choices = [] }) => {
    const at = headings.indexOf(mapping[name] ?? '\u0000');
    if (at < 0) return isRequired ? [{ name, at: -1, form, how: 'missing', isRequired, choices }] : [];
    const values = rows.map(({ cells }) => cells[at] ?? '');
    const how =
      form === 'day' ? dayFormOf(values) : form === 'number' || form === 'money' ? numberFormOf(values) : 'text';
    return [{ name, at, form, how, isRequired, choices }];
  });
}

/** What a row says; a cell that cannot be read is a problem of its field. */
function readRow(columns: readonly Column[], { cells }: FileRow): { values: Values; problem: Verdict | null } {
  const values: Record<string, string> = {};
  let problem: Verdict | null = null;
  for (const column of columns) {
    const text = cells[column.at] ?? '';
    const isEmpty = text === '' || (text.toUpperCase() === 'NULL' && column.form !== 'text');
    if (isEmpty) {
      if (column.isRequired) problem ??= refused(column.name, 'is empty');
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
    supplier: [...of('supplier'), ...of('name')],
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

function judgeOne({ kind, currency }: Plan, values: Values, lookup: Lookup, seen: Set<string>): Verdict {
  const single = ROW_KINDS[kind];
  if (!single)
    return (DOCUMENT_KINDS[kind] as NonNullable<(typeof DOCUMENT_KINDS)['orders']>).judge(values, lookup, { currency });
  const key = single.key(values);
  if (seen.has(key)) return refused(null, 'an earlier row is about the same');
  seen.add(key);
  return single.judge(values, lookup, { currency });
}

/** A document comes whole or not at all: with one refused row, all its rows wait. */
function refuseWhole(rows: JudgedRow[]): void {
  const bad = new Set(
    rows.flatMap(({ values, verdict }) =>
      verdict.outcome === 'refused' && values.number ? [keyOf(values.number)] : [],
    ),
  );
  for (const row of rows)
    if (row.verdict.outcome === 'create' && bad.has(keyOf(row.values.number ?? '')))
      row.verdict = refused(null, 'another row of the same number is refused');
}
