/** A row of what was pasted: a code, and what stands behind it as its quantity. */
export type PastedRow = { row: number; code: string; quantity: string };

/**
 * Reads rows as a spreadsheet, a list or an e-mail has them: the code first, the quantity last, between them tabs, commas,
 * semicolons or blanks. Empty rows and a row of headings are left out. `row` is the row of the text, from 1.
 */
export function pastedRows(text: string): PastedRow[] {
  return text.split(/\r\n|\r|\n/).flatMap((line, index) => {
    const cells = cellsOf(line);
    const [code = ''] = cells;
    if (code === '' || (index === 0 && isHeading(cells))) return [];
    return [{ row: index + 1, code, quantity: cells.length > 1 ? (cells.at(-1) ?? '') : '' }];
  });
}

/** Whether a text is rows of such a list, and not just a word that was copied with the end of its line. */
export function isManyRows(text: string): boolean {
  return text.includes('\t') || pastedRows(text).length > 1;
}

function cellsOf(line: string): string[] {
  const trimmed = line.trim();
  const separator = ['\t', ';', ','].find((one) => trimmed.includes(one));
  if (separator) return trimmed.split(separator).map((cell) => cell.trim().replace(/^"(.*)"$/, '$1'));
  const [, code = trimmed, rest = ''] = /^(\S+)\s+(.+)$/.exec(trimmed) ?? [];
  return rest === '' ? [code] : [code, rest];
}

function isHeading(cells: readonly string[]): boolean {
  return !cells.some((cell) => /\d/.test(cell));
}
