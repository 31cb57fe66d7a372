/** A code of somebody else's making, as near to words as it gets: "next_month" is "Next month". */
export function wordsOfCode(code: string): string {
  const words = code.replaceAll(/[_.]/g, ' ').trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
