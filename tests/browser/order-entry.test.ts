import { expect, test } from 'vitest';
import { buildWorld, buy, order } from '#tests/support/world.ts';
import { expectAccessible } from './support/accessibility.ts';
import { addPerson, DESKTOP_LIGHT, PHONE_DARK } from './support/open-screens.ts';
import { screenOf } from './support/screen.ts';
import { screensOfEachTest } from './support/screens-of-each-test.ts';

const MANAGER = { name: 'Max Ortiz', email: 'max@example.com', role: 'manager' };
const screens = screensOfEachTest();

/** One item with fifty there, one with none and twenty on the way, one of which the customer already waits for three. */
async function prepare() {
  const { company } = screens;
  await addPerson(company, MANAGER);
  const admin = company.as('administrator');
  const world = await buildWorld(admin, { MALBEC: 50, SYRAH: 0, CAHORS: 0 });
  await buy(admin, world, 'SYRAH', 20, { expectedOn: '2035-03-04' });
  const earlier = await order(admin, world, { CAHORS: 3 });
  const skuOf = async (name: string) => (await admin.get(`/variants/${world.variants[name]}`)).body.sku as string;
  const customer = (await admin.get(`/customers/${world.customerId}`)).body;
  const skus = { malbec: await skuOf('MALBEC'), syrah: await skuOf('SYRAH'), cahors: await skuOf('CAHORS') };
  return { customer, earlier, ...skus };
}

test('an order is taken by keyboard alone, and says what becomes of it before it is confirmed', async () => {
  const { customer, malbec, syrah, cahors } = await prepare();
  const page = await screens.openPage(DESKTOP_LIGHT);
  const { main, sees, badges } = screenOf(page);
  const { keyboard } = page;
  await screens.signIn(page, MANAGER);
  await page.goto('/orders/new');
  await main.getByRole('combobox', { name: 'Customer' }).fill(customer.name);
  await main.getByRole('option', { name: customer.name }).waitFor();
  await keyboard.press('ArrowDown');
  await keyboard.press('Enter');

  // Enter faster than the server, and the quantity faster than the line: a case where nothing is typed.
  await keyboard.type(malbec);
  await keyboard.press('Enter');
  await main.getByRole('textbox', { name: 'Quantity' }).waitFor();
  await sees('All now');
  await keyboard.press('Enter');
  await keyboard.type(syrah.toLowerCase());
  await keyboard.press('Enter');
  await keyboard.type('30');
  await sees('None now, 1 cs + 8 wait until about');
  await sees('10 wait, no date yet');
  await sees('None available · next 1 cs + 8');
  await keyboard.press('Enter');
  await keyboard.type(malbec);
  await keyboard.press('Enter');
  await sees(/is on the order already: now 2 cs/);
  await keyboard.press('Enter');

  // A list from a spreadsheet: what is wrong is named, what this customer waits for already is asked about.
  await main.getByRole('button', { name: 'Paste a list' }).click();
  await keyboard.insertText(`SKU\tQty\n${cahors}\t2\nNOPE-1\t5\n${malbec}\tmany`);
  await main.getByRole('button', { name: 'Add these rows' }).click();
  await sees('Row 3, “NOPE-1”: no item has this SKU or UPC');
  await sees(`Row 4, “${malbec}”: “many” is no quantity`);
  await sees('for 3 units of');
  await expectAccessible(page);
  await main.getByRole('combobox', { name: /What to do about/ }).selectOption('add');

  // Another price needs its reason.
  await main.getByRole('button', { name: /Change the price of .* MALBEC/ }).click();
  await keyboard.type('9.25');
  await sees('Say why the price differs.');
  expect(await main.getByRole('button', { name: 'Confirm order' }).isDisabled()).toBe(true);
  await keyboard.press('Tab');
  await keyboard.type('Matched a quote');
  await sees('Total $622.00');
  await expectAccessible(page);

  // After a reload the next item is asked for; Control and Enter in the customer's list choose nobody else.
  await page.reload();
  await sees('Total $622.00');
  const focused = page.locator('input:focus');
  await expect.poll(() => focused.getAttribute('placeholder')).toBe('Name, SKU or UPC');
  await main.getByRole('combobox', { name: 'Customer' }).focus();
  await keyboard.press('ArrowDown');
  await keyboard.press('Control+Enter');
  await sees('Confirmed', badges);
  await sees('$9.25');
  expect((await screens.company.as('administrator').get('/orders?sort=-orderedOn')).body.data[0].customerName).toBe(
    customer.name,
  );
}, 120_000);

test('an earlier order is ordered again, also on a phone', async () => {
  const { earlier } = await prepare();
  const page = await screens.openPage(PHONE_DARK);
  const { main, sees, button } = screenOf(page);
  await screens.signIn(page, MANAGER);
  await page.goto(`/orders/${earlier.id}`);
  await main.getByRole('link', { name: 'Order again' }).click();
  await sees(`Copied 1 line of ${earlier.number}`);
  await expectAccessible(page);
  await main.getByRole('combobox', { name: /What to do about/ }).selectOption('add');
  await button('Save as draft').click();
  await sees('Draft');
}, 120_000);
