import { expect, test } from 'vitest';
import { addCustomer, buildWorld } from '#tests/support/world.ts';
import { expectAccessible } from './support/accessibility.ts';
import { addPerson, BOTH_LOOKS } from './support/open-screens.ts';
import { screenOf } from './support/screen.ts';
import { screensOfEachTest } from './support/screens-of-each-test.ts';

const REP = { name: 'Rosa Lindt', email: 'rosa@example.com', role: 'sales_rep' };
const BOSS = { name: 'Max Ortiz', email: 'max@example.com', role: 'manager' };
const WALT = { name: 'Walt Berg', email: 'walt@example.com', role: 'warehouse' };

const screens = screensOfEachTest();

const MILLISECONDS_ALLOWED = 240_000;

/** A backorder of Rosa's that was promised for a day that has passed, and one that was taken three weeks ago. */
async function prepare() {
  const { company } = screens;
  for (const person of [REP, BOSS, WALT]) await addPerson(company, person);
  const admin = company.as('administrator');
  const rosa = (await admin.get('/users?role=sales_rep')).body.data[0].id as string;
  const world = await buildWorld(admin, { CAHORS: 0 });
  const customerId = await addCustomer(admin, { salesRepId: rosa, name: 'The Anchor', phone: '555 0100' });
  const at = (days: number) => ({ 'makegood-now': new Date(Date.now() - days * 86_400_000).toISOString() });
  const backorders = [];
  for (const days of [30, 21]) {
    const order = await admin.post(
      '/orders',
      {
        customerId,
        warehouseId: world.warehouseId,
        lines: [{ variantId: world.variants.CAHORS, quantity: 5 }],
        confirm: true,
      },
      at(days),
    );
    backorders.push(order.body.backorders[0]);
  }
  const promisedOn = at(10)['makegood-now'].slice(0, 10);
  const promised = await admin.post(
    `/backorders/${backorders[0].id}/promises`,
    { promisedOn, reason: 'supplier said' },
    at(20),
  );
  expect(promised.status).toBe(201);
  return { admin, backorders: backorders as { id: string; number: string }[] };
}

test.each(BOTH_LOOKS)(
  'a representative’s day: home, a call, its follow-up, the review, %s',
  async (_, look) => {
    const { backorders } = await prepare();
    const [late, plain] = backorders as [{ id: string; number: string }, { id: string; number: string }];
    const page = await screens.openPage(look);
    const { main, button, sees, goTo, fill, heading } = screenOf(page);
    await screens.signIn(page, REP);
    await sees('Nobody waits for your call today.');
    await sees('Overdue');
    await main.getByRole('link', { name: late.number, exact: true }).first().waitFor();
    await expectAccessible(page);

    // A call is logged where the backorder is, and comes back on its day.
    await page.goto(`/backorders/${late.id}`);
    await sees('Promised a date');
    await page.keyboard.press('m');
    await fill('What was said', 'Told them that the ship is late.');
    await main.getByText('Unhappy', { exact: true }).click();
    await main.getByText('Agreed, preference, arrangements').click();
    await fill('Prefers', 'By text message');
    await main.getByLabel('Keep it for this customer').check();
    const today = await page.evaluate(() => new Intl.DateTimeFormat('en-CA', { timeZone: 'America/Chicago' }).format());
    await main.getByLabel('Follow up on').fill(today);
    await expectAccessible(page);
    await page.keyboard.press('Control+Enter');
    await sees('Called the customer');
    await sees('Told them that the ship is late.');
    await sees('Prefers: By text message');
    await expectAccessible(page);
    await main.getByText('Dates', { exact: true }).click();
    await sees('Promised a date');
    await main.getByText('Told them that the ship is late.').waitFor({ state: 'detached' });

    await goTo('Home');
    await sees('Told them that the ship is late.');
    await expectAccessible(page);
    await button('Outcome').click();
    await fill('Notes', 'Will wait.');
    await expectAccessible(page);
    await button('Save the outcome').click();
    await sees('Nobody waits for your call today.');

    // Everything open is looked at once a week.
    await goTo('Review');
    await sees('0 of 2 reviewed');
    await sees('Told them that the ship is late.');
    await expectAccessible(page);
    await page.keyboard.press('j');
    await main.getByRole('heading', { name: plain.number }).waitFor();
    await button('Previous').click();
    await main.getByRole('heading', { name: late.number }).waitFor();
    await page.keyboard.press('d');
    await main.getByRole('heading', { name: /Promise a date/ }).waitFor();
    await expectAccessible(page);
    await button('Close').click();
    await page.keyboard.press('r');
    await sees('1 of 2 reviewed');
    await main.getByRole('heading', { name: plain.number }).waitFor();
    await button('Reviewed').click();
    await sees('Everything is reviewed');
    await expectAccessible(page);

    // What was reviewed by mistake comes back, one after the other.
    await button(`Undo ${plain.number}`).click();
    await main.getByRole('heading', { name: plain.number }).waitFor();
    await page.keyboard.press('z');
    await main.getByRole('heading', { name: late.number }).waitFor();
    await sees('0 of 2 reviewed');
    await page.keyboard.press('r');
    await main.getByRole('heading', { name: plain.number }).waitFor();
    await page.keyboard.press('r');
    await sees('Everything is reviewed');

    await goTo('Follow-ups');
    await main.getByText('Done', { exact: true }).click();
    await sees('Will wait.');
    await expectAccessible(page);
    expect(await heading.innerText()).toBe('Follow-ups');
    expect(screens.faults).toEqual([]);
  },
  MILLISECONDS_ALLOWED,
);

test.each(BOTH_LOOKS)(
  'what needs a person is listed by kind, and goes when it is answered, %s',
  async (_, look) => {
    const { admin, backorders } = await prepare();
    const page = await screens.openPage(look);
    const { main, button, sees, goTo } = screenOf(page);
    await screens.signIn(page, BOSS);
    await sees('Open value');
    await sees('Overdue');
    await expectAccessible(page);
    await goTo('Exceptions');
    await sees(/The Anchor was told/);
    await expectAccessible(page);
    await main.getByRole('region', { name: 'Not reviewed' }).getByRole('button', { name: 'Reviewed' }).first().click();
    await main
      .getByRole('region', { name: 'Not reviewed' })
      .getByRole('link', { name: backorders[0]?.number as string })
      .waitFor({ state: 'detached' });
    await main.getByRole('link', { name: 'Promise a date' }).click();
    await sees('Why');
    await page.goBack();
    await sees(/The Anchor was told/);

    // Somebody else answers it; the list follows without a reload.
    await admin.post(`/backorders/${backorders[0]?.id}/promises`, {
      promisedOn: '2999-01-01',
      reason: 'supplier said',
    });
    await page.goto('/exceptions?kind=promise_passed');
    await sees('Nothing needs a person');
    await expectAccessible(page);
    expect(await button('Reviewed').count()).toBe(0);
    expect(screens.faults).toEqual([]);
  },
  MILLISECONDS_ALLOWED,
);

test.each(BOTH_LOOKS)(
  'the warehouse begins with its next work, and the bell says what is new, %s',
  async (_, look) => {
    const { company, faults } = screens;
    await prepare();
    await company.database.query(
      `insert into notifications (role, kind, record_type, record_id, facts, source, created_at)
     select 'warehouse', 'backorders_ready', 'allocation_run', 1,
       jsonb_build_object('count', 1, 'backorders', jsonb_build_array(jsonb_build_object('id', id::text, 'number', number,
         'customerName', 'The Anchor'))), 'a', now() from backorders order by id limit 1`,
    );
    const page = await screens.openPage(look);
    const { main, sees } = screenOf(page);
    await screens.signIn(page, WALT);
    await sees('Nothing is ready to fulfill.');
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Notifications, 1 unread' }).click();
    const panel = page.getByRole('dialog', { name: 'Notifications' });
    await panel.getByRole('link', { name: /The Anchor.* is ready to fulfill\./ }).waitFor();
    await expectAccessible(page);
    await panel.getByRole('link', { name: /The Anchor/ }).click();
    await main.getByRole('heading', { name: 'Timeline' }).waitFor();
    await page.getByRole('button', { name: 'Notifications', exact: true }).waitFor();
    expect(faults).toEqual([]);
  },
  MILLISECONDS_ALLOWED,
);
