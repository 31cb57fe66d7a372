import { parseSync } from 'oxc-parser';
import { type Ownership, TABLE_OWNERS } from '../house-rules.ts';
import { type Breach, breach, folderOf, isCode, isTest, type Source } from './source.ts';

/** Each table of the schema has one owner, and no other folder of the server writes it. */
export function checkTableOwners(sources: Source[]): Breach[] {
  const schema = sources.filter(({ path }) => path === 'database/schema.sql');
  const server = sources.filter((source) => folderOf(source.path) && isCode(source) && !isTest(source));
  return [...schema.flatMap(tablesWithoutOwner), ...server.filter(isCounted).flatMap(foreignWrites)];
}

/** The demo founds and removes a whole company. */
function isCounted({ path }: Source): boolean {
  return folderOf(path) !== 'demo';
}

function tablesWithoutOwner(schema: Source): Breach[] {
  return [...schema.text.matchAll(/^create table (?:public\.)?([a-z_]+) /gm)]
    .filter(([, table]) => !(table! in TABLE_OWNERS))
    .map((match) => breach(schema, match.index, `${match[1]} has no owner in TABLE_OWNERS of house-rules.ts.`));
}

const WRITE = /\b(?:(insert\s+into|delete\s+from)\s+([a-z_]+)|(update)\s+([a-z_]+)(?:\s+(?:as\s+)?[a-z_]+)?\s+set\s)/g;

function foreignWrites(source: Source): Breach[] {
  const folder = folderOf(source.path)!;
  const text = withoutComments(source);
  return [...text.matchAll(WRITE)].flatMap((match) => {
    const table = match[2] ?? match[4]!;
    const ownership = TABLE_OWNERS[table];
    if (!ownership) return [];
    const columns = match[3] ? columnsSet(text.slice(match.index + match[0].length)) : null;
    if (mayWrite(folder, ownership, columns)) return [];
    const what = columns ? `updates ${columns.join(', ')} of` : 'writes';
    return [breach(source, match.index, `${folder} ${what} ${table}, which belongs to ${ownership.owner}.`)];
  });
}

function mayWrite(folder: string, ownership: Ownership, columns: string[] | null): boolean {
  if (folder in (ownership.also ?? {})) return true;
  if (columns === null) return folder === ownership.owner;
  const writerOf = (column: string) => ownership.columns?.[column] ?? ownership.owner;
  return columns.every((column) => column === 'version' || writerOf(column) === folder);
}

/** The columns of a `set` list, nested parentheses left out. */
function columnsSet(rest: string): string[] {
  let list = rest.split(/`|;/)[0]!;
  for (let before = ''; before !== list; ) {
    before = list;
    list = list.replace(/\([^()]*\)/g, '');
  }
  const end = list.search(/\b(?:from|where|returning)\b/);
  const assignments = end < 0 ? list : list.slice(0, end);
  return [...assignments.matchAll(/(?:^|,)\s*([a-z_]+)\s*=/g)].map((match) => match[1]!);
}

/** The text with every comment blanked, so that offsets still hold. */
function withoutComments({ path, text }: Source): string {
  return parseSync(path, text).comments.reduce(
    (left, { start, end }) => left.slice(0, start) + left.slice(start, end).replace(/[^\n]/g, ' ') + left.slice(end),
    text,
  );
}
