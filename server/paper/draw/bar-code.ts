import { toSVG } from 'bwip-js/node';
import type { Content } from 'pdfmake/interfaces.js';

/** A bar code that scanners read, with its text below unless it is left out; only characters that the code can say. */
export function barCode(text: string, size: { width: number; height: number; showsText?: boolean }): Content {
  const { width, height, showsText = false } = size;
  const svg = toSVG({ bcid: 'code128', text, height: 10, includetext: showsText, textxalign: 'center' });
  return { svg, fit: [width, height] };
}

/** Whether a bar code can say it: Code 128 holds ASCII. */
export function hasBarCode(text: string | null): text is string {
  return text !== null && /^[\x20-\x7e]{1,40}$/.test(text);
}
