/** The figures of a code as people write or scanners read it, without blanks and dashes; null for what is no code. */
function codeFigures(text: string): string | null {
  const figures = text.replace(/[\s-]+/g, '');
  return /^[0-9]{1,14}$/.test(figures) ? figures : null;
}

/** Two codes that differ by leading zeros, blanks and dashes at most: UPC, EAN and GTIN of one item. */
export function isSameCode(one: string, other: string): boolean {
  const [figures, others] = [codeFigures(one), codeFigures(other)];
  return figures !== null && others !== null && withoutZeros(figures) === withoutZeros(others);
}

/**
 * Whether a code is that of a case of the item with this UPC: a GTIN of 14 figures whose first, 1 to 8, says how it is packed,
 * and whose next twelve are those of the unit; each has a check digit of its own.
 */
export function isCaseCode(upc: string, code: string): boolean {
  const [unit, outer] = [codeFigures(upc), codeFigures(code)];
  if (unit === null || outer === null || !/^[1-8][0-9]{13}$/.test(outer)) return false;
  return outer.slice(1, 13) === unit.padStart(14, '0').slice(1, 13);
}

/** The last figure of a UPC, EAN or GTIN checks the others: three times every second from the right, a multiple of ten. */
export function hasRightCheckDigit(code: string): boolean {
  const figures = codeFigures(code) ?? '';
  const sum = [...figures.padStart(14, '0')].reduce(
    (so, figure, at) => so + Number(figure) * (at % 2 === 0 ? 3 : 1),
    0,
  );
  return figures.length >= 6 && sum % 10 === 0;
}

/** The last nine figures of a telephone number from its end, without an extension, for a text that may be one; null for none. */
export function phoneFromEnd(text: string): string | null {
  const number = text.replace(/\s*(x|ext|#)[\s.]*\d*\s*$/i, '');
  if (!/^[\d\s()+./-]+$/.test(number)) return null;
  const figures = number.replace(/\D/g, '');
  return figures.length < 7 ? null : [...figures.slice(-9)].reverse().join('');
}

function withoutZeros(figures: string): string {
  return figures.replace(/^0+/, '');
}
