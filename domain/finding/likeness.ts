import { fold } from './fold.ts';

/**
 * Whether a text may be what somebody meant: each of the words typed is one of its words but for a slip, or two in a long
 * word. "cahros" is like Cahors; "strasse" is like no Strawberry. Words of three letters and figures bear no slip.
 */
export function isLike(sought: string, text: string): boolean {
  const words = fold(text).split(' ');
  return fold(sought)
    .split(' ')
    .every((typed) => words.some((word) => slips(typed, word) <= slipsAllowed(typed)));
}

/** What somebody may have meant: each word they typed as the word of a text that is likest to it. */
export function meantBy(sought: string, text: string): string {
  const words = fold(text).split(' ');
  const nearest = (typed: string) =>
    words.reduce((best, word) => (slips(typed, word) < slips(typed, best) ? word : best), words[0] ?? '');
  return fold(sought).split(' ').map(nearest).join(' ');
}

function slipsAllowed(word: string): number {
  if (word.length < 4 || /[0-9]/.test(word)) return 0;
  return word.length < 8 ? 1 : 2;
}

/** How many letters are wrong, missing, too many or exchanged with their neighbour. */
function slips(one: string, other: string): number {
  const rows: number[][] = [Array.from({ length: other.length + 1 }, (_, column) => column)];
  const at = (row: number, column: number) => rows[row]?.[column] ?? Number.POSITIVE_INFINITY;
  for (let row = 1; row <= one.length; row += 1) {
    rows.push([row]);
    for (let column = 1; column <= other.length; column += 1) {
      const isSame = one[row - 1] === other[column - 1];
      const isExchanged = one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1];
      (rows[row] as number[]).push(
        Math.min(
          at(row - 1, column) + 1,
          at(row, column - 1) + 1,
          at(row - 1, column - 1) + (isSame ? 0 : 1),
          isExchanged ? at(row - 2, column - 2) + 1 : Number.POSITIVE_INFINITY,
        ),
      );
    }
  }
  return at(one.length, other.length);
}
