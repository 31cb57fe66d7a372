import type { Work } from './work.ts';

/**
 * Does something in the transaction, lets `look` see what it led to, and undoes it: what is previewed is then what would
 * happen, by the same rules and from the same figures. Nothing is audited or told, and the locks are given back.
 */
export async function rehearse<Result>(work: Work, act: (work: Work) => Promise<Result>): Promise<Result> {
  await work.tx.rows('savepoint rehearsal');
  const result = await act({
    ...work,
    tx: {
      ...work.tx,
      finishWith: () => {
        throw new Error('what is rehearsed is not the last of its transaction');
      },
    },
    audit: () => undefined,
    tell: () => undefined,
  });
  await work.tx.rows('rollback to savepoint rehearsal');
  return result;
}
