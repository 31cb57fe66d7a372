import { ERRORS } from '#contract/errors.ts';
import { type Breach, breach, isTest, type Source } from './source.ts';

const registry = Object.keys(ERRORS);

/** An operation documents its refusals in the order in which the registry lists them. */
export function checkRefusalOrder(sources: Source[]): Breach[] {
  return sources.filter(({ path }) => path.startsWith('contract/')).flatMap(unorderedRefusals);
}

/** Each code of the registry stands in a test, which says when it is answered. */
export function checkCodesAreTested(sources: Source[]): Breach[] {
  const errors = sources.find(({ path }) => path === 'contract/errors.ts');
  if (!errors) return [];
  const tests = sources.filter((source) => isTest(source) && !source.path.startsWith('tests/check/'));
  const isNamed = (code: string) => tests.some(({ text }) => new RegExp(`['"\`]${code}['"\`]`).test(text));
  return [...errors.text.matchAll(/^ {2}([a-z_]+): \{/gm)]
    .filter(([, code]) => !isNamed(code!))
    .map((match) => breach(errors, match.index, `no test names the refusal ${match[1]}.`));
}

function unorderedRefusals(source: Source): Breach[] {
  return [...source.text.matchAll(/refusals: \[([^\]]*)\]/g)].flatMap((match) => {
    const codes = [...match[1]!.matchAll(/'([a-z_]+)'/g)].map(([, code]) => code!);
    const inOrder = codes.toSorted((a, b) => registry.indexOf(a) - registry.indexOf(b));
    if (codes.join() === inOrder.join()) return [];
    return [breach(source, match.index, `refusals differ from the order of the registry: ${inOrder.join(', ')}.`)];
  });
}
