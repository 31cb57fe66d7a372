import { expect, test } from 'vitest';
import { ProblemError } from '#web/api/problem-error.ts';
import { problemSentence } from './problem-words.ts';

test.each([
  [{ code: 'nothing_to_ship', facts: { shipmentNumber: 'SH-7' } }, 'Everything on SH-7 has left already.'],
  [
    { code: 'delivery_day_out_of_reach', facts: { earliest: '2016-11-28', latest: '2036-11-28' } },
    'Is the day right? It can be one from 28 Nov 2016 to 28 Nov 2036.',
  ],
] as const)('a refusal is said with its facts: %o', (problem, sentence) => {
  expect(problemSentence(new ProblemError(problem))).toBe(sentence);
});
