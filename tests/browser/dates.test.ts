import { expect, test } from 'vitest';
import { addDays, weekOf } from '#domain/time/calendar.ts';
import { relayAll } from '#tests/support/relay-all.ts';
import { addCustomer, buildWorld, buy, order } from '#tests/support/world.ts';
import { expectAccessible } from './support/accessibility.ts';
import { addPerson, DESKTOP_LIGHT, PHONE_DARK } from './support/open-screens.ts';
import { screenOf } from './support/screen.ts';
import { screensOfEachTest } from './support/screens-of-each-test.ts';

const BOSS = { name: 'Max Ortiz', email: 'max@example.com', role: 'manager' };

const screens = screensOfEachTest();

test('a promise moves by the keyboard as by the mouse, and the supply that breaks it is named', async () => {
  const { company } = screens;
  await addPerson(company, BOSS);
  const admin = company.as('administrator');
  const today = (await admin.get('/me')).body.company.today as string;
  // Days of the week after this one, whatever today is.
  const monday = addDays(weekOf(today).monday, 7);
  const world = await buildWorld(admin, { MALBEC: 0 });
  const placed = await order(
    admin,
    world,
    { MALBEC: 5 },
    { customerId: await addCustomer(admin, { name: 'The Anchor' }) },
  );
  const { id, number } = placed.backorders[0];
  await admin.post(`/backorders/${id}/promises`, { promisedOn: addDays(monday, 1), reason: 'Agreed' });
  const bought = await buy(admin, world, 'MALBEC', 5, { expectedOn: addDays(monday, 8) });
  await relayAll(company.database, new Date().toISOString());

  const page = await screens.openPage(DESKTOP_LIGHT);
  const { main, sees } = screenOf(page);
  await screens.signIn(page, BOSS);
  await page.goto('/dates');
  const dialog = page.getByRole('dialog');
  const entry = main.getByRole('link', { name: new RegExp(`The Anchor.*${number}`) });
  await entry.waitFor();
  await page.keyboard.press('j');
  await page.keyboard.press('d');
  expect(await dialog.getByLabel('Expected on').inputValue()).not.toBe(addDays(monday, 1));
  await page.keyboard.press('Escape');
  await entry.focus();
  await page.keyboard.press('Shift+ArrowRight');
  expect(await dialog.getByLabel('Expected on').inputValue()).toBe(addDays(monday, 2));
  await expectAccessible(page);
  await dialog.getByLabel('Reason').fill('The supplier said so');
  await dialog.getByText('Tell the customer').click();
  await dialog.getByRole('button', { name: 'Promise' }).click();
  await dialog.waitFor({ state: 'detached' });
  const days = main.getByRole('list', { name: 'Promised days' }).locator('> li');
  await days
    .nth(7 + 2)
    .getByRole('link', { name: 'The Anchor' })
    .waitFor();

  // The same with the mouse.
  await entry.dragTo(days.nth(7 + 3));
  expect(await dialog.getByLabel('Expected on').inputValue()).toBe(addDays(monday, 3));
  await page.keyboard.press('Escape');

  await main.getByRole('link', { name: 'Supply', exact: true }).click();
  await sees('breaks 1 promise');
  await expectAccessible(page);
  await main.getByRole('link', { name: 'Promise anew' }).click();
  await main.getByRole('link', { name: number, exact: true }).first().waitFor();
  expect(decodeURIComponent(page.url())).toContain(`purchaseOrderId=${bought.id}`);

  const phone = await screens.openPage(PHONE_DARK);
  await screens.signIn(phone, BOSS);
  await phone.goto('/dates');
  await screenOf(phone)
    .main.getByRole('link', { name: new RegExp(`The Anchor.*${number}`) })
    .waitFor();
  await expectAccessible(phone);
}, 120_000);
