import { describe, expect, it } from 'vitest';
import { afterKey, type Burst, codeEnded } from './scan-keys.ts';

/** Types a text with so many milliseconds between its keys, then Enter. */
function typed(text: string, gap: number): string | null {
  let burst: Burst | null = null;
  let at = 1_000;
  for (const key of text) {
    at += gap;
    burst = afterKey(burst, key, at);
  }
  return codeEnded(burst, at + gap);
}

describe('keys', () => {
  it.each([
    { text: '012345678905', gap: 0, code: '012345678905' },
    { text: 'MAL-750', gap: 12, code: 'MAL-750' },
    { text: '43423', gap: 5, code: null },
    { text: '012345678905', gap: 130, code: null },
    { text: '4 cs + 3', gap: 40, code: null },
    { text: '', gap: 0, code: null },
  ])('$text, every $gap ms, are the code $code', ({ text, gap, code }) => expect(typed(text, gap)).toBe(code));

  it('of a person before a scan are no part of the code', () => {
    const person = afterKey(null, '7', 1_000);
    let burst = afterKey(person, '0', 1_500);
    for (const [index, key] of [...'88004022723'].entries()) burst = afterKey(burst, key, 1_501 + index);
    expect(codeEnded(burst, 1_515)).toBe('088004022723');
  });
});
