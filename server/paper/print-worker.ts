import { createRequire } from 'node:module';
import path from 'node:path';
import { parentPort } from 'node:worker_threads';
import pdfmake from 'pdfmake';
import type { PaperDocument } from '#domain/paper/documents.ts';
import { draw } from './draw/draw.ts';
import { inParts, joined } from './in-parts.ts';
import { drawingOrder } from './visual-order.ts';

// Runs in a thread of its own: laying out hundreds of pages takes seconds, in which nobody else would be answered.

/** Latin, Greek, Cyrillic, Hebrew and Arabic letters in one family. */
const FONTS = path.join(createRequire(import.meta.url).resolve('dejavu-fonts-ttf/package.json'), '../ttf');
const font = (file: string) => path.join(FONTS, `${file}.ttf`);

/** `trailingCut` is how much of its width is the space after it. */
type Word = { text: string; x: number; width: number; trailingCut: number };
type Line = { inlines: Word[]; leadingCut: number };
type Renderer = { renderLine(line: Line, x: number, y: number): void };

pdfmake.setFonts({
  DejaVu: {
    normal: font('DejaVuSansCondensed'),
    bold: font('DejaVuSansCondensed-Bold'),
    italics: font('DejaVuSansCondensed-Oblique'),
    bolditalics: font('DejaVuSansCondensed-BoldOblique'),
  },
});
pdfmake.setUrlAccessPolicy(() => false);
pdfmake.setLocalAccessPolicy((file) => file.startsWith(FONTS));
orderWords();

parentPort?.on('message', ({ id, document }: { id: number; document: PaperDocument }) => {
  printed(document).then(
    // Handed over, not copied.
    (content) => parentPort?.postMessage({ id, content }, [content.buffer]),
    (error: unknown) => parentPort?.postMessage({ id, error: String(error) }),
  );
});

async function printed(document: PaperDocument): Promise<Uint8Array<ArrayBuffer>> {
  const parts: Uint8Array[] = [];
  for (const part of inParts(document)) parts.push(await pdfmake.createPdf(draw(part)).getBuffer());
  return new Uint8Array(await joined(parts));
}

/**
 * The library draws the words of a line from left to right as they are read. Each line is put in the order in which it is
 * drawn just before, when it is known where it breaks. It has no place for that of its own.
 */
function orderWords(): void {
  const { default: renderer } = createRequire(import.meta.url)('pdfmake/js/Renderer') as {
    default: { prototype: Renderer };
  };
  const renderLine = renderer.prototype.renderLine;
  renderer.prototype.renderLine = function (line, x, y) {
    placeWords(line);
    renderLine.call(this, line, x, y);
  };
}

/** The space after the last word, which stands first when it is read from the right, would move the line. */
function endWithoutSpace(word: Word | undefined): void {
  if (!word) return;
  word.text = word.text.trimEnd();
  word.width -= word.trailingCut;
  word.trailingCut = 0;
}

function placeWords({ inlines, leadingCut }: Line): void {
  if (drawingOrder(inlines.map(({ text }) => text)).every(({ index }, place) => index === place)) return;
  endWithoutSpace(inlines.at(-1));
  let x = Math.min(...inlines.map((word) => word.x)) || -leadingCut;
  for (const { index, text } of drawingOrder(inlines.map(({ text }) => text))) {
    const word = inlines[index] as Word;
    Object.assign(word, { x, text });
    x += word.width;
  }
}
