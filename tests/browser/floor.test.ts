import { expect, test } from 'vitest';
import { backorderOf } from '#tests/stories/acts.ts';
import { buildWorld, buy, order } from '#tests/support/world.ts';
import { expectAccessible } from './support/accessibility.ts';
import { addPerson, BOTH_LOOKS, DESKTOP_LIGHT, PHONE_DARK } from './support/open-screens.ts';
import { screenOf } from './support/screen.ts';
import { screensOfEachTest } from './support/screens-of-each-test.ts';

const MANAGER = { name: 'Max Ortiz', email: 'max@example.com', role: 'manager' };

/** Many screens, each with its accessibility check, on a machine that may be busy. Milliseconds. */
const A_WHOLE_STORY = 240_000;

const screens = screensOfEachTest();

test.each(BOTH_LOOKS)(
  'who cannot fill learns why, counts what is there, fills and takes the next, %s',
  async (_, look) => {
    const admin = screens.company.as('administrator');
    await addPerson(screens.company, MANAGER);
    const world = await buildWorld(admin, { CAHORS: 0, SYRAH: 10 });
    const backorder = await backorderOf(admin, await order(admin, world, { CAHORS: 5 }));
    const bought = await buy(admin, world, 'CAHORS', 24, { expectedOn: '2020-01-01' });
    const other = await order(admin, world, { SYRAH: 3 });
    const page = await screens.openPage(look);
    await screens.signIn(page, MANAGER);
    const { main, news, badges, button, sees, fill, goTo } = screenOf(page);

    await page.goto(`/fulfill/backorders/${backorder.id}`);
    await sees(new RegExp(`Can't fulfill yet: ${bought.number} is late`));
    await button("Why can't I fulfill?").click();
    await sees('Nothing is on hand.');
    await main.getByRole('link', { name: `Receive ${bought.number}` }).waitFor();
    await expectAccessible(page);

    // The shelf holds what the books do not know.
    await main.getByRole('link', { name: 'Count or adjust' }).click();
    await sees(/^Adjust the stock of/);
    await fill('Counted', '5');
    await main.getByLabel(/^Reason/).selectOption('Found');
    await expectAccessible(page);
    await button('Record count').click();
    await main.getByRole('link', { name: /^Allocated/ }).click();
    await main.getByRole('link', { name: backorder.number, exact: true }).waitFor();
    await main.getByRole('link', { name: /^On order/ }).click();
    await main.getByRole('link', { name: bought.number }).waitFor();
    await expectAccessible(page);

    await goTo('Fulfill');
    await main.getByRole('link', { name: other.number, exact: true }).waitFor();
    await expectAccessible(page);
    await main.getByRole('link', { name: backorder.number, exact: true }).click();
    await sees('5 units picked. Nothing stays open');
    await main.getByLabel('It ships now').check();
    await main.getByLabel('It is delivered already').check();
    const act = button('Record pick, shipment and delivery');
    const height = (await act.boundingBox())?.height ?? 0;
    expect(height >= (look === PHONE_DARK ? 56 : 24)).toBe(true);
    await act.click();
    await sees(/5 units delivered\./, news);
    await expectAccessible(page);
    await main.getByRole('link', { name: new RegExp(`^Next: ${other.number}`) }).click();
    await sees(`Fulfill order ${other.number}`, badges);
    await sees('3 units picked. Nothing stays open');
    expect(screens.faults).toEqual([]);
  },
  A_WHOLE_STORY,
);

test('a date that somebody else changed meanwhile loses nothing that was typed', async () => {
  const admin = screens.company.as('administrator');
  await addPerson(screens.company, MANAGER);
  const world = await buildWorld(admin, { CAHORS: 0 });
  const bought = await buy(admin, world, 'CAHORS', 24, { expectedOn: '2027-03-01' });
  const page = await screens.openPage(DESKTOP_LIGHT);
  await screens.signIn(page, MANAGER);
  const { main, button, sees } = screenOf(page);

  await page.goto(`/purchase-orders/${bought.id}`);
  await button('Change dates').click();
  const date = main.getByLabel('Expected', { exact: true });
  await date.fill('2027-03-20');
  await admin.patch(`/purchase-orders/${bought.id}`, { lines: [{ id: bought.lines[0].id, expectedOn: '2027-03-10' }] });
  await button('Save dates').click();
  await sees(/Somebody changed this purchase order meanwhile/);
  await sees('Says 10 Mar 2027 now');
  expect(await date.inputValue()).toBe('2027-03-20');
  await expectAccessible(page);
  await button('Save dates').click();
  await sees('Malbec Reserva CAHORS: 10 Mar 2027 → 20 Mar 2027');

  await button(/^Close the rest Malbec/).click();
  const dialog = page.getByRole('dialog');
  await sees(/2 cs will not come/, dialog);
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Close the rest' }).click();
  await sees('Closed what will not come');
  await page.goto('/purchase-orders?status=closed');
  await main.getByRole('link', { name: bought.number }).waitFor();
  await expectAccessible(page);
  expect(screens.faults).toEqual([]);
});
