import { expect, test } from 'vitest';
import { capabilities, operations } from '#contract/operations.ts';
import { routes } from '#contract/routes.ts';

test('every operation of the table of contents stands in one file', () => {
  const names = capabilities.flatMap((capability) => Object.keys(capability.operations));
  expect(names.toSorted()).toEqual(Object.keys(routes).toSorted());
  expect(Object.keys(operations)).toHaveLength(names.length);
});
