import { type Quantity, total } from '#domain/quantity.ts';
import type { Work } from '../platform/work.ts';

/** Makes what lines hold firm, so that only a person moves it. The caller holds the stock rows. Answers how much that is. */
export async function keepFirm(work: Work, queueLineIds: readonly string[]): Promise<Quantity> {
  const kept = await work.tx.rows<{ quantity: Quantity }>(KEEP, [queueLineIds]);
  return total(kept, ({ quantity }) => quantity);
}

/** Lets what is firm of lines, and is not picked, move again. The caller holds the stock rows. Answers how much that is. */
export async function letMove(work: Work, queueLineIds: readonly string[]): Promise<Quantity> {
  const freed = await work.tx.rows<{ quantity: Quantity }>(LET_MOVE, [queueLineIds]);
  return total(freed, ({ quantity }) => quantity);
}

const LET_MOVE = `
  update allocations set firmness = 'soft' where queue_line_id = any($1::bigint[]) and live > picked and firmness = 'firm'
  returning live - picked as quantity`;

const KEEP = `
  update allocations set firmness = 'firm' where queue_line_id = any($1::bigint[]) and live > picked and firmness = 'soft'
  returning live - picked as quantity`;
