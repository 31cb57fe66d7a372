import type { Queries } from './transaction.ts';

/**
 * Lets a transaction into a demo company, whose removal then waits for its end. Answers whether the demo is still there:
 * whoever had to wait here was signed in to a company that is gone.
 */
export async function enterDemo(tx: Queries): Promise<boolean> {
  // Sent together, but two statements: the second sees what is there once the first has waited.
  const [, company] = await Promise.all([
    tx.rows('lock table company in row share mode'),
    tx.row<{ demo: boolean }>('select demo from company'),
  ]);
  return company.demo;
}

/** Waits for all who were let in and lets nobody in until the transaction ends. Who comes first is served first. */
export async function closeDemo(tx: Queries): Promise<void> {
  await tx.rows('lock table company in exclusive mode');
}
