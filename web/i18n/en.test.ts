import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { en } from '#web/i18n/en.ts';

const folder = join(import.meta.dirname, 'en');

test('no words are said twice under one key, where the later would hide the earlier', async () => {
  const files = readdirSync(folder).filter((file) => file !== 'problem.ts');
  const keys = await Promise.all(
    files.map(async (file) =>
      Object.values(await import(join(folder, file))).flatMap((words) => Object.keys(words as object)),
    ),
  );
  expect([...keys.flat(), 'problem'].toSorted()).toEqual(Object.keys(en).toSorted());
});
