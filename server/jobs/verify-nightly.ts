import { dateIn, readCompany } from '../platform/company.ts';
import type { Database } from '../platform/database.ts';
import { inTransaction } from '../platform/transaction.ts';
import { systemViewer } from '../platform/viewer.ts';
import { beginWork, type Work } from '../platform/work.ts';
import { storeVerification, type Verification, verifyBooks } from '../verify/verify-books.ts';

/**
 * Verifies the books and keeps the answer. While they do not balance one exception is open, with what was found last;
 * the first night they balance again closes it.
 */
export async function verifyNightly(database: Database, now: string): Promise<void> {
  const verification = await verifyBooks(database);
  const viewer = systemViewer('verification');
  await inTransaction(database, async (tx) => {
    const { company, settings } = await readCompany(tx);
    const today = dateIn(company.timeZone, now);
    const circumstances = { now, today, company, settings, ifMatch: null, requestId: null, viewer };
    const { work, writeRecords } = beginWork(tx, circumstances);
    await storeVerification(tx, verification, now);
    if (verification.balanced) await closeException(work, viewer.actor);
    else await keepException(work, verification);
    writeRecords();
  });
}

async function keepException(work: Work, { differences }: Verification): Promise<void> {
  const checks = [...new Set(differences.map(({ check }) => check))];
  const facts = JSON.stringify({ differences: differences.length, checks });
  const known = await work.tx.first(
    `update exceptions set facts = $1 where kind = 'books_do_not_balance' and closed_at is null returning id`,
    [facts],
  );
  if (known) return;
  const { id } = await work.tx.row<{ id: string }>(
    `insert into exceptions (kind, facts, opened_at) values ('books_do_not_balance', $1, $2) returning id`,
    [facts, work.now],
  );
  work.audit({ action: 'exception.open', recordType: 'exception', recordId: id, changes: { checks } });
  work.tell('exception_opened', { exceptionId: id });
}

async function closeException(work: Work, actor: string): Promise<void> {
  const closed = await work.tx.rows<{ id: string }>(
    `update exceptions set closed_at = $1, closed_by = $2 where kind = 'books_do_not_balance' and closed_at is null returning id`,
    [work.now, actor],
  );
  for (const { id } of closed) {
    work.audit({ action: 'exception.close', recordType: 'exception', recordId: id });
    work.tell('exception_closed', { exceptionId: id });
  }
}
