import { describe, expect, it } from 'vitest';
import { allWords } from '#contract/words/find-words.ts';
import { describeApi } from './describe-api.ts';
import { everythingDescribed, findUndescribed } from './find-undescribed.ts';

const document = await describeApi();
const described = everythingDescribed(document);

describe('the API document', () => {
  it('says of every field, parameter and value what it means', () => {
    expect(described.length).toBeGreaterThan(2_000);
    expect(findUndescribed(document)).toEqual([]);
  });

  it('says more of a field than its name', () => {
    const empty = described.filter(({ place, description }) => {
      const name = place.split(/[.?]/).at(-1) as string;
      const ofName = name
        .replace(/([A-Z])/g, ' $1')
        .toLowerCase()
        .split(' ');
      const said = description.toLowerCase().match(/[a-z0-9]+/g) ?? [];
      return (
        said.filter((word) => !ofName.includes(word) && !['the', 'a', 'an', 'of', 'it', 'is'].includes(word)).length < 2
      );
    });
    expect(empty.map(({ place, description }) => `${place}: ${description}`)).toEqual([]);
  });

  it('keeps no words for a field, parameter or value that is gone', () => {
    const places = described.map(({ place }) => place.replace(/Page(?=\.)/, '').replace(/^(\w+)\.data\./, '$1.'));
    const isThere = (name: string) => places.some((place) => `.${place.replace('?', '.')}`.endsWith(`.${name}`));
    expect(
      [...allWords.fields, ...allWords.parameters, ...Object.keys(allWords.values)].filter((name) => !isThere(name)),
    ).toEqual([]);
    const offered = new Set(described.flatMap(({ values }) => values));
    expect(
      Object.values(allWords.values).flatMap((of) => Object.keys(of).filter((value) => !offered.has(value))),
    ).toEqual([]);
  });

  it('names an undescribed field and an undescribed value', () => {
    const schemas = {
      Cask: { properties: { lees: { type: 'string', enum: ['fine'] }, bung: { description: 'Shuts the cask.' } } },
    };
    expect(findUndescribed({ paths: {}, components: { schemas } })).toEqual(['Cask.lees', 'Cask.lees = fine']);
  });
});
