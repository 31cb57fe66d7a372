import { runMigrations } from 'graphile-worker';
import { expect, test } from 'vitest';
import { relayBatch } from '#server/jobs/relay.ts';
import { inTransaction } from '#server/platform/transaction.ts';
import { addCustomer, buildWorld, order } from '#tests/support/world.ts';
import { expectAccessible } from './support/accessibility.ts';
import { addPerson, DESKTOP_LIGHT, PHONE_DARK } from './support/open-screens.ts';
import { screenOf } from './support/screen.ts';
import { screensOfEachTest } from './support/screens-of-each-test.ts';

const REP = { name: 'Rosa Lindt', email: 'rosa@example.com', role: 'sales_rep', password: 'correct horse battery' };
const BOSS = { name: 'Max Ortiz', email: 'max@example.com', role: 'manager' };

const screens = screensOfEachTest();

const MILLISECONDS_ALLOWED = 240_000;

/** Three backorders of Rosa's customers, oldest first: two shops wait for Malbec, one for Cahors. */
async function prepare(): Promise<string[]> {
  const { company } = screens;
  for (const person of [REP, BOSS]) await addPerson(company, person);
  const admin = company.as('administrator');
  const salesRepId = (await admin.get('/users?role=sales_rep')).body.data[0].id as string;
  const world = await buildWorld(admin, { CAHORS: 0, MALBEC: 0 });
  const numbers: string[] = [];
  for (const [name, sku] of [
    ['The Anchor', 'MALBEC'],
    ['Harbor Grill', 'MALBEC'],
    ['Corner Cellar', 'CAHORS'],
  ] as const) {
    const customerId = await addCustomer(admin, { salesRepId, name });
    const placed = await order(admin, world, { [sku]: 5 }, { customerId });
    numbers.push(placed.backorders[0].number);
  }
  return numbers;
}

test(
  'a representative works through the list without a mouse',
  async () => {
    const [first, second, third] = (await prepare()) as [string, string, string];
    const page = await screens.openPage(DESKTOP_LIGHT);
    const { main, field, sees } = screenOf(page);
    const { keyboard } = page;
    const press = async (...keys: string[]) => {
      for (const key of keys) await keyboard.press(key);
    };
    await page.goto('/');
    await page.getByRole('button', { name: 'Sign in', exact: true }).waitFor();
    await keyboard.type(REP.email);
    await press('Tab');
    await keyboard.type(REP.password);
    await press('Enter');
    await page.waitForURL(/\/home/);
    await main.getByRole('heading', { level: 1, name: 'Home' }).waitFor();

    // To the list, down it, two marked, one date for both.
    await press('g', 'b');
    await main.getByRole('table', { name: 'Backorders' }).getByRole('link', { name: third, exact: true }).waitFor();
    await press('j', 'x', 'j', 'x');
    await sees(/2 backorders/);

    // What can be done with them stands behind all rows: one key goes there, and one takes the selection back.
    await press('a');
    await expect.poll(() => main.locator('button:focus').innerText()).toBe('Promise a date');
    await press('Escape');
    await main.getByText(/2 backorders/).waitFor({ state: 'detached' });
    await press('k', 'x', 'j', 'x');
    await sees(/2 backorders/);
    await press('d');
    const dialog = page.getByRole('dialog', { name: 'Promise dates for 2 backorders' });
    await dialog.waitFor();
    await expectAccessible(page);
    const year = new Date().getUTCFullYear() + 1;
    await keyboard.type(`0215${year}`);
    await press('Tab');
    if (
      !(await dialog
        .getByRole('textbox', { name: 'Why earlier than supply' })
        .evaluate((field) => field === document.activeElement))
    ) {
      // Some browsers have a button for the calendar between the two.
      await press('Tab');
    }
    await keyboard.type('The supplier said so');
    await press('Control+Enter');
    await dialog.waitFor({ state: 'detached' });
    await main.getByText(`15 Feb ${year}`).nth(1).waitFor();
    for (const [number, promisedOn] of [
      [first, `${year}-02-15`],
      [second, `${year}-02-15`],
      [third, null],
    ] as const) {
      const { data } = (await screens.company.as('manager').get(`/backorders?q=${number}`)).body;
      expect(data[0]).toMatchObject({ number, promisedOn });
    }

    // A look beside the list, which keeps its place and its marks.
    await press(' ');
    await page.getByRole('complementary', { name: `Backorder ${second} at a glance` }).waitFor();
    expect(page.url()).toMatch(/peek=/);
    await expectAccessible(page);
    await press('Escape');
    await page.getByRole('complementary', { name: `Backorder ${second} at a glance` }).waitFor({ state: 'detached' });
    await sees(/2 backorders/);

    // Search narrows the list and stands in the address.
    await press('/');
    await keyboard.type('cahors');
    await main.getByRole('link', { name: first, exact: true }).waitFor({ state: 'detached' });
    expect(new URL(page.url()).searchParams.get('q')).toBe('cahors');
    await main.getByRole('link', { name: third, exact: true }).waitFor();

    // The palette finds a record by its number from anywhere.
    await press('Control+k');
    await page.getByRole('dialog', { name: 'Search and commands' }).waitFor();
    await keyboard.type(first);
    await page.getByRole('option', { name: new RegExp(first) }).waitFor();
    await expectAccessible(page);
    await press('Enter');
    await page.waitForURL(/\/backorders\/\d+/);
    await main.getByRole('heading', { level: 1, name: new RegExp(first) }).waitFor();
    await field('What was said').waitFor();
    await press('m');
    await keyboard.type('They know of the new date.');
    await press('Control+Enter');
    await sees('Called the customer');
    await press('?');
    await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor();
    await expectAccessible(page);
    await press('Escape', 'g', 'o');
    await page.waitForURL(/\/orders$/);
    await main.getByRole('table', { name: 'Orders' }).waitFor();
    expect(screens.faults).toEqual([]);
  },
  MILLISECONDS_ALLOWED,
);

test(
  'a view of the list is filtered, kept and shared on a phone, and opened by somebody else',
  async () => {
    const [first, , third] = (await prepare()) as [string, string, string];
    const page = await screens.openPage(PHONE_DARK);
    const { main, button, pick } = screenOf(page);
    await screens.signIn(page, REP);
    await page.goto('/orders/backorders');
    await main.getByRole('link', { name: third, exact: true }).waitFor();
    await main.getByRole('button', { name: 'Filter' }).tap();
    await main.getByRole('button', { name: 'Item', exact: true }).tap();
    await expectAccessible(page);
    await pick('Item', 'Cahors');
    await main.getByRole('link', { name: first, exact: true }).waitFor({ state: 'detached' });
    await expectAccessible(page);

    await button('Views').tap();
    await main.getByRole('button', { name: 'Save this view…' }).tap();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox', { name: 'Name' }).fill('Cahors and what waits for it');
    await dialog.getByRole('checkbox').check();
    await expectAccessible(page);
    await dialog.getByRole('button', { name: 'Save', exact: true }).tap();
    await dialog.waitFor({ state: 'detached' });

    await main.getByLabel('Group by').selectOption({ label: 'Group by: Customer' });
    await main.getByText('Corner Cellar').first().waitFor();
    await expectAccessible(page);
    await page.goBack();
    await main.getByRole('link', { name: third, exact: true }).waitFor();

    const theirs = await screens.openPage(DESKTOP_LIGHT);
    const boss = screenOf(theirs);
    await screens.signIn(theirs, BOSS);
    await theirs.goto('/orders/backorders');
    await boss.main.getByRole('link', { name: first, exact: true }).waitFor();
    await boss.button('Views').click();
    await boss.main.getByRole('button', { name: /Cahors and what waits for it.*Rosa Lindt/ }).click();
    await boss.main.getByRole('link', { name: first, exact: true }).waitFor({ state: 'detached' });
    await boss.main.getByRole('link', { name: third, exact: true }).waitFor();
    await expectAccessible(theirs);

    // What somebody does elsewhere arrives by itself, and the mark stays.
    await boss.main.getByRole('checkbox').nth(0).check();
    await boss.sees(/1 backorder/);
    const { company } = screens;
    const { data } = (await company.as('administrator').get(`/backorders?q=${third}`)).body;
    await company
      .as('administrator')
      .post(`/backorders/${data[0].id}/priorities`, { highPriority: true, reason: 'asked for' });
    await runMigrations({ connectionString: company.databaseUrl });
    await inTransaction(company.database, (tx) => relayBatch(tx, new Date().toISOString()));
    await boss.main.getByText('High priority').first().waitFor();
    await boss.sees(/1 backorder/);
    expect(screens.faults).toEqual([]);
  },
  MILLISECONDS_ALLOWED,
);
