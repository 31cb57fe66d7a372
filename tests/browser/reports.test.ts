import pino from 'pino';
import { expect, test } from 'vitest';
import { addDays } from '#domain/time/calendar.ts';
import { migrateJobs } from '#server/jobs/runner.ts';
import { backorderOf } from '#tests/stories/acts.ts';
import { relayAll } from '#tests/support/relay-all.ts';
import { addCustomer, buildWorld, order } from '#tests/support/world.ts';
import { expectAccessible } from './support/accessibility.ts';
import { addPerson, DESKTOP_LIGHT, PHONE_DARK } from './support/open-screens.ts';
import { screenOf } from './support/screen.ts';
import { screensOfEachTest } from './support/screens-of-each-test.ts';

const MANAGER = { name: 'Max Ortiz', email: 'max@example.com', role: 'manager' };
const screens = screensOfEachTest();

async function start() {
  const { company } = screens;
  await addPerson(company, MANAGER);
  const admin = company.as('administrator');
  await admin.patch('/settings', { backorderCreation: 'at_confirmation' });
  const world = await buildWorld(admin, { CAHORS: 0 });
  const customerId = await addCustomer(admin, { name: 'Bar Celta' });
  const placed = await order(admin, world, { CAHORS: 8 }, { customerId });
  await order(admin, world, { CAHORS: 3 });
  return { company, admin, placed };
}

test('a report is put together anew, opens what it counts, and is of any day', { timeout: 180_000 }, async () => {
  await start();
  const page = await screens.openPage(DESKTOP_LIGHT);
  const { main, sees, goTo } = screenOf(page);
  await screens.signIn(page, MANAGER);
  await goTo('Reports');
  await main.getByRole('row', { name: /Malbec Reserva 2 11 \$137\.50/ }).waitFor();
  await expectAccessible(page);
  await main.getByLabel('Put together by').selectOption('Customer');
  await main.getByRole('row', { name: /Bar Celta 1 8 \$100\.00/ }).waitFor();
  expect(await main.getByRole('link', { name: 'Excel' }).getAttribute('href')).toContain('groupBy=customer');

  await main.getByRole('link', { name: 'Aging' }).click();
  await sees('How much has waited how many days?');
  await expectAccessible(page);
  await main.getByLabel('The day of the report').fill(addDays(new Date().toISOString().slice(0, 10), -5));
  await sees('Nothing was waiting');
  await page.goBack();
  await main.getByRole('link', { name: 'Service' }).click();
  await sees('What was lost, and why');
  await expectAccessible(page);
  await main.getByRole('link', { name: 'Promises kept' }).click();
  await main.getByLabel('Measured against').waitFor();
  await expectAccessible(page);

  await page.goto('/reports?report=service&by=customer');
  await main
    .getByRole('row', { name: /Bar Celta/ })
    .getByRole('link')
    .first()
    .click();
  await page.waitForURL(/\/reports\/served\?.*customerId=\d/);
  await sees(/^SO-/);
  // The figure that was opened stands above what it counts.
  await sees('1 line · of 1 order · 8 units');
  await expectAccessible(page);
  await page.goto('/reports/promises');
  await sees('No promise is like that');
  await sees('0 backorders');
  await expectAccessible(page);

  await page.goto('/reports/lines?ageTo=1');
  await sees(/^BO-/);
  await expectAccessible(page);
  await page.goto('/reports?report=aging');
  await main.getByRole('button', { name: 'Write to the supplier' }).first().click();
  await page.getByText('Nothing is on order for it').waitFor();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Close' }).click();
  await main.getByRole('button', { name: 'Send regularly' }).click();
  await page.getByLabel('Max Ortiz').check();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Send from now on' }).click();
  await page.goto('/reports/sent');
  await main.getByRole('row', { name: /Aging .* Max Ortiz Not yet/ }).waitFor();
  await expectAccessible(page);

  // Of a product only some lines of a backorder: a figure opens those, and says what they come to.
  await page.goto('/reports?report=products');
  await main.getByRole('link', { name: 'Malbec Reserva' }).click();
  await page.waitForURL(/\/reports\/lines\?productId=/);
  await sees(/\d+ lines? · of \d+ backorders? · [\d,]+ units? · \$/);
  await main.getByRole('link', { name: 'Backorders to act on' }).click();
  await page.waitForURL(/\/orders\/backorders\?productId=/);
  // Stacked by status, each opens its backorders; a day that is over knows none.
  await page.goto('/reports?report=aging');
  await main.getByRole('columnheader', { name: 'Ready to fulfill' }).waitFor();
  await main
    .getByRole('row', { name: /^Total/ })
    .getByRole('link')
    .last()
    .click();
  await page.waitForURL(/\/orders\/backorders\?.*status=/);
  await page.goto('/purchase-orders?status=late');
  await main.getByRole('link', { name: /^Late/ }).waitFor();
  expect(await main.locator('nav [aria-current]').allInnerTexts()).toEqual([expect.stringMatching(/^Late/)]);

  await page.goto('/reports?report=open&by=customer');
  await main.getByRole('link', { name: 'Bar Celta' }).click();
  await page.waitForURL(/\/orders\/backorders\?customerId=/);
  await sees(/^BO-/);
  expect(screens.faults).toEqual([]);
});

test('a customer is told from the list of whom to tell, on a phone', { timeout: 180_000 }, async () => {
  const { company, admin, placed } = await start();
  await migrateJobs(company.databaseUrl, pino({ level: 'silent' }));
  const backorder = await backorderOf(admin, placed);
  // Told a day that nothing keeps.
  await admin.post(`/backorders/${backorder.id}/promises`, {
    promisedOn: addDays(new Date().toISOString().slice(0, 10), 9),
    reason: 'supplier said',
  });
  await relayAll(company.database, new Date().toISOString());
  const page = await screens.openPage(PHONE_DARK);
  const { main, sees, button } = screenOf(page);
  await screens.signIn(page, MANAGER);
  await page.goto('/messages/to-tell');
  await main.getByRole('button', { name: /Bar Celta/ }).click();
  await sees(/^Your backorder .* still on it|^Still on it/i);
  await expectAccessible(page);
  await main.getByRole('checkbox', { name: `Select ${backorder.number}` }).check();
  await button('Send 1 message').click();
  await sees('Nobody is left to tell');
  expect((await admin.get(`/mailbox?backorderId=${backorder.id}`)).body).toBeDefined();
  expect(screens.faults).toEqual([]);
});
