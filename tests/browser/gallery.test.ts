import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { expectAccessible } from './support/accessibility.ts';
import { addPerson, DESKTOP_LIGHT, type Look, openScreens, PHONE_DARK, type Screens } from './support/open-screens.ts';

const UI = path.join(import.meta.dirname, '../../web/ui');
const PERSON = { name: 'Rui Costa', email: 'rui@example.com', role: 'read_only', password: 'correct horse battery' };

let screens: Screens;
beforeAll(async () => {
  screens = await openScreens();
  await addPerson(screens.company, PERSON);
});
afterAll(() => screens?.close());

const looks: [string, Look][] = [
  ['at a desk', DESKTOP_LIGHT],
  ['on a phone', PHONE_DARK],
];

test.each(looks)('the gallery shows every component, light and dark, %s', { timeout: 240_000 }, async (_, look) => {
  const page = await screens.openPage(look);
  await page.goto('/gallery');
  await page.getByLabel(/^E-mail/).fill(PERSON.email);
  await page.locator('input[name=password]').fill(PERSON.password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.getByRole('heading', { level: 1, name: 'Gallery' }).waitFor({ timeout: 60_000 });

  for (const scheme of ['light', 'dark']) {
    const panel = page.locator(`#gallery-${scheme}`);
    await panel.locator('[data-shows]').first().waitFor();
    const shown = await page
      .locator(`#gallery-${scheme} [data-shows], [data-shows]:has(#gallery-${scheme})`)
      .evaluateAll((elements) => elements.flatMap((one) => one.getAttribute('data-shows')?.split(' ') ?? []));
    expect((await exportedComponents()).filter((name) => !shown.includes(name))).toEqual([]);

    // What lies behind something that is open is checked with it.
    await panel.getByRole('button', { name: 'More', exact: true }).click();
    await panel.getByRole('button', { name: 'A choice' }).waitFor();
    await expectAccessible(page, `#gallery-${scheme}`);
    for (const opens of ['Dialog', 'Confirm what is final', 'Confirm, refused', 'Ask again', 'Shortcuts']) {
      await panel.getByRole('button', { name: opens, exact: true }).click();
      await page.getByRole('dialog').waitFor();
      if (opens === 'Confirm, refused' || opens === 'Shortcuts')
        await expectAccessible(page, 'dialog[open], [role=dialog]');
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
    }
  }
  await page.locator('#gallery-light').getByRole('button', { name: 'Toast' }).click();
  await page.getByText('Recorded.').waitFor();
  await page.locator('#gallery-dark').getByRole('button', { name: 'Open beside' }).click();
  await page.locator('#gallery-dark').getByRole('button', { name: 'Close it' }).waitFor();
  await expectAccessible(page);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(overflow).toBeLessThanOrEqual(0);
  expect(screens.faults).toEqual([]);
});

/** What the files of `web/ui` export that can be put on a screen: names in capitals that are no types and no contexts. */
async function exportedComponents(): Promise<string[]> {
  const files = (await readdir(UI)).filter((name) => /\.tsx?$/.test(name) && !name.includes('.test.'));
  const texts = await Promise.all(files.map((name) => readFile(path.join(UI, name), 'utf8')));
  const names = texts.flatMap((text) =>
    [...text.matchAll(/^export (?:function|const) ([A-Z]\w*)/gm)].map(([, name]) => name as string),
  );
  return names.filter((name) => name !== 'CompanyContext');
}
