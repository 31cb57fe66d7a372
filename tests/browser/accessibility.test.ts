import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { expectAccessible } from './support/accessibility.ts';
import { openBrowser } from './support/open-screens.ts';

let page: Page;
beforeAll(async () => {
  page = await (await openBrowser()).newPage();
});
afterAll(() => page?.close());

const GREY_ON_WHITE = '<p style="color: #707070">Waits since Monday</p>';
/** Grey, that on white has contrast enough. */
const screen = (content: string) =>
  page.setContent(
    `<html lang="en"><title>Backorders</title><body style="background: #fff"><main>${content}</main></body></html>`,
  );

test.each([
  ['in a paler colour', '<p style="color: #a0a0a0">Waits since Monday</p>'],
  ['before another background', `<div style="background: #ccc">${GREY_ON_WHITE}</div>`],
  ['half transparent', `<div style="opacity: 0.5">${GREY_ON_WHITE}</div>`],
  [
    'laid over something',
    `<div style="background: #ccc; height: 99px"></div><div style="position: absolute; top: 80px">${GREY_ON_WHITE}</div>`,
  ],
  ['of a button that can be pressed', '<button style="color: #bbb; background: #fff">Mark</button>'],
])('a text that was right elsewhere is a fault %s', async (_, content) => {
  await screen(`${GREY_ON_WHITE}<button disabled style="color: #bbb; background: #fff">Mark</button>`);
  await expectAccessible(page);
  await screen(`${GREY_ON_WHITE}${content}`);
  await expect(expectAccessible(page)).rejects.toThrow('color-contrast');
  // A fault is one each time it is seen.
  await expect(expectAccessible(page)).rejects.toThrow('color-contrast');
});

test('a field without a name is a fault, and one that lies outside of what is asked for is none', async () => {
  await screen(`<section>${GREY_ON_WHITE}</section><input>`);
  await expect(expectAccessible(page)).rejects.toThrow('label: <input>');
  await expectAccessible(page, 'section');
});
