import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type axe from 'axe-core';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { checkContrast } from './contrast.ts';

const source = readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** States that had no fault in this run. Each is the whole document, so that what differs in anything is checked. */
const proved = new Set<string>();

/** Looks of texts that had contrast enough in this run. */
const looks = new Set<string>();

/**
 * No serious or critical fault on the screen as it is now, or in the part of it that `within` selects, each named with the
 * element it is in.
 */
export async function expectAccessible(page: Page, within = 'html'): Promise<void> {
  // What is half faded in has neither contrast nor place.
  await page.waitForFunction(() =>
    document
      .getAnimations()
      .every(({ playState, effect }) => playState !== 'running' || effect?.getTiming().iterations === Infinity),
  );
  const state = `${within} ${await page.evaluate(stateOfDocument)}`;
  if (proved.has(state)) return;
  // The checker is a large program, and stays as long as its document.
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(await source);
  const options = { resultTypes: ['violations'], preload: false, rules: { 'color-contrast': { enabled: false } } };
  const { violations } = await page.evaluate(
    ([context, how]) => (window as unknown as { axe: typeof axe }).axe.run(context, how),
    [within, options as axe.RunOptions] as const,
  );
  const contrast = await page.evaluate(checkContrast, [within, [...looks]] as [string, string[]]);
  const faults = [...violations, ...contrast.faults]
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`));
  for (const look of contrast.passed) looks.add(look);
  expect(faults.join('\n'), page.url()).toBe('');
  proved.add(state);
}

/** Runs in the browser: all that the checker sees, by the size and colours it is seen in. */
function stateOfDocument(): string {
  const dark = matchMedia('(prefers-color-scheme: dark)').matches;
  const typed = [...document.querySelectorAll('input, textarea, select')].map((field) => [
    (field as HTMLInputElement).value,
    (field as HTMLInputElement).checked,
  ]);
  return JSON.stringify([innerWidth, innerHeight, dark, document.documentElement.outerHTML, typed]);
}
