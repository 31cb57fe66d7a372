import { expect, test } from 'vitest';
import { relayAll } from '#tests/support/relay-all.ts';
import { buildWorld, buy } from '#tests/support/world.ts';
import { keysOnly } from './support/keys-only.ts';
import { addPerson, DESKTOP_LIGHT } from './support/open-screens.ts';
import { screenOf } from './support/screen.ts';
import { screensOfEachTest } from './support/screens-of-each-test.ts';

const MANAGER = { name: 'Max Ortiz', email: 'max@example.com', role: 'manager', password: 'correct horse battery' };

const screens = screensOfEachTest();

test('the whole way of a backorder is gone by keys alone, and the focus is seen at each stop', async () => {
  const { company, faults } = screens;
  await addPerson(company, MANAGER);
  const admin = company.as('administrator');
  const world = await buildWorld(admin, { CAHORS: 15, SYRAH: 0 });
  await buy(admin, world, 'CAHORS', 24, { expectedOn: '2035-03-04' });
  const customer = (await admin.get(`/customers/${world.customerId}`)).body;
  const { sku: cahors } = (await admin.get(`/variants/${world.variants.CAHORS}`)).body;
  const { sku: syrah } = (await admin.get(`/variants/${world.variants.SYRAH}`)).body;
  const page = await screens.openPage(DESKTOP_LIGHT);
  const { main, badges, news, sees } = screenOf(page);
  const { press, tabTo, fill, type, choose } = keysOnly(page);

  await page.goto('/');
  await main.getByLabel(/^E-mail/).waitFor();
  await fill(/^E-mail/, MANAGER.email);
  await fill(/^Password/, MANAGER.password);
  await press('Enter');
  await sees('Nothing needs a person.');

  // An order of what is there in part, and of what is not.
  await press('c');
  await tabTo('Customer');
  await type(customer.name);
  await main.getByRole('option', { name: customer.name }).waitFor();
  await press('ArrowDown', 'Enter');
  await tabTo(/^Add an item/);
  await type(cahors);
  await press('Enter');
  await main.getByRole('textbox', { name: 'Quantity' }).waitFor();
  await fill('Quantity', '20');
  await press('Enter');
  await type(syrah);
  await press('Enter');
  await sees('no date yet');
  await press('Control+Enter');
  await sees('Confirmed', badges);

  // A form that nothing was typed into closes by Escape; what was typed is given up on its own button only.
  const edits = main.getByRole('heading', { name: /^Edit/ });
  await press('e');
  await edits.waitFor();
  await press('Escape');
  await edits.waitFor({ state: 'detached' });
  await press('e');
  await fill('Quantity', '21');
  await press('Escape');
  await tabTo('Close', 0);
  expect(await main.getByRole('textbox', { name: 'Quantity' }).first().inputValue()).toBe('21');
  await press('Enter');
  await edits.waitFor({ state: 'detached' });

  // Fifteen are found and go at once; five wait.
  await press('f');
  await sees(/^Fulfill order/);
  await fill('Picked', '15');
  await choose('The rest is short');
  await tabTo('It ships now');
  await press('Space');
  await press('Control+Enter');
  await sees(/15 units shipped/, news);
  await choose(/^BO-/);
  await sees("Can't ship yet");

  // Cancelling says first what it does; whoever thinks better of it is where they were.
  const asked = page.getByRole('dialog', { name: /^Cancel 5 units of BO-/ });
  for (const back of ['Escape', 'Enter']) {
    await choose('Cancel backorder');
    await tabTo(/^Reason/);
    await type('Customer requested');
    await choose('Cancel 5 units');
    await asked.waitFor();
    await tabTo('Back', 3);
    await press(back);
    await asked.waitFor({ state: 'detached' });
    await tabTo('Cancel 5 units', 0);
    await choose('Close');
    await main.getByRole('heading', { name: /^Cancel backorder/ }).waitFor({ state: 'detached' });
    await tabTo('Cancel backorder', 0);
  }

  // Promised, received, picked, shipped, delivered.
  await press('d');
  await sees(/^Today’s supply gives /);
  await press('Control+Enter');
  await sees('Promised a date');
  const { number } = (await admin.get('/purchase-orders')).body.data[0];
  await press('g', 'r');
  await sees(number);
  await tabTo(/^Scan or type a PO number/);
  await type(number);
  await press('Enter');
  await fill('Arrived', '24');
  await press('Control+Enter');
  await sees(/received 24 units/, news);
  await relayAll(company.database, new Date().toISOString());
  await press('g', 'f');
  await page.waitForURL(/\/fulfill$/);
  await main.getByRole('row').getByText(/^BO-/).waitFor();
  await press('j', 'Enter');
  await sees(/^5 units picked/);
  await tabTo('It ships now');
  await press('Control+Enter');
  await sees(/5 units shipped/, news);
  await choose(/^Open BO-/);
  await choose(/^Confirm delivery of F-/);
  await tabTo('Received by');
  await press('Control+Enter');
  await sees('Complete', badges);
  expect(faults).toEqual([]);
}, 240_000);
