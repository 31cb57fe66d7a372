import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { buildWorld, buy, order, receive, stockOf } from '#tests/support/world.ts';
import { expectAccessible } from './support/accessibility.ts';
import { addPerson, BOTH_LOOKS, DESKTOP_LIGHT } from './support/open-screens.ts';
import { screenOf } from './support/screen.ts';
import { screensOfEachTest } from './support/screens-of-each-test.ts';

const MANAGER = { name: 'Max Ortiz', email: 'max@example.com', role: 'manager' };
const MILLISECONDS_ALLOWED = 180_000;
const UPC = '012345678905';
const CASE = '10012345678902';
const screens = screensOfEachTest();

/** What a scanner does: keys that wait for nothing, and Enter. */
async function scan(page: Page, code: string): Promise<void> {
  await Promise.all([...code, 'Enter'].map((key) => page.keyboard.press(key)));
}

async function start(look = DESKTOP_LIGHT) {
  const admin = screens.company.as('administrator');
  await addPerson(screens.company, MANAGER);
  const world = await buildWorld(admin, { CAHORS: 0 });
  const bought = await buy(admin, world, 'CAHORS', 40);
  const page = await screens.openPage(look);
  await screens.signIn(page, MANAGER);
  await page.waitForURL(/\/home/);
  const purchaseOrder = async () => (await admin.get(`/purchase-orders/${bought.id}`)).body;
  return { admin, world, bought, page, purchaseOrder, ...screenOf(page) };
}

test(
  'scans are counted wherever the focus is, unknown ones are said, and nothing is booked by Enter',
  async () => {
    const { admin, world, bought, page, purchaseOrder, main, field, sees, button } = await start();
    await page.goto('/receiving');
    await sees(bought.number);
    await scan(page, UPC);
    await page.waitForURL(new RegExp(`/receiving/${bought.id}`));
    await sees('1 unit of Malbec Reserva CAHORS');
    const scanBox = main.getByRole('textbox', { name: /^Scan an item/ });
    expect(await scanBox.evaluate((box) => box === document.activeElement)).toBe(true);

    for (let count = 0; count < 9; count += 1) await scan(page, UPC);
    await sees('10 units of Malbec Reserva CAHORS');
    await scan(page, CASE);
    await sees('1 cs + 10 of Malbec Reserva CAHORS');

    // In the very field that asks how many came: the code does not stay there, and its Enter books nothing.
    await field('Arrived').focus();
    await scan(page, UPC);
    await sees('1 cs + 11 of Malbec Reserva CAHORS');
    expect(await field('Arrived').inputValue()).toBe('1 cs + 11');
    await scan(page, '4006381333931');
    await sees('4006381333931 is not in this list.');
    await expectAccessible(page);
    await button('Seen').click();
    expect((await purchaseOrder()).receipts).toEqual([]);

    await page.reload();
    await sees('What you typed here before is still there.');
    expect(await field('Arrived').inputValue()).toBe('1 cs + 11');
    await field('Arrived').press('Enter');
    await page.keyboard.press('Escape');
    expect((await purchaseOrder()).receipts).toEqual([]);
    await button('Receive 23 units').click();
    await sees(/received 23 units/);

    // A pick counts the same way.
    const placed = await order(admin, world, { CAHORS: 5 });
    await page.goto(`/fulfill/orders/${placed.id}`);
    await sees('5 units picked. Nothing stays open');
    for (let count = 0; count < 3; count += 1) await scan(page, UPC);
    await sees('3 units of 5 units: Malbec Reserva CAHORS');
    await page.reload();
    await sees('What you typed here before is still there.');
    expect(await field('Picked').inputValue()).toBe('3');

    await page.goto(`/stock/${world.variants.CAHORS}?adjust=1`);
    await main.getByRole('textbox', { name: /^Scan to count/ }).waitFor();
    await scan(page, CASE);
    await scan(page, UPC);
    await sees('1 cs + 1 of Malbec Reserva CAHORS');
    expect(await field('Counted').inputValue()).toBe('1 cs + 1');
    expect((await stockOf(admin, world, 'CAHORS')).onHand).toBe(23);
    expect(screens.faults).toEqual([]);
  },
  MILLISECONDS_ALLOWED,
);

test.each(BOTH_LOOKS)(
  'the second with the same delivery is told who booked it, decides, and what was wrong is undone, %s',
  async (_, look) => {
    const { admin, world, bought, page, purchaseOrder, main, field, sees, button } = await start(look);
    await page.goto(`/receiving/${bought.id}`);
    await field('Arrived').fill('40');
    const asks = main.getByText('Damaged?', { exact: true });
    expect(await asks.evaluate((words) => words.scrollWidth <= words.clientWidth)).toBe(true);
    await admin.post(`/purchase-orders/${bought.id}/receipts`, {
      lines: [{ purchaseOrderLineId: bought.lines[0].id, quantity: 40 }],
    });
    await button('Receive 40 units').click();
    await sees('Somebody changed this since you opened it.');
    await sees(/Received 40 units, RC-/);
    await sees(/3 cs \+ 4 more than ordered/);
    await expectAccessible(page);
    await button('Don’t receive it').click();
    expect((await purchaseOrder()).receipts).toHaveLength(1);

    await field('Arrived').fill('5');
    await button('Receive 5 units').click();
    const dialog = page.getByRole('dialog');
    await sees(/5 units entered, .* to come – 5 units more/, dialog);
    await sees(/RC-.*40 units/, dialog);
    await expectAccessible(page);
    await dialog.getByRole('button', { name: 'Look again' }).click();
    await button('Receive 5 units').click();
    await dialog.getByRole('button', { name: 'Receive anyway' }).click();
    await sees(/received 5 units/);

    await page.goto(`/purchase-orders/${bought.id}`);
    await button(/^Undo RC-/)
      .last()
      .click();
    await sees(/5 units are to come again/, dialog);
    await expectAccessible(page);
    await dialog.getByRole('button', { name: 'Undo', exact: true }).click();
    await dialog.waitFor({ state: 'detached' });
    await sees(/Undone:/);
    expect((await stockOf(admin, world, 'CAHORS')).onHand).toBe(40);

    await page.goto(`/stock/${world.variants.CAHORS}?adjust=1`);
    await field('Counted').fill('43423');
    await main.getByLabel(/^Reason/).selectOption('Found');
    await button('Record count').click();
    await sees(/3 cs \+ 4 on record/, dialog);
    await dialog.getByRole('button', { name: 'Look again' }).click();
    await dialog.waitFor({ state: 'detached' });
    await field('Counted').fill('38');
    await button('Record count').click();
    await button(/^Undo 2/).click();
    await dialog.getByRole('button', { name: 'Undo', exact: true }).click();
    await dialog.waitFor({ state: 'detached' });
    expect((await stockOf(admin, world, 'CAHORS')).onHand).toBe(40);
    await receive(admin, world, 'CAHORS', 1);
    expect(screens.faults).toEqual([]);
  },
  MILLISECONDS_ALLOWED,
);
