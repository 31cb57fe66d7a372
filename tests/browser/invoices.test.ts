import { afterEach, beforeEach, expect, test } from 'vitest';
import { sendNext } from '#server/invoicing/send-next.ts';
import { startSending } from '#server/invoicing/sending.ts';
import { queriesOf } from '#server/platform/transaction.ts';
import { type QuickbooksTwin, startQuickbooksTwin } from '#tests/quickbooks-twin/twin.ts';
import { pick } from '#tests/stories/acts.ts';
import { connectTwin } from '#tests/support/twin-ledger.ts';
import { buildWorld, order } from '#tests/support/world.ts';
import { expectAccessible } from './support/accessibility.ts';
import { addPerson, BOTH_LOOKS } from './support/open-screens.ts';
import { screenOf } from './support/screen.ts';
import { screensOfEachTest } from './support/screens-of-each-test.ts';

const MANAGER = { name: 'Max Ortiz', email: 'max@example.com', role: 'manager' };
const screens = screensOfEachTest();
let twin: QuickbooksTwin;
beforeEach(async () => {
  twin = await startQuickbooksTwin();
});
afterEach(() => twin.stop());

/** Sends all that waits, as the sender would. */
async function sendAll(): Promise<void> {
  const connected = connectTwin(twin);
  const turn = { worker: 'one', leaseSeconds: 180, now: () => new Date().toISOString() };
  while ((await sendNext(screens.company.database, async () => connected, turn)) === 'went_on');
}

test.each(BOTH_LOOKS)(
  'an invoice that closed books refuse is sent on an open day, and one is kept back with a reason (%s)',
  async (_name, look) => {
    const { company } = screens;
    const admin = company.as('administrator');
    await addPerson(company, MANAGER);
    await startSending(queriesOf(company.database), '2020-01-01');
    const world = await buildWorld(admin, { MALBEC: 30 });
    const shipOne = async () =>
      pick(admin, await order(admin, world, { MALBEC: 3 }), [{ picked: 3 }], { shipment: {} });
    const sent = await shipOne();
    await sendAll();
    twin.books.closedUntil = '2999-12-31';
    const refused = await shipOne();
    await sendAll();
    twin.books.closedUntil = null;

    const page = await screens.openPage(look);
    const { sees, button, field, goTo } = screenOf(page);
    await screens.signIn(page, MANAGER);
    await page.waitForURL(/\/home/);
    await goTo('Invoices');
    await sees(sent.invoice.number);
    await expectAccessible(page);
    await page.goto('/invoices?status=failed');
    await page.getByRole('link', { name: refused.invoice.number }).click();
    await sees(/The books are closed for/);
    await expectAccessible(page);
    await button('Choose a day that is open').click();
    await button('Send it').click();
    await sees('It goes by itself, in its order.');
    await sendAll();
    await page.reload();
    await sees('$37.50 to be paid');

    const waiting = await shipOne();
    await page.goto(`/invoices/${waiting.invoice.id}`);
    await button('Do not send').click();
    await field('Why').fill('Billed at the counter');
    await expectAccessible(page);
    await button('Do not send it').click();
    await sees('Billed at the counter');
    expect(screens.faults).toEqual([]);
  },
  60_000,
);
