import type { Answer } from '#contract/operations.ts';

/** Whether something of a purchase order should have come already. */
export function isLate({ closedAt, lines }: Answer<'getPurchaseOrder'>, today: string): boolean {
  return (
    closedAt === null && lines.some((line) => line.remaining > 0 && line.expectedOn !== null && line.expectedOn < today)
  );
}
