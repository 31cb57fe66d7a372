import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { buildScreens } from '#tests/support/build-screens.ts';

test('the screens that tests look at are those that people get, not those of a developer', async () => {
  await buildScreens();
  const folder = path.join(import.meta.dirname, '../../dist/web/assets');
  const scripts = (await readdir(folder)).filter((file) => file.endsWith('.js'));
  expect(scripts.length).toBeGreaterThan(10);
  for (const file of scripts) {
    const isOfDeveloper = (await readFile(path.join(folder, file), 'utf8')).includes('jsxDEV');
    expect([file, isOfDeveloper]).toEqual([file, false]);
  }
}, 240_000);
