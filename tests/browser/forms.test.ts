import { runMigrations } from 'graphile-worker';
import { expect, test } from 'vitest';
import { relayBatch } from '#server/jobs/relay.ts';
import { inTransaction } from '#server/platform/transaction.ts';
import { addCustomer, buildWorld, order } from '#tests/support/world.ts';
import { expectAccessible } from './support/accessibility.ts';
import { addPerson, DESKTOP_LIGHT } from './support/open-screens.ts';
import { screenOf } from './support/screen.ts';
import { screensOfEachTest } from './support/screens-of-each-test.ts';

const BOSS = { name: 'Max Ortiz', email: 'max@example.com', role: 'manager', password: 'correct horse battery' };
const screens = screensOfEachTest();
const MILLISECONDS_ALLOWED = 120_000;

test(
  'what was typed survives a reload and Back, until it is saved or started over; Enter sends no form with consequences',
  async () => {
    const { company } = screens;
    await addPerson(company, BOSS);
    const admin = company.as('administrator');
    const world = await buildWorld(admin, { CAHORS: 0 });
    const customerId = await addCustomer(admin, { name: 'The Anchor' });
    const placed = await order(admin, world, { CAHORS: 5 });
    const [backorder] = placed.backorders;
    const page = await screens.openPage(DESKTOP_LIGHT);
    const { main, button, sees, field } = screenOf(page);
    await screens.signIn(page, BOSS);
    await page.waitForURL(/\/home/);

    await page.goto(`/customers/${customerId}?edit=1`);
    const name = () => main.getByRole('textbox', { name: 'Name', exact: true });
    await name().fill('The Golden Anchor');
    await page.reload();
    await sees('What you typed here before is still there.');
    expect(await name().inputValue()).toBe('The Golden Anchor');
    await button('Start over').click();
    expect(await name().inputValue()).toBe('The Anchor');

    await page.goto('/deals/new');
    await field('Name').fill('Spring');
    await page.goBack();
    await page.goForward();
    await sees('What you typed here before is still there.');
    expect(await field('Name').inputValue()).toBe('Spring');
    await main.getByRole('textbox', { name: 'Percentage', exact: true }).fill('10');
    await button('Save').click();
    await page.waitForURL(/\/deals\/\d+/);
    await main.getByRole('heading', { name: 'Spring' }).first().waitFor();
    await page.goto('/deals/new');
    expect(await field('Name').inputValue()).toBe('');

    // What stood in a tab that was closed comes back in another, once, and a tab that is open keeps its own.
    const closed = await page.context().newPage();
    await closed.goto('/deals/new');
    await closed.getByLabel('Name').first().fill('Summer');
    await closed.close();
    await page.reload();
    await sees('What you typed here before is still there.');
    expect(await field('Name').inputValue()).toBe('Summer');
    await button('Start over').click();
    await page.reload();
    expect(await field('Name').inputValue()).toBe('');

    await page.goto(`/orders/${placed.id}?edit=1`);
    await field('Notes').last().fill('Ring twice');
    await field('Deliver to').fill('Back door');
    await page.reload();
    await sees('What you typed here before is still there.');
    await button('Save').click();
    await page.getByText(`Order ${placed.number} is changed.`).first().waitFor();
    await sees('Ring twice');
    expect((await admin.get(`/orders/${placed.id}`)).body).toMatchObject({
      notes: 'Ring twice',
      deliveryAddress: { name: 'Back door', line1: '1 Main Street' },
      lines: [{ quantity: 5 }],
    });

    await page.goto(`/backorders/${backorder.id}?promise=1`);
    const promises = async () => (await admin.get(`/backorders/${backorder.id}/promises`)).body.data.length;
    await main.getByLabel('Expected on').fill('2035-01-01');
    await field('Reason').fill('supplier said');
    await page.keyboard.press('Enter');
    await button('Promise').waitFor();
    expect(await promises()).toBe(0);
    await page.keyboard.press('Control+Enter');
    await button('Promise').waitFor({ state: 'detached' });
    expect(await promises()).toBe(1);

    // What somebody else does takes away neither the form nor what is typed into it.
    await page.goto(`/backorders/${backorder.id}?promise=1`);
    await field('Reason').fill('they rang');
    await admin.post(`/backorders/${backorder.id}/cancellations`, { reason: 'customer_requested' });
    await runMigrations({ connectionString: company.databaseUrl });
    await inTransaction(company.database, (tx) => relayBatch(tx, new Date().toISOString()));
    await sees(/so that it cannot be done any more/);
    expect(await field('Reason').inputValue()).toBe('they rang');
    expect(screens.faults).toEqual([]);
  },
  MILLISECONDS_ALLOWED,
);

test(
  'a session that ends and a server that is away lose nothing: that is said at once, and what was typed is sent when it is there again',
  async () => {
    await addPerson(screens.company, BOSS);
    const page = await screens.openPage(DESKTOP_LIGHT);
    const { button, field } = screenOf(page);
    await screens.signIn(page, BOSS);
    await page.goto('/deals/new');
    await field('Name').fill('Spring');
    await page.getByRole('main').getByRole('textbox', { name: 'Percentage', exact: true }).fill('10');

    await page.context().clearCookies();
    await button('Save').click();
    const dialog = page.getByRole('dialog', { name: 'Your session has ended' });
    await dialog.waitFor();
    await expectAccessible(page);
    expect(await field('Name').inputValue()).toBe('Spring');
    await dialog.getByLabel(/^E-mail/).fill(BOSS.email);
    await dialog.locator('input[name=password]').fill(BOSS.password);
    await dialog.getByRole('button', { name: 'Sign in', exact: true }).click();
    await dialog.waitFor({ state: 'detached' });

    // Nothing answers, neither yes nor no.
    const silent = /\/(api\/v1\/(?!events)|healthz)/;
    let giveUp = () => {};
    const isGivenUp = new Promise<void>((resolve) => {
      giveUp = resolve;
    });
    await page.route(silent, (route) => isGivenUp.then(() => route.abort()));
    const began = performance.now();
    await button('Save').click();
    await page.getByText('The server cannot be reached.').waitFor();
    // Two seconds, and what a crowded machine takes besides.
    expect(performance.now() - began).toBeLessThan(5_000);
    giveUp();
    await page.getByText('Not saved: the server cannot be reached.', { exact: false }).waitFor();
    await page.unroute(silent);
    await page.getByText('The server is back.').waitFor();
    await page.getByRole('alert').getByRole('link', { name: 'New deal' }).waitFor();
    await expectAccessible(page);
    await button('Save').click();
    await page.waitForURL(/\/deals\/\d+/);
    await page.getByText('The server is back.').waitFor({ state: 'detached' });
  },
  MILLISECONDS_ALLOWED,
);
