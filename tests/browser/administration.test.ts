import { expect, test } from 'vitest';
import { addCustomer, buildWorld, order } from '#tests/support/world.ts';
import { expectAccessible } from './support/accessibility.ts';
import { addPerson, BOTH_LOOKS, DESKTOP_LIGHT } from './support/open-screens.ts';
import { screenOf } from './support/screen.ts';
import { screensOfEachTest } from './support/screens-of-each-test.ts';

const ADMINISTRATOR = { name: 'Ada Bell', email: 'ada@example.com', role: 'administrator' };
const MANAGER = { name: 'Max Ortiz', email: 'max@example.com', role: 'manager' };
const REP = { name: 'Rosa Lindt', email: 'rosa@example.com', role: 'sales_rep' };
const READER = { name: 'Rui Costa', email: 'rui@example.com', role: 'read_only' };

const screens = screensOfEachTest();

/** A walk through a dozen screens, each looked at by the accessibility checker. */
const LONG = { timeout: 240_000 };

test.each(BOTH_LOOKS)(
  'an administrator sets up an empty company and takes its first order, %s',
  LONG,
  async (_, look) => {
    const { company, faults } = screens;
    await addPerson(company, ADMINISTRATOR);
    const page = await screens.openPage(look);
    const { main, heading, badges, button, sees, pick, goTo } = screenOf(page);
    const fill = (name: string, value: string) => main.getByRole('textbox', { name, exact: true }).fill(value);
    const choose = (name: string, option: string) => main.getByLabel(name, { exact: true }).selectOption(option);
    const nextStep = (name: string) => main.getByRole('list').getByRole('link', { name, exact: true }).click();
    await screens.signIn(page, ADMINISTRATOR);

    // Whoever signs in to nothing stands before what is to be done.
    await page.waitForURL(/\/settings$/);
    await sees('Set up your company');
    await sees('0 of 8 done.');
    await expectAccessible(page);
    await nextStep('Describe it');
    await fill('Name', 'Bodega Norte');
    await choose('Time zone', 'Europe/Madrid');
    await choose('Currency', 'EUR');
    await main.getByLabel('Saturday').check();
    await expectAccessible(page);
    await button('Save').click();
    await sees('1 of 8 done.');
    await sees(/^Since .*, by Ada Bell$/);

    await nextStep('Add a person');
    await fill('Name', MANAGER.name);
    await fill('E-mail', MANAGER.email);
    await choose('Role', 'Manager');
    await fill('Password', 'correct horse battery');
    await expectAccessible(page);
    await button('Add person').click();
    await sees(MANAGER.email);
    await expectAccessible(page);

    await goTo('Administration');
    await nextStep('Add a warehouse');
    await fill('Name', 'Harbour');
    await fill('Code', 'HAR');
    await expectAccessible(page);
    await button('Add warehouse').click();
    await main.getByRole('button', { name: 'Edit Harbour' }).waitFor();

    await goTo('Customers');
    await sees('No customers yet');
    await expectAccessible(page);
    await main.getByRole('link', { name: 'New customer' }).first().click();
    await fill('Name', 'Bar Celta');
    await fill('Account number', 'C-1');
    await fill('City', 'Vigo');
    await expectAccessible(page);
    await button('Add customer').click();
    await sees('Nothing waits for this customer.');
    await sees('No orders yet.');
    await expectAccessible(page);

    await goTo('Products');
    await sees('No products yet');
    await expectAccessible(page);
    await main.getByRole('link', { name: 'New product' }).first().click();
    await fill('Name', 'Mencía');
    await fill('First item', '2021, 750 ml');
    await fill('SKU', 'MEN-21');
    await fill('Price', '8.40');
    await pick('Usually bought from', 'Bodegas Sur');
    await main.getByRole('button', { name: 'Clear' }).waitFor();
    await expectAccessible(page);
    await button('Add product').click();
    await sees('€8.40');
    await sees('Bottle · 12 per case');
    await expectAccessible(page);

    await goTo('Administration');
    await sees('6 of 8 done.');
    await nextStep('Count an item');
    await sees('No stock yet');
    await main.getByRole('link', { name: 'Mencía · 2021, 750 ml · MEN-21' }).click();
    await button('Adjust').click();
    await fill('Counted', '2 cs');
    await main.getByLabel(/^Reason/).selectOption('Counted');
    await button('Record count').click();
    await sees('Adjustment');

    await goTo('Administration');
    await sees('7 of 8 done.');
    await nextStep('Take an order');
    await pick('Customer', 'Bar Celta');
    await pick('Add an item', 'MEN-21');
    await fill('Quantity', '18');
    await button('Confirm order').click();
    await sees('Confirmed', badges);
    expect(await heading.innerText()).toMatch(/^Order SO-\d+$/);

    // All is there: the list of what to do is gone, and the first page is the work.
    await goTo('Administration');
    await sees('EUR, which stays: there are orders in it');
    await main.getByText('Set up your company').waitFor({ state: 'detached' });
    await page.goto('/');
    await page.waitForURL(/\/home/);
    expect(faults).toEqual([]);
  },
);

test.each(BOTH_LOOKS)(
  'rules say what follows from them, and are taken back as easily as chosen, %s',
  LONG,
  async (_, look) => {
    const { company, faults } = screens;
    for (const person of [ADMINISTRATOR, READER]) await addPerson(company, person);
    await setUp();
    const page = await screens.openPage(look);
    const { main, sees, button, goTo, fill } = screenOf(page);
    await screens.signIn(page, ADMINISTRATOR);
    await goTo('Administration');
    const never = main.getByRole('radio', { name: /^Never/ });
    await never.check();
    await page.getByText('When a backorder is created by itself: Never.').waitFor();
    await sees(/^Since .*, by Ada Bell$/);
    expect((await company.as('manager').get('/settings')).body.backorderCreation).toBe('never');
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByText('When a backorder is created by itself is as it was.').waitFor();
    expect((await company.as('manager').get('/settings')).body.backorderCreation).toBe('at_partial_fulfillment');
    await expectAccessible(page);

    await main.getByRole('navigation').getByRole('link', { name: 'API keys' }).click();
    await sees('administrator');
    await button('Make an API key').click();
    await fill('Name', 'Web shop');
    await expectAccessible(page);
    await button('Make key').click();
    const key = (await main.locator('code').innerText()).trim();
    expect(key).toMatch(/^makegood_/);
    await expectAccessible(page);
    await button('Revoke Web shop').click();
    const dialog = page.getByRole('dialog', { name: 'Revoke the key Web shop?' });
    await expectAccessible(page);
    await dialog.getByRole('button', { name: 'Revoke' }).click();
    await sees(/^Revoked /);

    await main.getByRole('navigation').getByRole('link', { name: 'People' }).click();
    await button('Deactivate Rui Costa').click();
    await sees('No longer here');
    await button('Let Rui Costa in again').click();
    await button('Deactivate Rui Costa').waitFor();
    await button('Deactivate Ada Bell').click();
    await sees('This is the only administrator, and the company needs one.');
    await expectAccessible(page);

    await main.getByRole('navigation').getByRole('link', { name: 'Suppliers' }).click();
    await button('New supplier').click();
    await fill('Name', 'Adega Sul');
    await button('Add supplier').click();
    await button('Edit Adega Sul').click();
    await fill('E-mail', 'sul@example.com');
    await expectAccessible(page);
    await button('Save').click();
    await main.getByRole('link', { name: 'sul@example.com' }).waitFor();

    // Who only reads, reads the rules, and is offered nothing.
    const reader = await screens.openPage(look);
    const seen = screenOf(reader);
    await screens.signIn(reader, READER);
    await seen.goTo('Administration');
    await seen.sees('Administrators change these rules. Everyone can read them.');
    await seen.sees('At partial fulfillment');
    expect(await seen.main.getByRole('radio').count()).toBe(0);
    expect(await seen.main.getByRole('button').count()).toBe(0);
    await expectAccessible(reader);
    await seen.main.getByRole('link', { name: 'API keys' }).click();
    await seen.sees('Your role does not allow this');
    await expectAccessible(reader);
    expect(faults).toEqual([]);
  },
);

test('who saves second sees who was first and what they changed, and loses nothing typed', LONG, async () => {
  const { company, faults } = screens;
  for (const person of [ADMINISTRATOR, MANAGER]) await addPerson(company, person);
  const id = await addCustomer(company.as('administrator'), { name: 'Blue Door', phone: '111' });
  const first = screenOf(await screens.openPage(DESKTOP_LIGHT));
  const second = screenOf(await screens.openPage(DESKTOP_LIGHT));
  for (const [one, person] of [
    [first, MANAGER],
    [second, ADMINISTRATOR],
  ] as const) {
    const page = one.main.page();
    await screens.signIn(page, person);
    await page.goto(`/customers/${id}?edit=1`);
    await one.field('Phone').waitFor();
  }

  await second.fill('Phone', '222');
  await second.fill('City', 'Ames');
  await first.main.getByLabel('Tier').selectOption('VIP');
  await first.fill('Phone', '333');
  await first.button('Save').click();
  await first.sees('VIP', first.badges);

  await second.button('Save').click();
  await second.sees(/Max Ortiz, .*Tier from Standard to VIP/);
  await second.sees(/Phone from 111 to 333 \(you have 222\)/);
  expect(await second.field('City').inputValue()).toBe('Ames');
  // What was not touched shows what the other saved.
  await expect.poll(() => second.main.getByLabel('Tier').inputValue()).toBe('vip');
  await expectAccessible(second.main.page());
  await second.button('Save mine anyway').click();
  await second.field('City').waitFor({ state: 'detached' });
  expect((await company.as('manager').get(`/customers/${id}`)).body).toMatchObject({
    tier: 'vip',
    phone: '222',
    address: { line1: '1 Main Street', city: 'Ames' },
  });
  expect(faults).toEqual([]);
});

test.each(BOTH_LOOKS)('a representative edits and orders for their own customers only, %s', LONG, async (_, look) => {
  const { company, faults } = screens;
  await addPerson(company, REP);
  const admin = company.as('administrator');
  const rep = (await admin.get('/users')).body.data.find(({ email }: { email: string }) => email === REP.email);
  const world = await setUp();
  const [variant] = Object.values(world.variants);
  const mine = await addCustomer(admin, { name: 'My Bar', salesRepId: rep.id, tier: 'vip' });
  await order(admin, { ...world, customerId: mine }, { CAHORS: 5 });
  const page = await screens.openPage(look);
  const { main, sees, button, goTo, heading } = screenOf(page);
  await screens.signIn(page, REP);

  await goTo('Customers');
  await main.getByLabel('Tier').selectOption('VIP');
  await page.waitForURL(/tier=vip/);
  await expectAccessible(page);
  await main.getByRole('link', { name: 'My Bar' }).click();
  await main.getByRole('link', { name: /^BO-/ }).waitFor();
  await sees('1 · $62.50');
  await expectAccessible(page);
  await button('Edit').click();
  expect(await main.getByLabel('Sales representative').count()).toBe(0);
  await main.getByRole('link', { name: 'New order' }).click();
  await expect.poll(() => main.getByRole('combobox', { name: 'Customer' }).inputValue()).toMatch(/^My Bar/);
  expect(await heading.innerText()).toBe('New order');

  await page.goto(`/customers/${world.customerId}`);
  await sees('No representative has this customer: a manager can give it to one.');
  expect(await button('Edit').count()).toBe(0);
  expect(await main.getByRole('link', { name: 'New order' }).count()).toBe(0);

  // Products are a manager's to change; their figures lead to what they are made of.
  await goTo('Products');
  expect(await main.getByRole('link', { name: 'New product' }).count()).toBe(0);
  await main.getByRole('link', { name: 'Malbec Reserva' }).first().click();
  await expectAccessible(page);
  expect(await main.getByRole('button', { name: /^Edit/ }).count()).toBe(0);
  await main.locator(`a[href="/stock/${variant}"]`).first().click();
  await sees('Movements');
  expect(faults).toEqual([]);
});

/** A company that has been set up: one warehouse, and a variant of which there is nothing. */
function setUp() {
  return buildWorld(screens.company.as('administrator'), { CAHORS: 0 });
}
