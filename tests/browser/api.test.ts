import { expect, test } from 'vitest';
import { addPerson, DESKTOP_LIGHT, PHONE_DARK } from './support/open-screens.ts';
import { screenOf } from './support/screen.ts';
import { screensOfEachTest } from './support/screens-of-each-test.ts';

const screens = screensOfEachTest();

test('the description of the API shows fields, their meaning, samples and events, from this server alone', async () => {
  const page = await screens.openPage(DESKTOP_LIGHT);
  const complaints: string[] = [];
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  await page.goto('/docs');
  await page.getByText('POST /orders', { exact: true }).click();
  await page.getByText('"customerId": "1"').first().waitFor();
  await page.getByRole('link', { name: 'OrderBody' }).click();
  await page.getByText('Confirms it at once: prices freeze').waitFor();
  await page.getByText('GET /events', { exact: true }).click();
  await page.getByText('Server-sent events, for whoever is signed in.').waitFor();
  expect(complaints).toEqual([]);
  expect(screens.faults).toEqual([]);
});

test.each([
  ['at a desk, light', DESKTOP_LIGHT],
  ['on a phone, dark', PHONE_DARK],
])('an administrator makes a key that may do only what a shop needs, %s', async (_name, look) => {
  const page = await screens.openPage(look);
  const { main, field, button, sees } = screenOf(page);
  const ada = { name: 'Ada Bell', email: 'ada@example.com', role: 'administrator' };
  await addPerson(screens.company, ada);
  await screens.signIn(page, ada);
  await page.goto('/settings/api-keys?edit=new');
  await field('Name').fill('web shop');
  await main.getByLabel('May do').selectOption('own');
  await main.getByLabel('Take and change orders').check();
  await main.getByLabel('Add and change customers').check();
  await button('Make key').click();
  await sees('This is the key of web shop.');
  await sees('Read, Add and change customers, Take and change orders');
  const key = (await main.locator('code').first().textContent()) as string;
  const me = await fetch(`${screens.company.origin}/api/v1/me`, { headers: { authorization: `Bearer ${key}` } });
  expect((await me.json()).actions).toEqual(['read', 'customers.write', 'orders.write']);
});
