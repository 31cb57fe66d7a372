import i18next from 'i18next';
import { expect, test } from 'vitest';
import { t } from '#web/i18n/words.ts';

test('says each number in its own words, also when it said the same of another before', () => {
  const said = [1, 2, 1, 5].map((count) => t('backorders.age', { count }));
  expect(said).toEqual([1, 2, 1, 5].map((count) => i18next.t('backorders.age', { count })));
  expect(new Set(said).size).toBe(3);
  expect(t('act.close')).toBe(i18next.t('act.close'));
});

test('what was said before is said again in less than half the time', () => {
  const time = (say: (count: number) => string) => {
    const startedAt = performance.now();
    for (let round = 0; round < 20_000; round += 1) say(round % 50);
    return performance.now() - startedAt;
  };
  const anew = time((count) => i18next.t('backorders.age', { count }));
  expect(time((count) => t('backorders.age', { count }))).toBeLessThan(anew / 2);
});
