import { expect, test } from 'vitest';
import { backorderOf, made } from '#tests/stories/acts.ts';
import { buildWorld, buy, order } from '#tests/support/world.ts';
import { expectAccessible } from './support/accessibility.ts';
import { BOTH_LOOKS } from './support/open-screens.ts';
import { screensOfEachTest } from './support/screens-of-each-test.ts';

const screens = screensOfEachTest();

test.each(BOTH_LOOKS)(
  'a customer opens the link of a mail, decides without a script, and sees it done, %s',
  { timeout: 180_000 },
  async (_, look) => {
    const { company } = screens;
    const admin = company.as('administrator');
    const world = await buildWorld(admin, { MALBEC: 0 });
    await buy(admin, world, 'MALBEC', 10, { expectedOn: '2035-01-31' });
    const backorder = await backorderOf(admin, await order(admin, world, { MALBEC: 5 }));
    const link = made(await admin.post(`/customers/${world.customerId}/customer-links`));
    const page = await screens.openPage(look);
    await page.goto(`${company.origin}${new URL(link.url).pathname}`);
    await expectAccessible(page);
    for (const more of await page.locator('details').all()) await more.locator('summary').click();
    await expectAccessible(page);
    await page.getByLabel('How many').fill('2');
    await page.getByRole('button', { name: 'Cancel it for good' }).click();
    await page.getByRole('status').getByText('you cancelled 2 bottles').waitFor();
    await expectAccessible(page);
    expect((await admin.get(`/backorders/${backorder.id}`)).body).toMatchObject({ cancelled: 2, outstanding: 3 });
    await page.getByRole('button', { name: 'I will wait' }).click();
    await page.getByRole('status').getByText('you will wait').waitFor();
    await page.goto(`${company.origin}/c/nothing`);
    await page.getByRole('heading', { name: 'This link does not work' }).waitFor();
    await expectAccessible(page);
  },
);
