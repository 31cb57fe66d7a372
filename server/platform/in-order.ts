import type { Transaction } from './transaction.ts';
import type { Work } from './work.ts';

type Answers<Steps> = {
  [Name in keyof Steps]: Steps[Name] extends (work: Work) => infer Answer ? Awaited<Answer> : never;
};

/**
 * Sends the statements of several steps together, in the order in which the steps are written, and answers by their names. What a
 * step sends must not wait for an answer: a step that sends a statement after its turn, which would change the order of locks, fails.
 */
export async function inOrder<Steps extends Record<string, (work: Work) => unknown>>(
  work: Work,
  steps: Steps,
): Promise<Answers<Steps>> {
  const named = Object.entries(steps).map(async ([name, step]) => {
    const turn = { isOver: false };
    // The function runs up to its first wait before the next one begins.
    const answer = step({ ...work, tx: onlyInTurn(work.tx, name, turn) });
    turn.isOver = true;
    return [name, await answer] as const;
  });
  return Object.fromEntries(await Promise.all(named)) as Answers<Steps>;
}

function onlyInTurn(tx: Transaction, name: string, turn: { isOver: boolean }): Transaction {
  const check = () => {
    if (turn.isOver) throw new Error(`the step "${name}" sends a statement after its turn`);
  };
  const checked =
    <Given extends readonly unknown[], Answer>(send: (...given: Given) => Answer) =>
    (...given: Given): Answer => {
      check();
      return send(...given);
    };
  return {
    rows: checked(tx.rows) as Transaction['rows'],
    row: checked(tx.row) as Transaction['row'],
    first: checked(tx.first) as Transaction['first'],
    built: checked(tx.built) as Transaction['built'],
    finishWith: tx.finishWith,
  };
}
