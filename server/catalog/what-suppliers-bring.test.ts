import { expect, test } from 'vitest';
import { openTestCompany } from '#tests/support/test-company.ts';
import { buildWorld, buy } from '#tests/support/world.ts';

test('suppliers say what they still have to bring, and what of it is late, when it is asked for', async () => {
  const company = await openTestCompany();
  const admin = company.as('administrator');
  const world = await buildWorld(admin, { TANNAT: 0 });
  const late = await buy(admin, world, 'TANNAT', 6, { expectedOn: '2020-01-02' });
  await buy(admin, world, 'TANNAT', 7, { expectedOn: '2035-01-02' });
  await buy(admin, world, 'TANNAT', 8, { expectedOn: null });
  const brings = async (asked = '&withPurchaseOrders=true') => {
    const q = encodeURIComponent(late.supplierName);
    return (await admin.get(`/suppliers?q=${q}${asked}`)).body.data[0].purchaseOrders;
  };
  expect(await brings()).toEqual({ open: 3, late: 1 });
  const counts = (await admin.get(`/purchase-orders/counts?supplierId=${late.supplierId}`)).body;
  expect(await brings()).toMatchObject({ open: counts.open, late: counts.late });
  expect(await brings('')).toBeNull();
  await admin.patch(`/purchase-orders/${late.id}`, { closed: true }, { 'if-match': `"${late.version}"` });
  expect(await brings()).toEqual({ open: 2, late: 0 });
  await company.close();
});
