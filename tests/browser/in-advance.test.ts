import { expect, test } from 'vitest';
import { papersOf } from '#tests/stories/in-advance.ts';
import { buildWorld, order } from '#tests/support/world.ts';
import { expectAccessible } from './support/accessibility.ts';
import { addPerson, BOTH_LOOKS } from './support/open-screens.ts';
import { screenOf } from './support/screen.ts';
import { screensOfEachTest } from './support/screens-of-each-test.ts';

const OWNER = { name: 'Ona Reyes', email: 'ona@example.com', role: 'administrator' };
const screens = screensOfEachTest();

test.each(BOTH_LOOKS)(
  'orders are invoiced in advance once the rules say so, and cancelling one asks what its customer gets (%s)',
  async (_name, look) => {
    const { company } = screens;
    const admin = company.as('administrator');
    await addPerson(company, OWNER);
    const world = await buildWorld(admin, { MALBEC: 8 });
    const before = await order(admin, world, { MALBEC: 2 });

    const page = await screens.openPage(look);
    const { main, sees, button, badges } = screenOf(page);
    await screens.signIn(page, OWNER);
    await page.waitForURL(/\/home/);
    await page.goto('/settings');
    await main.getByRole('radio', { name: /^In advance/ }).check();
    await sees(/Orders that are confirmed already keep the rule they have/);
    await expect.poll(async () => (await admin.get('/settings')).body.invoiceRule).toBe('in_advance');
    await expectAccessible(page);

    const placed = await order(admin, world, { MALBEC: 5 });
    const [invoice] = (await papersOf(admin, placed)).whole.invoices;
    await page.goto(`/orders/${placed.id}`);
    await page.getByRole('link', { name: invoice.number }).waitFor();
    await expectAccessible(page);

    // What was chosen is there again after a reload, as everything that was typed.
    await page.goto(`/orders/${placed.id}?edit=1`);
    await main.getByRole('textbox', { name: 'Quantity' }).fill('3');
    await main.getByRole('radio', { name: /^Refund/ }).check();
    await page.reload();
    await sees('What you typed here before is still there.');
    expect(await main.getByRole('radio', { name: /^Refund/ }).isChecked()).toBe(true);
    await button('Close').click();

    await page.goto(`/orders/${placed.id}?cancel=1`);
    await main.getByLabel(/^Reason/).selectOption('Customer requested');
    await button('Cancel 5 units').click();
    const dialog = page.getByRole('dialog', { name: `Cancel 5 units of ${placed.number}?` });
    await sees('$62.50 of it was invoiced in advance and goes on a credit note. What does the customer get?', dialog);
    await dialog.getByRole('radio', { name: /^Refund/ }).check();
    await expectAccessible(page);
    await dialog.getByRole('button', { name: 'Cancel 5 units' }).click();
    await sees('Cancelled', badges);
    const [note] = (await papersOf(admin, placed)).whole.creditNotes;
    expect(note).toMatchObject({ settlement: 'refund', amount: { amount: '62.50' } });
    await page.getByRole('link', { name: note.number }).click();
    await sees('It was cancelled');
    await sees('Refund');

    await page.goto(`/orders/${before.id}?cancel=1`);
    await main.getByLabel(/^Reason/).selectOption('Customer requested');
    await button('Cancel 2 units').click();
    const plain = page.getByRole('dialog', { name: `Cancel 2 units of ${before.number}?` });
    await plain.waitFor();
    expect(await plain.getByRole('radio').count()).toBe(0);
  },
);
