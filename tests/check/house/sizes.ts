import { parseSync, Visitor } from 'oxc-parser';
import { type Breach, breach, isCode, isTest, lineAt, type Source } from './source.ts';

const FILE_LINES = 300;
const FUNCTION_LINES = 60;
const COMPONENT_LINES = 120;

/** What is longer than it should be says why beside it, in a comment: `Long because …`. */
const REASON = /Long because \S+/;

type Sized = { source: Source; offset: number; name: string | null; lines: number };

/** Files of at most 300 lines, and functions of at most 60: web components have a limit of their own. */
export function checkLengths(sources: Source[]): Breach[] {
  const code = sources.filter(isCode);
  return [...code.flatMap(longFile), ...code.filter((source) => !isTest(source)).flatMap(longFunctions)];
}

/** Nine of ten functions of the server in 25 lines, and none over 60. */
export function checkServerFunctions(sources: Source[]): Breach[] {
  const functions = namedFunctionsIn('server/', sources);
  return checkGroup(functions, { name: 'server functions', ninety: 25, most: FUNCTION_LINES });
}

/** Nine of ten web components in 40 lines, and none over 120. */
export function checkComponents(sources: Source[]): Breach[] {
  const components = namedFunctionsIn('web/', sources).filter(isComponent);
  return checkGroup(components, { name: 'web components', ninety: 40, most: COMPONENT_LINES });
}

function namedFunctionsIn(layer: string, sources: Source[]): Sized[] {
  return sources
    .filter((source) => source.path.startsWith(layer) && isCode(source) && !isTest(source))
    .flatMap(functionsOf)
    .filter(({ name }) => name !== null);
}

function longFile(source: Source): Breach[] {
  const lines = source.text.trimEnd().split('\n');
  if (lines.length <= FILE_LINES || REASON.test(lines.slice(0, 15).join('\n'))) return [];
  return [breach(source, 0, `has ${lines.length} lines, more than ${FILE_LINES}, and does not say why.`)];
}

function longFunctions(source: Source): Breach[] {
  return functionsOf(source)
    .filter((sized) => sized.lines > (isComponent(sized) ? COMPONENT_LINES : FUNCTION_LINES) && !hasReason(sized))
    .map(({ offset, name, lines }) =>
      breach(source, offset, `${name ?? 'a function'} has ${lines} lines and no reason.`),
    );
}

function checkGroup(group: Sized[], goal: { name: string; ninety: number; most: number }): Breach[] {
  if (group.length === 0) return [];
  const sorted = group.toSorted((a, b) => a.lines - b.lines);
  const ninety = sorted[Math.ceil(0.9 * sorted.length) - 1]!;
  const tooLong = sorted.filter(({ lines }) => lines > goal.most);
  return [
    ...(ninety.lines > goal.ninety
      ? [breach(ninety.source, ninety.offset, `${goal.name}: p90 is ${ninety.lines} lines, more than ${goal.ninety}.`)]
      : []),
    ...tooLong.map(({ source, offset, name, lines }) =>
      breach(source, offset, `${name} has ${lines} lines; of ${goal.name} none may have more than ${goal.most}.`),
    ),
  ];
}

function isComponent({ source, name }: Sized): boolean {
  return source.path.startsWith('web/') && source.path.endsWith('.tsx') && /^[A-Z]/.test(name ?? '');
}

function hasReason({ source, offset }: Sized): boolean {
  const at = lineAt(source.text, offset);
  return REASON.test(
    source.text
      .split('\n')
      .slice(Math.max(0, at - 6), at + 1)
      .join('\n'),
  );
}

const measured = new Map<Source, Sized[]>();

function functionsOf(source: Source): Sized[] {
  const known = measured.get(source) ?? measure(source);
  measured.set(source, known);
  return known;
}

function measure(source: Source): Sized[] {
  const found: Sized[] = [];
  const names = new Map<number, string>();
  const add = (node: { start: number; end: number; id?: { name: string } | null }) =>
    found.push({
      source,
      offset: node.start,
      name: node.id?.name ?? names.get(node.start) ?? null,
      lines: source.text.slice(node.start, node.end).split('\n').length,
    });
  new Visitor({
    VariableDeclarator: ({ id, init }) => {
      if (init && id.type === 'Identifier') names.set(init.start, id.name);
    },
    MethodDefinition: ({ key, value }) => {
      if (key.type === 'Identifier') names.set(value.start, key.name);
    },
    FunctionDeclaration: add,
    FunctionExpression: add,
    ArrowFunctionExpression: add,
  }).visit(parseSync(source.path, source.text).program);
  return found;
}
