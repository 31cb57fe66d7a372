import { describe, expect, it } from 'vitest';
import { byKind } from './rank-results.ts';

const result = (kind: string, name: string, status: string | null = null) => ({ kind, name, status });
const namesOf = (text: string, results: ReturnType<typeof result>[]) =>
  byKind(text, results).map((found) => found.map(({ name }) => name));

describe('what a search finds', () => {
  it('stands by kind, what is called exactly so first, then what is open, then what is done', () => {
    const found = [
      result('backorder', 'BO-100', 'cancelled'),
      result('backorder', 'BO-1001', 'complete'),
      result('backorder', 'BO-1002', 'open'),
      result('order', 'SO-100', 'open'),
      result('order', 'SO-1000', 'open'),
    ];
    expect(namesOf('100', found)).toEqual([
      ['BO-100', 'BO-1002', 'BO-1001'],
      ['SO-100', 'SO-1000'],
    ]);
    expect(namesOf('so-100', found)).toEqual([
      ['SO-100', 'SO-1000'],
      ['BO-1002', 'BO-100', 'BO-1001'],
    ]);
  });

  it('puts a kind of which all is done behind one that is open', () => {
    expect(namesOf('anchor', [result('order', 'SO-1', 'cancelled'), result('customer', 'The Anchor')])).toEqual([
      ['The Anchor'],
      ['SO-1'],
    ]);
    expect(namesOf('anchor', [])).toEqual([]);
  });
});
