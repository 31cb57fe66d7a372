import { expect, test } from 'vitest';
import { made, pick } from '#tests/stories/acts.ts';
import { buildWorld, order } from '#tests/support/world.ts';
import { expectAccessible } from './support/accessibility.ts';
import { addPerson, BOTH_LOOKS } from './support/open-screens.ts';
import { screenOf } from './support/screen.ts';
import { screensOfEachTest } from './support/screens-of-each-test.ts';

const MANAGER = { name: 'Max Ortiz', email: 'max@example.com', role: 'manager' };
const usd = (amount: string) => ({ amount, currency: 'USD' });
const screens = screensOfEachTest();

test.each(BOTH_LOOKS)(
  'freight is filled in from the carrier, said by whoever ships, and stands on the invoice (%s)',
  async (_name, look) => {
    const { company } = screens;
    const admin = company.as('administrator');
    await addPerson(company, MANAGER);
    const carrier = made(await admin.post('/carriers', { name: 'UPS', usualFreight: usd('12.5') }));
    const world = await buildWorld(admin, { MALBEC: 60 }, { unitsPerCase: 1 });
    const waiting = async (quantity: number) =>
      pick(admin, await order(admin, world, { MALBEC: quantity }), [{ picked: quantity }]);

    const page = await screens.openPage(look);
    const { main, sees, button, field } = screenOf(page);
    await screens.signIn(page, MANAGER);
    await page.waitForURL(/\/home/);

    const first = await waiting(30);
    await page.goto(`/orders/${first.orderId}`);
    await button('Ship').click();
    const freight = () => field('Freight').inputValue();
    await main.getByLabel('Carrier').fill('ups');
    await expect.poll(freight).toBe('12.50');
    await main.getByLabel('Carrier').fill('');
    expect(await freight()).toBe('');
    await field('Freight').fill('9');
    await main.getByLabel('Carrier').fill('UPS');
    expect(await freight()).toBe('9');
    await expectAccessible(page);
    await main.getByRole('button', { name: 'Ship', exact: true }).last().click();
    await sees('with $9.00 of freight');
    await expectAccessible(page);

    const { invoice } = (await admin.get(`/fulfillments/${first.id}`)).body;
    await page.goto(`/invoices/${invoice.id}`);
    await sees('with $9.00 of freight');
    await sees('$384.00');
    await expectAccessible(page);

    const second = await waiting(30);
    const planned = made(await admin.post('/shipments', { fulfillmentIds: [second.id], carrierId: carrier.id }));
    await page.goto(`/shipments/${planned.id}`);
    await button('It leaves now').click();
    await sees(`Shipment ${planned.number} leaves`);
    expect(await freight()).toBe('12.50');
    await expectAccessible(page);
    await main.getByRole('button', { name: 'It leaves now' }).last().click();
    await sees('On the way');
    expect((await admin.get(`/fulfillments/${second.id}`)).body).toMatchObject({
      freight: usd('12.50'),
      invoice: { amount: usd('387.50') },
    });
    expect(screens.faults).toEqual([]);
  },
  120_000,
);
