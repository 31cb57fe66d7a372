import type { Locator } from 'playwright-core';
import { expect, test } from 'vitest';
import { fill, made, pick } from '#tests/stories/acts.ts';
import { buildWorld, order } from '#tests/support/world.ts';
import { expectAccessible } from './support/accessibility.ts';
import { addPerson, PHONE_DARK } from './support/open-screens.ts';
import { screenOf } from './support/screen.ts';
import { screensOfEachTest } from './support/screens-of-each-test.ts';

const DAN = { name: 'Dan Reyes', email: 'dan@example.com', role: 'driver' };
const GLOVED = 56;

const screens = screensOfEachTest();

/** Dan drives by its customer every day, and has it on the truck today; answers the shipment. */
async function putOnDansTruck(picked: { id: string; customerId: string }): Promise<{ id: string }> {
  const admin = screens.company.as('administrator');
  await addPerson(screens.company, DAN);
  const [dan] = (await admin.get('/users?role=driver')).body.data;
  const way = { name: 'North', weekdays: [1, 2, 3, 4, 5, 6, 7], driverId: dan.id, customerIds: [picked.customerId] };
  const route = made(await admin.post('/routes', way));
  const shipment = made(await admin.post('/shipments', { fulfillmentIds: [picked.id], routeId: route.id }));
  return made(await admin.post(`/shipments/${shipment.id}/departures`));
}

test('a driver goes to the next stop, hands over 4 of 5 and has it signed', async () => {
  const admin = screens.company.as('administrator');
  const world = await buildWorld(admin, { CAHORS: 5 });
  const customer = (await admin.get(`/customers/${world.customerId}`)).body;
  const picked = await pick(admin, await order(admin, world, { CAHORS: 5 }), [{ picked: 5 }]);
  await putOnDansTruck(picked);

  const page = await screens.openPage(PHONE_DARK);
  await screens.signIn(page, DAN);
  const { main, button, sees, fill } = screenOf(page);
  await sees('0 of 1 stops done');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Español' }).click();
  await sees('0 de 1 paradas hechas');
  await page.getByRole('button', { name: 'English' }).click();
  await sees('0 of 1 stops done');
  await page.goto('/orders');
  await main.getByRole('link', { name: 'Next: stop 1' }).click();
  await sees(customer.name);
  await fill('Delivered', '4');
  await main.getByLabel(/^Why not/).selectOption('Damaged');
  await fill('Who received it', 'Sam Cellar');
  const pad = await main.getByRole('img', { name: 'Signature' }).boundingBox();
  if (!pad) throw new Error('there is no room to sign');
  await page.mouse.move(pad.x + 20, pad.y + 20);
  await page.mouse.down();
  await page.mouse.move(pad.x + 120, pad.y + 60);
  await page.mouse.up();
  await expectAccessible(page);
  for (const target of await main.locator('button:visible, a.mantine-Button-root:visible, input:visible').all())
    expect((await target.boundingBox())?.height ?? 0).toBeGreaterThanOrEqual(GLOVED);
  await button('Delivered').click();
  await sees(`${customer.name}: delivered.`, page.locator('body'));
  await sees('1 of 1 stops done');
  const { body } = await admin.get(`/fulfillments/${picked.id}`);
  expect(body).toMatchObject({
    status: 'delivered',
    receivedBy: 'Sam Cellar',
    deliveries: [{ proofKind: 'signature' }],
    differences: [{ quantity: 1, reason: 'damaged' }],
  });
  expect(screens.faults).toEqual([]);
}, 120_000);

test('at a customer who pays in cash the box to tick stands beside its words', async () => {
  const admin = screens.company.as('administrator');
  const world = await buildWorld(admin, { CAHORS: 5 });
  const picked = await pick(admin, await order(admin, world, { CAHORS: 5 }), [{ picked: 5 }]);
  const shipment = await putOnDansTruck(picked);
  await admin.patch(`/customers/${world.customerId}`, { saleHold: 'cash_only' });

  const page = await screens.openPage(PHONE_DARK);
  await screens.signIn(page, DAN);
  const { main, button, sees } = screenOf(page);
  await page.goto(`/deliveries/${shipment.id}`);
  await sees('Cash only: take $62.50');
  const middleOf = async (what: Locator) => {
    const box = await what.boundingBox();
    return box ? box.y + box.height / 2 : Number.NaN;
  };
  const tick = main.getByLabel('I took the money');
  expect(Math.abs((await middleOf(tick)) - (await middleOf(main.getByText('I took the money'))))).toBeLessThan(4);
  expect(await button('Delivered').isDisabled()).toBe(true);
  await tick.check();
  await button('Delivered').click();
  await sees('1 of 1 stops done');
  expect((await admin.get(`/fulfillments/${picked.id}`)).body.status).toBe('delivered');
  expect(screens.faults).toEqual([]);
}, 120_000);

test('a driver who brings a replacement takes along what it replaces', async () => {
  const admin = screens.company.as('administrator');
  const world = await buildWorld(admin, { CAHORS: 8 });
  const sold = await pick(admin, await order(admin, world, { CAHORS: 5 }), [{ picked: 5 }], {
    shipment: {},
    delivery: {},
  });
  const replace = { quantity: 3, swapAtDoor: true };
  const lines = [{ fulfillmentLineId: sold.lines[0].id, quantity: 3, reason: 'damaged', replace }];
  const returned = made(await admin.post('/returns', { fulfillmentId: sold.id, lines }));
  const replacement = (await admin.get(`/backorders/${returned.lines[0].replacement.backorderId}`)).body;
  const picked = await fill(admin, replacement, [3]);
  await putOnDansTruck(picked);

  const page = await screens.openPage(PHONE_DARK);
  await screens.signIn(page, DAN);
  const { main, button, sees, fill: type } = screenOf(page);
  await sees('Take something back');
  await main.getByRole('link', { name: 'Next: stop 1' }).click();
  await sees(`Take 3 of ${returned.number} along`);
  await type('Taken', '2');
  await expectAccessible(page);
  await button('Delivered').click();
  await sees('1 of 1 stops done');
  expect((await admin.get(`/returns/${returned.id}`)).body.lines).toMatchObject([{ undecided: 3, withCustomer: 1 }]);
  expect(screens.faults).toEqual([]);
}, 120_000);
