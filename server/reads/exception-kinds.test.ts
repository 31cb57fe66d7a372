import { expect, it } from 'vitest';
import { EXCEPTION_KINDS as SAID } from '#domain/exceptions/exception-kinds.ts';
import { EXCEPTION_KINDS } from './exception-kinds.ts';

it('exceptions are read in the order their kinds are listed in, none left out', () => {
  expect(EXCEPTION_KINDS.map(({ name }) => name)).toEqual(SAID);
});
