import type { Locator, Page } from 'playwright-core';
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

test('a promise moves by the keyboard as by the mouse, days off are said, and the supply that breaks it is named', async () => {
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

  // The same with the mouse: pressed, moved over the days between, and let go.
  await drag(page, entry, days.nth(7 + 3));
  expect(await dialog.getByLabel('Expected on').inputValue()).toBe(addDays(monday, 3));
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  // A day off may be meant, and is said; the keyboard steps over it.
  await drag(page, entry, days.nth(7 + 5));
  await dialog.getByText('Saturday is not a working day.').waitFor();
  await expectAccessible(page);
  await dialog.getByLabel('Expected on').fill(addDays(monday, 4));
  expect(await dialog.getByText('is not a working day').count()).toBe(0);
  await dialog.getByLabel('Reason').fill('The supplier said so');
  await dialog.getByText('Tell the customer').click();
  await dialog.getByRole('button', { name: 'Promise' }).click();
  await dialog.waitFor({ state: 'detached' });
  await days
    .nth(7 + 4)
    .getByRole('link', { name: 'The Anchor' })
    .focus();
  await page.keyboard.press('Shift+ArrowRight');
  expect(await dialog.getByLabel('Expected on').inputValue()).toBe(addDays(monday, 7));
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });

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

/** Drags by the mouse alone, as a hand does: in many small moves. */
async function drag(page: Page, what: Locator, to: Locator): Promise<void> {
  await what.hover();
  await page.mouse.down();
  const { x, y, width, height } = (await to.boundingBox()) as { x: number; y: number; width: number; height: number };
  await page.mouse.move(x + width / 2, y + height / 2, { steps: 10 });
  await page.mouse.up();
}
