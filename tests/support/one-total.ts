import { expect } from 'vitest';
import { queriesOf } from '#server/platform/transaction.ts';
import { readOpenTotal } from '#server/verify/open-total.ts';
import type { TestCompany } from '#tests/support/test-company.ts';

type Total = { backorders: number; value: string };

/** Home, each report, the sum of the groups of each and the demand ledger say the same of what is open. */
export async function expectOneTotal(company: TestCompany): Promise<void> {
  const manager = company.as('manager');
  const ledger = await readOpenTotal(queriesOf(company.database));
  const { count, outstandingValue } = (await manager.get('/home')).body.company.openBackorders;
  const said: Record<string, Total> = { home: { backorders: count, value: outstandingValue.amount } };
  for (const report of ['by-product', 'aging', ...GROUPINGS.map((by) => `open-backorders?groupBy=${by}`)]) {
    const { groups, totals } = (await manager.get(`/reports/${report}`)).body;
    const cents = groups.reduce((sum: number, { value }: any) => sum + Math.round(Number(value.amount) * 100), 0);
    const backorders = totals.backorders ?? ledger.backorders;
    said[report] = { backorders, value: totals.value.amount };
    said[`groups of ${report}`] = { backorders, value: (cents / 100).toFixed(2) };
  }
  expect(said).toEqual(Object.fromEntries(Object.keys(said).map((name) => [name, ledger])));
}

const GROUPINGS = ['product', 'customer', 'rep', 'supplier', 'reason', 'warehouse'];
