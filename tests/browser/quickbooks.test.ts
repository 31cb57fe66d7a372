import pino from 'pino';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startInvoiceSender } from '#server/invoicing/start-invoice-sender.ts';
import { openConnectedLedger } from '#server/quickbooks/connected-ledger.ts';
import { setUpQuickbooks } from '#server/quickbooks/open-quickbooks.ts';
import { configurationOf } from '#tests/quickbooks-twin/connect-company.ts';
import { type QuickbooksTwin, startQuickbooksTwin } from '#tests/quickbooks-twin/twin.ts';
import type { TestCompany } from '#tests/support/test-company.ts';
import { addCustomer, buildWorld, order } from '#tests/support/world.ts';
import { expectAccessible } from './support/accessibility.ts';
import { addPerson, DESKTOP_LIGHT, openScreens, PHONE_DARK, type Screens } from './support/open-screens.ts';
import { screenOf } from './support/screen.ts';

const BOOKKEEPER = {
  name: 'Ada Bell',
  email: 'ada@example.com',
  role: 'administrator',
};
const DAY = 86_400_000;
const dayBefore = (days: number) => new Date(Date.now() - days * DAY).toISOString().slice(0, 10);

let twin: QuickbooksTwin;
let screens: Screens;
let sender: { stop(): Promise<void> };

beforeAll(async () => {
  twin = await startQuickbooksTwin();
  screens = await openScreens({ quickbooks: configurationOf(twin) });
  const { company } = screens;
  const parts = {
    configuration: configurationOf(twin),
    secret: company.secret,
    publicUrl: 'https://orders.example.com',
  };
  const quickbooks = setUpQuickbooks({ ...parts, database: company.database });
  const open = () => openConnectedLedger(quickbooks);
  sender = startInvoiceSender({
    database: company.database,
    logger: pino({ level: 'silent' }),
    open,
    lookMilliseconds: 100,
  });
});
afterAll(async () => {
  await sender.stop();
  await screens.close();
  await twin.stop();
});

test('a bookkeeper connects QuickBooks, matches 20 customers, and puts right the invoice that closed books refused, and sees what was changed there', async () => {
  const { company, faults } = screens;
  await addPerson(company, BOOKKEEPER);
  await shipFive(company);
  twin.books.closedUntil = dayBefore(5);
  const page = await openFor(company);
  const { main, button, sees } = screenOf(page);
  const phone = screenOf(await openPhone());

  await sees('Each shipment becomes one invoice in QuickBooks');
  await expectAccessible(page);
  await main.getByLabel('Send invoices from').fill(dayBefore(30));
  await button('Connect to QuickBooks').click();
  await page.getByRole('button', { name: 'Connect', exact: true }).click();

  await sees('QuickBooks is connected.');
  await sees('Customers: 0 of 20 matched');
  await sees('3 differ: look at them below.');
  await expectAccessible(page);
  await button('Confirm 17 that agree').click();
  await sees('Customers: 17 of 20 matched');
  for (const left of [2, 1, 0]) {
    await main
      .getByRole('button', { name: /^Confirm: / })
      .first()
      .click();
    await sees(`Customers: ${20 - left} of 20 matched`);
  }
  await main.getByText(/^Items: /).click();
  await button('Create 1 in QuickBooks').click();
  await sees('Items: 1 of 1 matched');
  await main.getByText(/^Terms: /).click();
  await button('Confirm 1 that agrees').click();

  await sees(/books .*closed/i);
  await expect.poll(() => twin.books.all('Invoice').length, { timeout: 10_000 }).toBe(4);
  await expectAccessible(page);
  await phone.main.page().goto('/settings/quickbooks');
  await phone.sees(/books .*closed/i);
  await expectAccessible(phone.main.page());
  await button('Send with this day').click();
  await sees('Nothing needs you: what waits is sent by itself.');
  await expect.poll(() => twin.books.all('Invoice').length).toBe(5);

  const changed = new URLSearchParams({ number: String(twin.books.all('Invoice').at(-1)?.DocNumber), to: 'half' });
  await fetch(`${twin.url}/changes`, { method: 'POST', redirect: 'manual', body: changed });
  await button('Test and read again').click();
  await sees('Sent and now there: $25.00 → $12.50');
  await expectAccessible(page);
  // Where an invoice needs the item of freight its button leads to the choice, whatever stands below it.
  await page.goto('/settings/quickbooks#where-lines-go');
  await expect.poll(() => isInSight(main.getByLabel('Freight')), { timeout: 10_000 }).toBe(true);
  await main.getByRole('link', { name: String(changed.get('number')) }).click();
  await sees('There $12.50, here $25.00. Put it right there, or exclude it with the reason.');
  expect(faults).toEqual([]);
});

async function isInSight(field: Locator): Promise<boolean> {
  const box = await field.first().boundingBox();
  return box !== null && box.y >= 0 && box.y + box.height <= DESKTOP_LIGHT.height;
}

/** Twenty customers, three of whom QuickBooks calls otherwise, and five shipments, the first of them a week ago. */
async function shipFive(company: TestCompany): Promise<void> {
  const admin = company.as('administrator');
  const world = await buildWorld(admin, { MALBEC: 100 });
  const customers = [world.customerId];
  for (let n = 1; n < 20; n += 1) customers.push(await addCustomer(admin, { name: `Shop number ${n}` }));
  const { rows } = await company.database.query('select name, email from customers order by id');
  for (const [n, { name, email }] of rows.entries())
    twin.books.create('Customer', { DisplayName: n < 17 ? name : `${name} LLC`, PrimaryEmailAddr: { Address: email } });
  for (const [n, customerId] of customers.slice(0, 5).entries()) {
    const placed = await order(admin, world, { MALBEC: 2 + n }, { customerId });
    const body = { lines: [{ orderLineId: placed.lines[0].id, picked: 2 + n, short: 0 }], shipment: {} };
    const then = new Date(Date.now() - (n === 0 ? 7 : 0) * DAY).toISOString();
    const shipped = await admin.post(`/orders/${placed.id}/fulfillments`, body, { 'makegood-now': then });
    expect(shipped.status).toBe(201);
  }
}

async function openFor({ origin }: TestCompany): Promise<Page> {
  const page = await screens.openPage(DESKTOP_LIGHT);
  // The address that the company gives to Intuit leads here, as it would by its name.
  await page.route(`${twin.url}/connect/oauth2/consents**`, async (route) => {
    const answer = await route.fetch({ maxRedirects: 0 });
    const { pathname, search } = new URL(answer.headers().location ?? '');
    await route.fulfill({ status: 303, headers: { location: origin + pathname + search } });
  });
  await screens.signIn(page, BOOKKEEPER);
  await page.goto('/settings/quickbooks');
  return page;
}

async function openPhone(): Promise<Page> {
  const page = await screens.openPage(PHONE_DARK);
  await screens.signIn(page, BOOKKEEPER);
  return page;
}
