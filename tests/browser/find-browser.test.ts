import { chromium } from 'playwright-core';
import { expect, test } from 'vitest';
import { findBrowser } from './find-browser.ts';

test('a browser is found, opens a page and draws its text', async () => {
  const browser = await chromium.launch(await findBrowser());
  try {
    const page = await browser.newPage();
    await page.goto('data:text/html,<title>Makegood</title><span>12 cases on backorder</span>');

    expect(await page.title()).toBe('Makegood');
    const text = await page.locator('span').boundingBox();
    expect(text?.width).toBeGreaterThan(50);
  } finally {
    await browser.close();
  }
});
