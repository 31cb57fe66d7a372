import { expect, test } from 'vitest';
import { carryOutImport } from '#server/imports/carry-out.ts';
import { addPerson, DESKTOP_LIGHT } from './support/open-screens.ts';
import { screenOf } from './support/screen.ts';
import { screensOfEachTest } from './support/screens-of-each-test.ts';

const screens = screensOfEachTest();

test('a file that is taken back says what it did until it is gone', async () => {
  const { company } = screens;
  const admin = company.as('administrator');
  await addPerson(company, { name: 'Ada Bell', email: 'ada@example.com', role: 'administrator' });
  const carryOut = () => carryOutImport(company.database, id, new Date().toISOString());
  const file = { name: 'shops.csv', text: 'account,name\nN-1,New One\nN-2,New Two\n' };
  const { id } = (await admin.post('/imports', { kind: 'customers', file })).body;
  await admin.post(`/imports/${id}/commits`);
  await carryOut();
  const page = await screens.openPage(DESKTOP_LIGHT);
  await screens.signIn(page, { email: 'ada@example.com' });
  const { button, sees } = screenOf(page);
  await page.goto(`/settings/import?id=${id}`);
  await sees('are new');
  await button('Take it back').click();
  await page.getByRole('dialog').getByRole('button', { name: 'Take it back' }).click();
  await sees('0 of 2 rows');
  await sees('are new');
  await carryOut();
  await sees('were new, are gone');
  expect(screens.faults).toEqual([]);
}, 120_000);
