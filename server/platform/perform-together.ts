import type { CompiledQuery } from 'kysely';
import { isRefused, type Refusal } from '#contract/errors.ts';
import { type Company, dateIn, type Settings } from './company.ts';
import { compose, type Part } from './compound-statement.ts';
import type { Database } from './database.ts';
import { explain } from './perform.ts';
import { inTransaction, type Transaction } from './transaction.ts';
import type { Viewer } from './viewer.ts';
import { beginWork, type Work } from './work.ts';

/** One use case among several: who does it, when, and what. */
export type Act<Result> = {
  viewer: Viewer;
  now: string;
  useCase: (viewer: Viewer, work: Work) => Promise<Result | { refusal: Refusal }>;
};

/** What a use case put in the outbox, and when. */
export type Told = { topic: string; payload: Record<string, unknown>; at: string };

type Circumstances = { company: Company; settings: Settings; onTold?: (told: Told) => void };

/**
 * Runs several use cases side by side in one transaction, each with its own viewer, moment and audit record, and answers
 * in their order. For a program that writes a history and begins anew when it is interrupted: their statements travel
 * together, the transaction does not wait for the disk, and messages are handed over instead of being sent. They run in
 * step, each statement in the order of the acts, so that the same acts write the same rows with the same ids.
 *
 * No two of them may need the same stock, order or backorder: none sees what another does. A refusal is thrown as a sentence.
 */
export function performTogether<Result extends object>(
  database: Database,
  circumstances: Circumstances,
  acts: readonly Act<Result>[],
): Promise<Result[]> {
  return inTransaction(database, async (tx) => {
    const soon = tx.rows('set local synchronous_commit = off');
    const steps = new Steps();
    const outcomes = await Promise.allSettled(
      acts.map((act, place) => performAct(inStep(tx, steps, place), circumstances, act)),
    );
    await soon;
    return outcomes.map((outcome) => {
      if (outcome.status === 'rejected') throw outcome.reason;
      return outcome.value;
    });
  });
}

async function performAct<Result extends object>(
  own: ReturnType<typeof inStep>,
  { company, settings, onTold }: Circumstances,
  act: Act<Result>,
): Promise<Result> {
  const { viewer, now, useCase: carryOut } = act;
  const today = dateIn(company.timeZone, now);
  const { work, writeRecords } = beginWork(own, {
    viewer,
    now,
    today,
    company,
    settings,
    ifMatch: null,
    requestId: null,
  });
  const tell = (topic: string, payload: Record<string, unknown>) => onTold?.({ topic, payload, at: now });
  const answer = await carryOut(viewer, { ...work, tell });
  if (isRefused(answer)) throw new Error(explain(answer.refusal));
  writeRecords();
  await own.finish();
  return answer;
}

/** The transaction as one of several acts has it: statements wait for their step, the last ones too. */
function inStep(tx: Transaction, steps: Steps, place: number): Transaction & { finish(): Promise<void> } {
  const last: Part[] = [];
  return {
    rows: <Row>(sql: string, values?: readonly unknown[]) => steps.take(place, () => tx.rows<Row>(sql, values)),
    row: <Row>(sql: string, values?: readonly unknown[]) => steps.take(place, () => tx.row<Row>(sql, values)),
    first: <Row>(sql: string, values?: readonly unknown[]) => steps.take(place, () => tx.first<Row>(sql, values)),
    built: <Row>(query: CompiledQuery<Row>) => steps.take(place, () => tx.built(query)),
    finishWith: (parts) => void last.push(...parts),
    async finish() {
      if (last.length === 0) return;
      const { sql, values } = compose(last);
      await steps.take(place, () => tx.rows(sql, values));
    },
  };
}

/**
 * Lets acts go forward step by step: what all of them ask for is sent when none has more to say, by their places, and
 * answered when all of it is there. Their order then depends on nothing but the acts.
 */
class Steps {
  #waiting: { place: number; send: () => Promise<() => void> }[] = [];

  take<Answer>(place: number, ask: () => Promise<Answer>): Promise<Answer> {
    return new Promise<Answer>((resolve, reject) => {
      if (this.#waiting.length === 0) setImmediate(() => void this.#go());
      const send = () =>
        ask().then(
          (answer) => () => resolve(answer),
          (error) => () => reject(error),
        );
      this.#waiting.push({ place, send });
    });
  }

  async #go(): Promise<void> {
    const asked = this.#waiting.sort((a, b) => a.place - b.place);
    this.#waiting = [];
    const answers = await Promise.all(asked.map(({ send }) => send()));
    for (const answer of answers) answer();
  }
}
