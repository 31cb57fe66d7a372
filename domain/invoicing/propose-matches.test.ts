import { describe, expect, it } from 'vitest';
import { isSameName, type Ours, proposeMatches, type Theirs } from '#domain/invoicing/propose-matches.ts';

const ours = (id: string, name: string, code = id, email: string | null = null): Ours => ({ id, code, name, email });
const theirs = (id: string, name: string, code: string | null = null, email: string | null = null): Theirs => ({
  id,
  code,
  names: [name],
  email,
});
const proposed = (here: readonly Ours[], there: readonly Theirs[]) =>
  Object.fromEntries(
    [...proposeMatches(here, there)].map(
      ([
        id,
        {
          theirs: { id: other },
          because,
          differs,
        },
      ]) => [id, `${other} ${because}${differs ? ' differs' : ''}`],
    ),
  );

describe('who is meant', () => {
  it.each<[rule: string, here: Ours, there: Theirs, proposal: string | undefined]>([
    [
      'the account number, whatever the name',
      ours('1', 'Bar Nine', 'C-9'),
      theirs('a', 'Nine LLC', 'c-9'),
      'a code differs',
    ],
    ['the name', ours('1', 'Bar Nine'), theirs('a', 'Bar Nine'), 'a name'],
    ['a blank or the case makes no other name', ours('1', 'Bar  Nine'), theirs('a', 'BAR NINE '), 'a name'],
    ['the e-mail', ours('1', 'Bar Nine', '1', 'a@x.test'), theirs('a', 'Nine', null, 'A@x.test'), 'a email differs'],
    [
      'what companies add is looked through',
      ours('1', 'The Cellar & Co.'),
      theirs('a', 'Cellar Company'),
      'a similar_name differs',
    ],
    [
      'accents and signs are looked through',
      ours('1', 'Café Crème'),
      theirs('a', 'Cafe-Creme'),
      'a similar_name differs',
    ],
    ['nothing in common', ours('1', 'Bar Nine'), theirs('a', 'Bar Ten'), undefined],
    ['two that are only dots have nothing in common', ours('1', '…'), theirs('a', '--'), undefined],
  ])('%s', (_, here, there, proposal) => {
    expect(proposed([here], [there])['1']).toBe(proposal);
  });

  it('is not guessed where several could be', () => {
    expect(proposed([ours('1', 'Bar')], [theirs('a', 'Bar'), theirs('b', 'bar')])).toEqual({});
    expect(proposed([ours('1', 'Bar'), ours('2', 'BAR')], [theirs('a', 'Bar')])).toEqual({});
  });

  it('is proposed once, to the stronger reason', () => {
    const here = [ours('1', 'Bar Nine'), ours('2', 'Other', 'C-9')];
    expect(proposed(here, [theirs('a', 'Bar Nine', 'C-9')])).toEqual({ 2: 'a code differs' });
  });
});

it('names that differ in a blank or in case are one name', () => {
  expect(isSameName('Wine Bar', ' wineBAR ')).toBe(true);
  expect(isSameName('Wine Bar', 'Wine Bars')).toBe(false);
});
