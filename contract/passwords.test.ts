import { expect, test } from 'vitest';
import { password } from './passwords.ts';

test.each([
  ['short', 'nine char'],
  ['one letter', 'aaaaaaaaaa'],
  ['two letters', 'abababababab'],
  ['a piece repeated', 'abc1xabc1xabc1x'],
  ['a run of figures', '1234567890'],
  ['a run backwards', '0987654321'],
  ['a row of the keyboard', 'qwertyuiop'],
  ['a common word with figures', 'password123'],
  ['figures for letters', 'P@ssw0rd2026!'],
  ['a common word and a year', 'Welcome2026!'],
  ['a common word doubled', 'letmeinletmein'],
  ['two common words', 'adminpassword'],
])('%s is refused: %s', (_, value) => {
  expect(password.safeParse(value).success).toBe(false);
});

test.each([
  ['correct horse battery'],
  ['another long one'],
  ['jk7m9xqpw2vd'],
  ['fünf Kisten Riesling'],
  ['7f3a9c1e5b2d8064'],
])('%s is taken', (value) => {
  expect(password.safeParse(value).success).toBe(true);
});
