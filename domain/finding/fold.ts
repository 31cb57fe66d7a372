/**
 * A text as it is looked for: small letters and figures without accents, apostrophes or punctuation, letters apart from
 * figures, which have no zeros before them. "Château d'Yquem 750ml" is `chateau dyquem 750 ml`, "Straße" is `strasse`.
 * Twin of `fold` of the database.
 */
export function fold(text: string): string {
  return [...text]
    .map((letter) => LETTERS[letter] ?? letter)
    .join('')
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]+/g, '')
    .replace(/./gsu, (letter) => letter.toLowerCase())
    .replace(/[!-/:-@[-`{-~¡-¿–—“”„‚…⁄×\s]+/g, ' ')
    .replace(/([0-9])([^0-9 ])/g, '$1 $2')
    .replace(/([^0-9 ])([0-9])/g, '$1 $2')
    .replace(/(^| )0+([0-9])/g, '$1$2')
    .trim();
}

/**
 * What a folded text must hold, each a pattern of `like`, the longest first, which finds fewest: words in any order, what is
 * written together together ("C-2" is no shop with a c and a 2). A word of three letters or more is found anywhere, shorter
 * ones and up to four figures from their beginning, so that 750 finds no 1750. The figures of a code are one word, however
 * they are grouped. A text without letters and figures finds nothing.
 */
export function patternsOf(text: string): string[] {
  const together = isCode(text) ? [text.replace(/[\s-]+/g, '')] : text.split(/[^\p{L}\p{M}\p{N}'’‘`´ʼ′./_-]+/u);
  const words = together.map(fold).filter((word) => word !== '');
  if (words.length === 0) return [''];
  return [...new Set(words)]
    .sort((one, other) => other.length - one.length || (one < other ? -1 : 1))
    .map((word) => (FROM_ITS_BEGINNING.test(word) ? `% ${word}%` : `%${word}%`));
}

const FROM_ITS_BEGINNING = /^([0-9]{1,4}|[a-z]{1,2})( |$)/;

/** Figures with dashes, or as many of them as a UPC without its leading zero. */
function isCode(text: string): boolean {
  return /^[\d-]+$/.test(text.trim()) || (/^[\d\s-]+$/.test(text) && text.replace(/\D/g, '').length >= 11);
}

const APOSTROPHES = "'’‘`´ʼ′";
const LETTERS: Readonly<Record<string, string>> = {
  ...Object.fromEntries([...APOSTROPHES].map((apostrophe) => [apostrophe, ''])),
  ...{ ø: 'o', Ø: 'o', đ: 'd', Đ: 'd', ð: 'd', Ð: 'd', ł: 'l', Ł: 'l', ı: 'i' },
  ...{ ß: 'ss', ẞ: 'ss', æ: 'ae', Æ: 'ae', œ: 'oe', Œ: 'oe', þ: 'th', Þ: 'th' },
};
