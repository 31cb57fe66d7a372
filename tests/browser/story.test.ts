import { expect, test } from 'vitest';
import { backorderOf, pick } from '#tests/stories/acts.ts';
import type { Client } from '#tests/support/test-company.ts';
import { buildWorld, order, receive } from '#tests/support/world.ts';
import { expectAccessible } from './support/accessibility.ts';
import { addPerson, BOTH_LOOKS, DESKTOP_LIGHT, PHONE_DARK } from './support/open-screens.ts';
import { screenOf } from './support/screen.ts';
import { screensOfEachTest } from './support/screens-of-each-test.ts';

const MANAGER = {
  name: 'Max Ortiz',
  email: 'max@example.com',
  role: 'manager',
  password: 'correct horse battery',
};

/** Many screens, each with its accessibility check, on a machine that may be busy. Milliseconds. */
const A_WHOLE_STORY = 240_000;

const screens = screensOfEachTest();

test.each(BOTH_LOOKS)(
  'a short order becomes a backorder that is filled and delivered, %s',
  async (_, look) => {
    const { company, faults } = screens;
    await addPerson(company, MANAGER);
    const admin = company.as('administrator');
    const world = await buildWorld(admin, { CAHORS: 20 });
    const customer = (await admin.get(`/customers/${world.customerId}`)).body;
    const supplier = (await admin.get(`/suppliers/${world.supplierId}`)).body;
    const item = (await admin.get(`/variants/${world.variants.CAHORS}`)).body;
    const page = await screens.openPage(look);
    const { main, heading, badges, news, field, button, sees, fill, pick, goTo } = screenOf(page);

    await page.goto('/');
    await main.getByLabel(/^E-mail/).fill(MANAGER.email);
    await main.locator('input[name=password]').fill(MANAGER.password);
    await expectAccessible(page);
    await button('Sign in').click();
    await sees('Nothing needs a person.');
    await goTo('Backorders');
    await sees('No open backorders');
    await expectAccessible(page);

    // Twenty are ordered, and twenty should be there.
    await goTo('Orders');
    await sees('No orders yet');
    await expectAccessible(page);
    await main.getByRole('link', { name: 'New order' }).click();
    await pick('Customer', customer.name);
    await pick('Add an item', item.sku);
    await fill('Quantity', '20');
    await sees('Total $250.00');
    await expectAccessible(page);
    await button('Confirm order').click();
    await sees('Confirmed', badges);
    const orderNumber = /SO-\d+/.exec(await heading.innerText())?.[0] as string;
    await expectAccessible(page);

    // Only fifteen are found.
    await main.getByRole('link', { name: 'Fulfill order' }).click();
    await sees(`Fulfill order ${orderNumber}`);
    await fill('Picked', '15');
    await button('The rest is short').click();
    await sees('1 cs + 3 picked, 5 units short → backorder of 5 units');
    await main.getByLabel('It ships now').check();
    await main.getByLabel('Carrier').fill('UPS');
    await fill('Tracking number', '1Z999');
    await main.getByLabel('It is delivered already').check();
    await fill('Received by', 'Sam Cellar');
    await expectAccessible(page);
    await button('Record pick, shipment and delivery').click();
    await sees(/15 units delivered\. What was short is on the backorder/, news);
    await sees('INV-');
    await sees('Nothing else can go out now.');
    await expectAccessible(page);

    // The rest is a backorder that says why it cannot go.
    await news.getByRole('link', { name: /BO-/ }).click();
    await sees("Can't ship yet: 5 units not on any purchase order.");
    await sees('Open', badges);
    await sees('No date', badges);
    expect(await main.getByRole('link', { name: 'Fulfill backorder' }).count()).toBe(0);
    const backorderNumber = /BO-\d+/.exec(await heading.innerText())?.[0] as string;
    await button('Why not sooner?').click();
    await sees('5 units more in the warehouse would serve it now.');
    await expectAccessible(page);

    // Asked in the other words: was it filled? What filled the order does not count.
    await main.getByRole('link', { name: 'Was it filled? The technical answer' }).click();
    await sees('Nothing of this line has left yet.');
    await sees('backorder_line_fulfillments');
    await expectAccessible(page);
    await main.getByRole('link', { name: 'Back to the backorder' }).click();
    await sees("Can't ship yet: 5 units not on any purchase order.");

    // Two cases are bought; now there is a date to promise.
    const { today } = (await admin.get('/me')).body.company;
    const expectedOn = new Date(Date.parse(today) + 9 * 86_400_000).toISOString().slice(0, 10);
    await goTo('Purchase orders');
    await sees('No open purchase orders');
    await expectAccessible(page);
    await main.getByRole('link', { name: 'New purchase order' }).click();
    await pick('Supplier', supplier.name);
    await main.getByLabel('Expected').fill(expectedOn);
    await pick('Add an item', item.sku);
    await fill('Quantity', '2 cs');
    await expectAccessible(page);
    await button('Create purchase order').click();
    await sees('Nothing has arrived yet.');
    const purchaseOrderNumber = await heading.innerText();
    await expectAccessible(page);

    await goTo('Backorders');
    await main.getByRole('link', { name: backorderNumber, exact: true }).click();
    await sees(new RegExp(`Can't ship yet: 5 units on ${purchaseOrderNumber}, expected`));
    await button('Promise a date').click();
    await sees(/^Today’s supply gives /);
    await expectAccessible(page);
    await button('Promise').click();
    await sees('Promised a date');
    await badges.getByText('No date').waitFor({ state: 'detached' });

    // One case comes. The purchase order is scanned, and the dock says whose it is before it is put away.
    await goTo('Receiving');
    await sees('5 for 1 customer');
    await expectAccessible(page);
    await field('Scan or type a PO number, SKU or UPC').fill(purchaseOrderNumber);
    await page.keyboard.press('Enter');
    await sees('5 of 24 are spoken for');
    await fill('Arrived', '12');
    await sees('1 cs still to come');
    await sees('5 of 12 are spoken for');
    await sees(`5 units for ${customer.name}`);
    await expectAccessible(page);
    await button('Receive 12 units').click();
    await sees(/received 12 units\. 5 went to waiting orders\./, news);
    await sees(`5 units of ${item.itemName} to`, news);
    await sees('Ready to fulfill', news);
    await sees('Partially received', badges);
    await expectAccessible(page);

    await news.getByRole('link', { name: backorderNumber, exact: true }).click();
    await sees('All of it is allocated and can ship.');
    await sees('Ready to fulfill', badges);
    await main.getByRole('link', { name: 'Fulfill backorder' }).click();
    await sees('5 units picked. Nothing stays open');
    await sees(`${customer.name} receives`);
    // The first pick shipped at once, and the page has kept that habit; this one ships later.
    await main.getByLabel('It ships now').uncheck();
    await expectAccessible(page);
    await button('Record pick').click();
    await sees(/5 units picked\./, news);
    await main.getByRole('link', { name: `Open ${backorderNumber}` }).click();
    await sees('All of it is picked and waits to ship.');

    // Whoever loads the truck finds it among what is picked.
    await goTo('Fulfill');
    await sees('Nothing can go out now');
    await expectAccessible(page);
    await main.getByRole('link', { name: /^Picked, not shipped/ }).click();
    await expectAccessible(page);
    await main.getByRole('link', { name: /^F-\d+$/ }).click();
    await main.locator('form').getByRole('button', { name: 'Ship', exact: true }).click();
    await sees('Shipped', badges);
    await main.getByRole('link', { name: `Backorder ${backorderNumber}` }).click();
    await sees('Fulfilled', badges);
    await button(/^Confirm delivery of F-\d+$/).click();
    await expectAccessible(page);
    await main.locator('form').getByRole('button', { name: 'Confirm delivery' }).click();
    await sees('Complete', badges);
    await expectAccessible(page);

    await main.getByRole('link', { name: `Order ${orderNumber}` }).click();
    await sees('Delivered', badges);
    await sees(`Picked F-1002 for ${backorderNumber}`);
    await sees(`Allocated 5 units of ${item.itemName} to ${backorderNumber}`);
    await expectAccessible(page);

    // Every unit that moved stands in the ledger, the missing ones with the order that missed them.
    await goTo('Stock');
    await main.getByRole('link', { name: item.itemName }).click();
    await sees('Short when picked');
    await main.getByRole('link', { name: orderNumber }).first().waitFor();
    await expectAccessible(page);

    expect(faults).toEqual([]);
  },
  A_WHOLE_STORY,
);

test('a backorder is cancelled for good, and stays to be found', async () => {
  const { company, faults } = screens;
  await addPerson(company, MANAGER);
  const { number } = await someBackorder(company.as('administrator'));
  const page = await screens.openPage(DESKTOP_LIGHT);
  const { main, badges, button, sees, goTo } = screenOf(page);
  await screens.signIn(page, MANAGER);
  await goTo('Backorders');

  await main.getByRole('link', { name: number, exact: true }).click();
  await button('Cancel backorder').click();
  await main.getByLabel(/^Reason/).selectOption('Customer requested');
  await expectAccessible(page);
  await button('Cancel 5 units').click();
  const dialog = page.getByRole('dialog', { name: `Cancel 5 units of ${number}?` });
  await sees('This can’t be undone. To get it again, place a new order.', dialog);
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Cancel 5 units' }).click();
  await sees('Cancelled', badges);
  await sees(`Cancelled 5 units of ${number}`);
  expect(await button('Cancel backorder').count()).toBe(0);

  await page.goto('/orders/backorders?tab=cancelled');
  await main.getByRole('link', { name: number, exact: true }).waitFor();
  await expectAccessible(page);
  expect(faults).toEqual([]);
});

test('a role is offered only what it may do, and starts where its work is', async () => {
  const { company, faults } = screens;
  const readOnly = { ...MANAGER, email: 'ada@example.com', role: 'read_only' };
  const warehouse = { ...MANAGER, email: 'walt@example.com', role: 'warehouse' };
  await addPerson(company, readOnly);
  await addPerson(company, warehouse);
  const { number, id } = await someBackorder(company.as('administrator'));

  const reader = await screens.openPage(DESKTOP_LIGHT);
  await screens.signIn(reader, readOnly);
  const seen = screenOf(reader);
  await seen.goTo('Backorders');
  await seen.main.getByRole('link', { name: number, exact: true }).click();
  await seen.sees('Timeline');
  for (const act of ['Promise a date', 'Cancel backorder']) expect(await seen.button(act).count()).toBe(0);
  await reader.goto(`/fulfill/backorders/${id}`);
  await seen.sees('Your role does not allow this');
  await reader.goto('/orders/new');
  await seen.sees('Your role does not allow this');

  const picker = await screens.openPage(PHONE_DARK);
  await screens.signIn(picker, warehouse);
  await screenOf(picker).sees('Nothing is ready to fulfill.');
  await picker.goto(`/backorders/${id}`);
  await screenOf(picker).sees('Timeline');
  expect(await screenOf(picker).button('Cancel backorder').count()).toBe(0);
  expect(faults).toEqual([]);
});

test('what was not received says to each role what it can do about it, and what nobody invoiced names no invoice', async () => {
  const { company, faults } = screens;
  await addPerson(company, MANAGER);
  const rep = { ...MANAGER, email: 'rosa@example.com', role: 'sales_rep' };
  await addPerson(company, rep);
  const admin = company.as('administrator');
  const world = await buildWorld(admin, { CAHORS: 8, SYRAH: 0 });
  const placed = await order(admin, world, { CAHORS: 8 });
  const { id } = await pick(admin, placed, [{ picked: 5, short: 0 }], { shipment: {} });
  await admin.post(`/fulfillments/${id}/reopenings`, { reportedBy: 'customer' });
  await pick(admin, placed, [{ picked: 3, short: 0 }]);

  const page = await screens.openPage(DESKTOP_LIGHT);
  const { main, sees } = screenOf(page);
  await screens.signIn(page, rep);
  await page.goto(`/orders/${placed.id}`);
  await sees('Open: send it again or credit it. Where it came after all, the warehouse or a manager confirms it');
  expect(await main.locator('dt', { hasText: /^Invoice$/ }).count()).toBe(1);

  // Who waits for an item that is all there by now are those it is held for.
  const { number } = await backorderOf(admin, await order(admin, world, { SYRAH: 4 }));
  await receive(admin, world, 'SYRAH', 4);
  await page.goto(`/stock/${world.variants.SYRAH}?figure=waiting`);
  await sees('Nobody waits for stock: all that backorders still ask for is there and held for them.');
  await main.getByRole('link', { name: number }).waitFor();

  const other = await screens.openPage(DESKTOP_LIGHT);
  await screens.signIn(other, MANAGER);
  await other.goto(`/orders/${placed.id}`);
  await screenOf(other).sees('Open: deliver it after all, send it again or credit it');
  expect(faults).toEqual([]);
});

/** The backorder of an order of five of something that is not there. */
async function someBackorder(admin: Client): Promise<{ id: string; number: string }> {
  const world = await buildWorld(admin, { CAHORS: 0 });
  const [backorder] = (await order(admin, world, { CAHORS: 5 })).backorders;
  return backorder;
}
