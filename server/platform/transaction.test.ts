import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase } from '#tests/support/test-database.ts';
import { inTransaction, type Transaction } from './transaction.ts';

let scratch: Awaited<ReturnType<typeof createTestDatabase>>;
beforeAll(async () => {
  scratch = await createTestDatabase();
  await scratch.database.query(
    'create table counters (id integer primary key, value integer not null default 0); insert into counters values (1), (2)',
  );
});
afterAll(() => scratch.drop());

const addTo = (tx: Transaction, id: number) => tx.rows('update counters set value = value + 1 where id = $1', [id]);

/** The same one call deeper, as a use case asks: its failure comes up later than that of a statement sent behind it. */
async function addDeeper(tx: Transaction, id: number): Promise<void> {
  const added = async () => {
    await addTo(tx, id);
  };
  await added();
}

describe('a transaction', () => {
  it('that loses a deadlock is done again, also when its statements were sent together', async () => {
    const attempts: number[] = [];
    let arrived = 0;
    let everybodyIsHere = () => {};
    const everybody = new Promise<void>((resolve) => {
      everybodyIsHere = resolve;
    });
    const cross = (first: number, second: number) =>
      inTransaction(scratch.database, async (tx) => {
        attempts.push(first);
        await addTo(tx, first);
        arrived += 1;
        if (arrived === 2) everybodyIsHere();
        await everybody;
        await Promise.all([addDeeper(tx, second), tx.rows('select 1')]);
      });
    await Promise.all([cross(1, 2), cross(2, 1)]);
    // On a busy machine each may be found waiting for the other in turn.
    expect(attempts.length).toBeGreaterThan(2);
    const { rows } = await scratch.database.query('select value from counters');
    expect(rows).toEqual([{ value: 2 }, { value: 2 }]);
  });

  it('fails for the reason it failed, not for what followed from it', async () => {
    const failing = inTransaction(scratch.database, async (tx) => {
      const wrong = (async () => {
        await addDeeper(tx, 1);
        await tx.rows('select 1 / $1::integer', [0]);
      })();
      await Promise.all([wrong, addDeeper(tx, 2)]);
    });
    await expect(failing).rejects.toThrow('division by zero');
    const unawaited = inTransaction(scratch.database, async (tx) => {
      tx.rows('select 1 / $1::integer', [0]).catch(() => undefined);
    });
    await expect(unawaited).rejects.toThrow('division by zero');
    const { rows } = await scratch.database.query('select sum(value)::integer as sum from counters');
    expect(rows).toEqual([{ sum: 4 }]);
  });
});
