import { expect, test } from 'vitest';
import { firstCode } from '#server/home/first-administrator.ts';
import { expectAccessible } from './support/accessibility.ts';
import { actsOn } from './support/count-acts.ts';
import { DESKTOP_LIGHT } from './support/open-screens.ts';
import { screensOfEachTest } from './support/screens-of-each-test.ts';

const screens = screensOfEachTest();
const MOST_ACTS = 20;

test('from the link in the terminal to the first filled backorder of an empty company', async () => {
  const page = await screens.openPage(DESKTOP_LIGHT);
  const { main, type, press, click, count } = actsOn(page);

  await page.goto(`/first-administrator#${firstCode(screens.company.secret)}`);
  await expectAccessible(page);
  await type('Company', 'Bodega Norte');
  await type('Your name', 'Ada Bell');
  await type('E-mail', 'ada@example.com');
  await type('Password', 'correct horse battery');
  await press('Enter');

  await click('link', 'Add a product');
  await type('Name', 'Malbec Reserva');
  await type('Price', '12.50');
  await expectAccessible(page);
  await press('Enter');
  await main.getByText('MALBEC-RESERVA').first().waitFor();

  // Nobody orders yet, and nothing is on the shelf.
  await press('c');
  await type('Customer', 'Bar Celta');
  await press('Enter');
  await page.waitForFunction(() => document.activeElement?.getAttribute('placeholder') === 'Name, SKU or UPC');
  await type('Add an item', 'malbec');
  await press('Enter');
  await main.getByRole('textbox', { name: 'Quantity' }).waitFor();
  await main.getByText('no date yet').first().waitFor();
  await press('Control+Enter');
  await page.waitForURL(/\/orders\/\d+/);
  await main.getByRole('link', { name: 'Fulfill BO-1001' }).waitFor();

  await press('f');
  await type('Counted on the shelf', '12');
  await expectAccessible(page);
  await press('Enter');
  await main.getByText('1 cs outstanding, 1 cs allocated').waitFor();
  await click('checkbox', 'It ships now');
  await click('button', 'Record pick and ship');
  await main
    .getByText(/12 units shipped/)
    .first()
    .waitFor();

  const admin = screens.company.as('administrator');
  expect((await admin.get('/backorders?status=fulfilled')).body.data).toMatchObject([
    { number: 'BO-1001', outstanding: 0 },
  ]);
  expect(count()).toBeLessThanOrEqual(MOST_ACTS);
  expect(screens.faults).toEqual([]);
}, 120_000);
