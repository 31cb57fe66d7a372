import bidiFactory, { type Bidi } from 'bidi-js';

// Its types are read in two ways; what it gives is this.
const bidi = (bidiFactory as unknown as () => Bidi)();

/** What is drawn of a text: a run that is read in one direction. */
export type Run = { text: string };

/** Without letters that are written from right to left there is nothing to order. */
const RIGHT_TO_LEFT = /[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFF]/;

/**
 * Cuts a text where the direction of writing changes, so that no piece that is drawn has two. The pieces keep the order in
 * which they are read.
 */
export function runsOf(text: string): Run[] {
  if (!RIGHT_TO_LEFT.test(text)) return [{ text }];
  const { levels } = bidi.getEmbeddingLevels(text);
  const runs: Run[] = [];
  let last = -1;
  for (let at = 0; at < text.length; at += 1) {
    const level = levels[at] as number;
    const character = text[at] as string;
    const run = runs.at(-1);
    if (run && level === last) run.text += character;
    else runs.push({ text: character });
    last = level;
  }
  return runs;
}

/** A word as it is drawn: which of the words it is, as they are read, and its letters as they are given to the font. */
export type PlacedWord = { index: number; text: string };

/**
 * The words of one line in the order in which they are drawn from left to right. Called once the line is broken. Letters
 * inside a word are ordered by the font, which turns no brackets and takes signs alone for left to right: both is done here.
 */
export function drawingOrder(words: readonly string[]): PlacedWord[] {
  const line = words.join('');
  const inOrder = words.map((_, index) => index);
  if (!RIGHT_TO_LEFT.test(line)) return inOrder.map((index) => ({ index, text: words[index] as string }));
  const { levels } = bidi.getEmbeddingLevels(line);
  let at = 0;
  const levelOfWord = words.map((word) => {
    const first = at + Math.max(0, word.search(/\S/));
    at += word.length;
    return levels[first] ?? 0;
  });
  // Rule L2 of the Unicode bidirectional algorithm, by words: from the highest level down, turn what is at least as high.
  for (let level = Math.max(...levelOfWord); level > 0; level -= 1) turnRuns(inOrder, levelOfWord, level);
  return inOrder.map((index) => {
    const word = words[index] as string;
    const isRightToLeft = (levelOfWord[index] as number) % 2 === 1;
    return { index, text: isRightToLeft ? asDrawn(word) : word };
  });
}

function asDrawn(word: string): string {
  const letters = [...word].map((letter) => bidi.getMirroredCharacter(letter) ?? letter);
  if (!RIGHT_TO_LEFT.test(word)) return letters.reverse().join('');
  // No line breaks before a slash, and the PDF draws what a blank parts each by itself, from the left: it may part nothing here.
  return letters.join('').replace(/ (?=\S)/g, '\u00a0');
}

function turnRuns(order: number[], levels: readonly number[], level: number): void {
  const isHigh = (place: number) => place < order.length && (levels[order[place] as number] as number) >= level;
  for (let start = 0; start < order.length; start += 1) {
    let end = start;
    while (isHigh(end)) end += 1;
    if (end === start) continue;
    order.splice(start, end - start, ...order.slice(start, end).reverse());
    start = end;
  }
}
