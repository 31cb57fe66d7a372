import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestCompany, type TestCompany } from '../support/test-company.ts';
import { buildWorld, stockOf } from '../support/world.ts';

describe('the stock of a variant', () => {
  let company: TestCompany;
  beforeAll(async () => {
    company = await openTestCompany();
  });
  afterAll(() => company.close());

  it('is zero in a warehouse that never held any', async () => {
    const admin = company.as('administrator');
    const world = await buildWorld(admin, { MALBEC: 0 });
    expect(await stockOf(admin, world, 'MALBEC')).toEqual({
      onHand: 0,
      allocated: 0,
      available: 0,
      waiting: 0,
      backordered: 0,
    });
    const all = await admin.get(`/stock?warehouseId=${world.warehouseId}`);
    expect(all.body.data).toEqual([]);
  });
});
