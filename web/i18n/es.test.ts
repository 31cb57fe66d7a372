import { expect, test } from 'vitest';
import { en } from '#web/i18n/en.ts';
import { es } from '#web/i18n/es.ts';

type Words = { [key: string]: string | Words };

function flat(words: Words, under = ''): Map<string, string> {
  return new Map(
    Object.entries(words).flatMap(([key, value]) =>
      typeof value === 'string' ? [[under + key, value] as const] : [...flat(value, `${under}${key}.`)],
    ),
  );
}

const variables = (text: string | undefined) =>
  [...(text ?? '').matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name).sort();

test('what is said in Spanish is said in English, about the same', () => {
  const english = flat(en as unknown as Words);
  for (const [key, text] of flat(es as unknown as Words))
    expect([key, variables(text)]).toEqual([key, variables(english.get(key))]);
});

test('a driver reads nothing in English', () => {
  expect(Object.keys(es.driver).sort()).toEqual(Object.keys(en.driver).sort());
  expect(Object.keys(es.quantity)).toEqual(expect.arrayContaining(['cases', 'units_one', 'units_other']));
  expect(Object.keys(es.delivery.reason).sort()).toEqual(Object.keys(en.delivery.reason).sort());
});
