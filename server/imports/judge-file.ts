import type { Transaction } from '../platform/transaction.ts';
import { documentsOf, isOfDocuments } from './documents.ts';
import { type Column, columnsOf, type JudgedRow, judgeOne, type Plan, understand, withForms } from './judge-rows.ts';
import { keyOf, type Lookup } from './lookup.ts';
import { refused, type Values, type Verdict } from './row-kind.ts';
import { keepVerdicts, keptRows, refuseRows } from './store.ts';

/** A file as it was judged: how its columns are read, and of which rows each of its documents is made, in their order. */
export type JudgedFile = { columns: Column[]; documents: number[][] };

/**
 * Judges all rows kept of a file by the records as they are, some at a time, and keeps what would become of each. The import itself
 * is left alone, so that the progress of a commit can be told beside it: `keepCounts` says how many there are.
 */
export async function judgeFile(tx: Transaction, id: string, plan: Plan): Promise<JudgedFile> {
  await goByIndexes(tx);
  const columns = await withForms(columnsOf(plan), keptRows(tx, id));
  const seen = new Set<string>();
  const documents = new Documents(plan);
  for await (const some of keptRows(tx, id)) {
    const { rows, lookup } = await understand(tx, plan, columns, some);
    const judged = rows.map((row): JudgedRow => ({ ...row, verdict: judgeOne(plan, row, lookup, seen) }));
    const alike = isOfDocuments(plan.kind) ? judged.map((row) => documents.note(row, lookup)) : judged;
    await keepVerdicts(tx, id, alike);
  }
  await refuseRows(tx, id, documents.broken(), 'another row of the same number is refused');
  return { columns, documents: documents.due() };
}

/**
 * The first file of a company meets plans that were made while its tables were empty: each row would be looked for by reading all that
 * came before it.
 */
async function goByIndexes(tx: Transaction): Promise<void> {
  await tx.rows('set local enable_seqscan = off');
  await tx.rows('discard plans');
}

type Document = { place: string; common: string; lines: number[]; isBroken: boolean };

/** A line more than a document may have. */
const tooMany = ({ lines }: Document, { outcome }: Verdict, most: number): Verdict | null =>
  outcome === 'create' && lines.length === most
    ? refused(null, `is one line more than the ${most.toLocaleString('en')} of one number`)
    : null;

/** The documents that the rows of a file make: one comes whole or not at all. */
class Documents {
  readonly #byNumber = new Map<string, Document>();
  readonly #plan: Plan;

  constructor(plan: Plan) {
    this.#plan = plan;
  }

  /** Notes a row, and refuses it where it disagrees with the first of its document. */
  note(row: JudgedRow, lookup: Lookup): JudgedRow {
    const { values, line } = row;
    if (!values.number) return row;
    const kind = documentsOf(this.#plan.kind);
    const said = kind.common(values, lookup);
    const known = this.#byNumber.get(keyOf(values.number));
    const document = known ?? this.#begin(values, kind.order([values], lookup), said);
    const verdict = this.#disagreement(document, said) ?? tooMany(document, row.verdict, kind.mostLines) ?? row.verdict;
    if (verdict.outcome === 'create') document.lines.push(line);
    if (verdict.outcome === 'refused') document.isBroken = true;
    return { ...row, verdict };
  }

  #begin({ number = '' }: Values, place: string, said: Record<string, string>): Document {
    const document = { place, common: JSON.stringify(said), lines: [], isBroken: false };
    this.#byNumber.set(keyOf(number), document);
    return document;
  }

  #disagreement({ common }: Document, said: Record<string, string>): Verdict | null {
    if (common === JSON.stringify(said)) return null;
    const first: Record<string, string> = JSON.parse(common);
    const field = Object.keys(said).find((name) => said[name] !== first[name]) ?? null;
    return refused(field, 'is another one than in an earlier row of the same number');
  }

  /** The rows that cannot come because another of their document is refused. */
  broken(): number[] {
    return [...this.#byNumber.values()].flatMap(({ isBroken, lines }) => (isBroken ? lines : []));
  }

  /** The rows of each document that can come, the first document first. */
  due(): number[][] {
    return [...this.#byNumber.values()]
      .filter(({ isBroken, lines }) => !isBroken && lines.length > 0)
      .sort((one, other) => (one.place < other.place ? -1 : Number(one.place > other.place)))
      .map(({ lines }) => lines);
  }
}
