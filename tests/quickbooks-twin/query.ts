import { refuse } from './refused.ts';

/** A record as the books keep it. */
export type Entity = { Id: string; SyncToken: string; [field: string]: unknown };

const SHAPE =
  /^\s*select\s+(\*|count\(\*\))\s+from\s+(\w+)(?:\s+where\s+(.+?))?(?:\s+order\s?by\s+([\w.]+)(?:\s+(asc|desc))?)?(?:\s+startposition\s+(\d+))?(?:\s+maxresults\s+(\d+))?\s*$/is;
const CONDITION = /^\s*([\w.]+)\s*(=|<=|>=|<|>|in|like)\s*(.+?)\s*$/is;
/** Of lists of names, those made inactive are left out unless they are asked for. */
const NAME_LISTS = ['Customer', 'Item', 'Term', 'TaxCode', 'Account', 'Vendor'];

/** Answers one query of the SQL-like language, or refuses it as the real one does. */
export function answerQuery(query: string, recordsOf: (name: string) => readonly Entity[] | null): unknown {
  const [, what, name = '', where, order, direction, start = '1', max = '100'] = SHAPE.exec(query) ?? [];
  if (!what) throw refuse('4000', `QueryParserError: cannot read "${query}"`);
  const all = recordsOf(name);
  if (!all) throw refuse('4000', `QueryValidationError: invalid entity "${name}"`);
  if (Number(max) > 1000) throw refuse('4000', 'QueryValidationError: maxresults is over 1000');
  const tests = where ? splitAnd(where).map(testOf) : [];
  if (NAME_LISTS.includes(name) && !/\bActive\b/i.test(where ?? '')) tests.push(({ Active }) => Active !== false);
  const found = all.filter((entity) => tests.every((test) => test(entity)));
  if (what !== '*') return { totalCount: found.length };
  if (order)
    found.sort((a, b) => compare(valueAt(a, order), valueAt(b, order)) * (/desc/i.test(direction ?? '') ? -1 : 1));
  const page = found.slice(Number(start) - 1, Number(start) - 1 + Number(max));
  return page.length === 0 ? {} : { [name]: page, startPosition: Number(start), maxResults: page.length };
}

function splitAnd(where: string): string[] {
  const parts = where.match(/(?:'(?:\\.|[^'\\])*'|\((?:'(?:\\.|[^'\\])*'|[^)'])*\)|(?!\sand\s)[\s\S])+/gi) ?? [];
  return parts.map((part) => part.replace(/^\s*and\s+/i, ''));
}

function testOf(condition: string): (entity: Entity) => boolean {
  const [, field = '', operator = '', operand = ''] = CONDITION.exec(condition) ?? [];
  if (!field) throw refuse('4000', `QueryParserError: cannot read the condition "${condition}"`);
  const values = literals(operand);
  const first = values[0];
  switch (operator.toLowerCase()) {
    case 'in':
      return (entity) => values.some((value) => equals(valueAt(entity, field), value));
    case 'like':
      return (entity) => like(String(first)).test(String(valueAt(entity, field) ?? ''));
    case '=':
      return (entity) => equals(valueAt(entity, field), first);
    default:
      return (entity) => holds(compare(valueAt(entity, field), first), operator);
  }
}

function literals(operand: string): unknown[] {
  const found = operand.match(/'(?:\\.|[^'\\])*'|true|false|-?\d+(?:\.\d+)?/gi) ?? [];
  if (found.length === 0) throw refuse('4000', `QueryParserError: no value in "${operand}"`);
  return found.map((text) => {
    if (text.startsWith("'")) return text.slice(1, -1).replace(/\\(.)/g, '$1');
    return /^(true|false)$/i.test(text) ? text.toLowerCase() === 'true' : Number(text);
  });
}

function like(pattern: string): RegExp {
  const escaped = pattern.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/%/g, '.*');
  return new RegExp(`^${escaped}$`, 'is');
}

function valueAt(entity: Entity, path: string): unknown {
  return path.split('.').reduce<unknown>((value, key) => (value as Record<string, unknown> | undefined)?.[key], entity);
}

function equals(a: unknown, b: unknown): boolean {
  return typeof b === 'string' ? String(a ?? '').toLowerCase() === b.toLowerCase() : a === b;
}

function compare(a: unknown, b: unknown): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  const [left, right] = [String(a ?? ''), String(b ?? '')];
  const times = [Date.parse(left), Date.parse(right)] as const;
  if (/^\d{4}-/.test(left) && times.every((time) => !Number.isNaN(time))) return times[0] - times[1];
  return left < right ? -1 : left > right ? 1 : 0;
}

function holds(order: number, operator: string): boolean {
  return { '<': order < 0, '<=': order <= 0, '>': order > 0, '>=': order >= 0 }[operator] ?? false;
}
