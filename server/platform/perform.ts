import { ERRORS, isRefused, type Refusal } from '#contract/errors.ts';
import { dateIn, readCompany } from './company.ts';
import type { Database } from './database.ts';
import { inTransaction, Undo } from './transaction.ts';
import type { Viewer } from './viewer.ts';
import { beginWork, type Work } from './work.ts';

/**
 * Runs a use case as a request would, in its own transaction with its audit record, for programs that are not one.
 * A refusal is thrown as a sentence. A long one has its records written as it goes, by `writeSoFar`.
 */
export async function perform<Result extends object>(
  viewer: Viewer,
  database: Database,
  now: string,
  useCase: (work: Work, writeSoFar: () => Promise<void>) => Promise<Result | { refusal: Refusal }>,
): Promise<Result> {
  const result = await inTransaction<Result | { refusal: Refusal }>(database, async (tx) => {
    const { company, settings } = await readCompany(tx);
    const today = dateIn(company.timeZone, now);
    const given = { viewer, now, today, company, settings, ifMatch: null, requestId: null };
    const { work, writeRecords, writeSoFar } = beginWork(tx, given);
    const answer = await useCase(work, writeSoFar);
    if (isRefused(answer)) throw new Undo(answer);
    writeRecords();
    return answer;
  });
  if (isRefused(result)) throw new Error(explain(result.refusal));
  return result;
}

/** A refusal as a sentence for a program. */
export function explain({ code, errors = [] }: Refusal): string {
  return [ERRORS[code].title, ...errors.map(({ pointer, detail }) => `${pointer} ${detail}`)].join(': ');
}
