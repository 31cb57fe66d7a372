import { dirname, join } from 'node:path/posix';
import { CAPABILITIES, READS } from '../house-rules.ts';
import { type Breach, breach, folderOf, isTest, type Source } from './source.ts';

/** Capabilities import only from those before them; what joins them for a screen is read by handlers alone. */
export function checkCapabilityOrder(sources: Source[]): Breach[] {
  return sources.filter((source) => folderOf(source.path) && !isTest(source)).flatMap(breachesOf);
}

function breachesOf(source: Source): Breach[] {
  const own = folderOf(source.path)!;
  if (placeOf(own) < 0) return [breach(source, 0, `${own} has no place in CAPABILITIES of house-rules.ts.`)];
  return [...source.text.matchAll(/(?:from|import\()\s*'([^']+)'/g)].flatMap((match) => {
    const other = folderOf(pathOf(source.path, match[1]!));
    if (other === null || placeOf(other) <= placeOf(own)) return [];
    if (other === READS && source.path.endsWith('/handlers.ts')) return [];
    return [breach(source, match.index, `${own} imports from ${other}, which stands after it in CAPABILITIES.`)];
  });
}

function pathOf(from: string, imported: string): string {
  return imported.startsWith('.') ? join(dirname(from), imported) : imported.replace(/^#/, '');
}

function placeOf(folder: string): number {
  return (CAPABILITIES as readonly string[]).indexOf(folder);
}
