import type { Database } from '../platform/database.ts';
import { type Queries, queriesOf } from '../platform/transaction.ts';
import { BOOK_CHECKS } from './book-checks.ts';

/** A figure that is kept and does not agree with the ledger it comes from. */
export type Difference = { check: string; record: string; expected: string; found: string };

export type Verification = { balanced: boolean; differences: Difference[] };

/** More of one kind say nothing new, and the answer is stored. */
const DIFFERENCES_OF_ONE_CHECK = 100;

/**
 * Rebuilds every projection from the ledgers and compares: stock, allocations, the queue, the sums of lines, orders and
 * backorders, invoices, and the seals of the audit record. All checks see the same instant and lock nothing, so it runs
 * beside the working company. At most 100 differences of one check are told.
 */
export async function verifyBooks(database: Database): Promise<Verification> {
  const client = await database.connect();
  try {
    await client.query(`begin isolation level repeatable read read only; ${WHOLE_TABLES}`);
    const differences = await findDifferences(queriesOf(client));
    return { balanced: differences.length === 0, differences };
  } finally {
    // A client that cannot even roll back is thrown away.
    await client.query('rollback').then(
      () => client.release(),
      (error) => client.release(error),
    );
  }
}

/** What every check finds, as the given connection sees the books. */
export async function findDifferences(queries: Queries): Promise<Difference[]> {
  const differences: Difference[] = [];
  for (const { name, sql } of BOOK_CHECKS) {
    const rows = await queries.rows<Omit<Difference, 'check'>>(
      `select record, expected, found from (${sql}) d order by record limit ${DIFFERENCES_OF_ONE_CHECK}`,
    );
    differences.push(...rows.map((row) => ({ check: name, ...row })));
  }
  return differences;
}

/** Keeps the outcome, so that everybody can see since when it is known. */
export async function storeVerification(queries: Queries, verification: Verification, now: string): Promise<void> {
  await queries.rows('insert into verifications (verified_at, balanced, differences) values ($1, $2, $3)', [
    now,
    verification.balanced,
    JSON.stringify(verification.differences),
  ]);
}

/** The books are added up from whole tables, which the connections of use cases are set to avoid. */
const WHOLE_TABLES = `set local statement_timeout = 0; set local plan_cache_mode = auto;
  set local enable_hashjoin = on; set local enable_mergejoin = on; set local enable_seqscan = on`;
