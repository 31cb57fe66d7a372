import { isRefused, type Refusal } from '#contract/errors.ts';
import { compose, type Part } from './compound-statement.ts';
import type { AuditEntry, Work } from './work.ts';

/** What came of one of many. */
export type Outcome<Item, Result> = { item: Item; result: Result } | { item: Item; refusal: Refusal };

/**
 * Does the same to each of many in one transaction, one after the other: a refused one leaves nothing behind, and what one would
 * send with the commit is sent at its end, so that the next one finds it. The caller holds the locks of all of them.
 */
export async function eachInTurn<Item, Result extends object>(
  work: Work,
  items: readonly Item[],
  act: (work: Work, item: Item) => Promise<Result | { refusal: Refusal }>,
): Promise<Outcome<Item, Result>[]> {
  const outcomes: Outcome<Item, Result>[] = [];
  for (const item of items) {
    const own = beginOne(work);
    await work.tx.rows('savepoint one_of_many');
    const result = await act(own.work, item);
    if (isRefused(result)) await work.tx.rows('rollback to savepoint one_of_many');
    else await own.keep();
    await work.tx.rows('release savepoint one_of_many');
    outcomes.push(isRefused(result) ? { item, refusal: result.refusal } : { item, result });
  }
  return outcomes;
}

/** The work of one of them, whose records count only once it is kept. */
function beginOne(work: Work): { work: Work; keep(): Promise<void> } {
  const last: Part[] = [];
  const audit: AuditEntry[] = [];
  const told: [topic: string, payload: Record<string, unknown>][] = [];
  return {
    work: {
      ...work,
      tx: { ...work.tx, finishWith: (parts) => void last.push(...parts) },
      audit: (entry) => void audit.push(entry),
      tell: (topic, payload) => void told.push([topic, payload]),
    },
    async keep() {
      if (last.length > 0) {
        const { sql, values } = compose(last);
        await work.tx.rows(sql, values);
      }
      for (const entry of audit) work.audit(entry);
      for (const [topic, payload] of told) work.tell(topic, payload);
    },
  };
}
