import { PDFDocument } from 'pdf-lib';
import type { PaperDocument } from '#domain/paper/documents.ts';

/** About how many lines are laid out at once: what is laid out is held whole, a page takes many times what it says. */
const LINES_AT_ONCE = 400;
/** Labels have a dozen lines each. */
const LABELS_AT_ONCE = 40;

/** A document in parts that are laid out one after the other. Each slip and each label begins a page of its own anyway. */
export function inParts(document: PaperDocument): PaperDocument[] {
  switch (document.kind) {
    case 'packing_slips':
      return grouped(document.slips, LINES_AT_ONCE, ({ lines, notHere }) => lines.length + notHere.length).map(
        (slips) => ({ ...document, slips }),
      );
    case 'invoices':
      return grouped(document.invoices, LINES_AT_ONCE, ({ lines }) => lines.length).map((invoices) => ({
        ...document,
        invoices,
      }));
    case 'labels':
      return grouped(document.labels, LABELS_AT_ONCE, () => 1).map((labels) => ({ ...document, labels }));
    default:
      return [document];
  }
}

function grouped<Thing>(things: readonly Thing[], most: number, sizeOf: (thing: Thing) => number): Thing[][] {
  const groups: Thing[][] = [];
  let room = 0;
  for (const thing of things) {
    const size = sizeOf(thing);
    const group = groups.at(-1);
    if (group && size <= room) group.push(thing);
    else groups.push([thing]);
    room = (group && size <= room ? room : most) - size;
  }
  return groups;
}

/** The pages of some files, one after the other, as one file with the title of the first. */
export async function joined(parts: readonly Uint8Array[]): Promise<Uint8Array> {
  const [first, ...others] = parts;
  if (!first || others.length === 0) return first ?? new Uint8Array();
  const whole = await PDFDocument.load(first, { updateMetadata: false });
  for (const part of others) {
    const from = await PDFDocument.load(part, { updateMetadata: false });
    for (const page of await whole.copyPages(from, from.getPageIndices())) whole.addPage(page);
  }
  return whole.save();
}
