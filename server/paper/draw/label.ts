import type { Content, TDocumentDefinitions } from 'pdfmake/interfaces.js';
import type { Letterhead, ParcelLabel } from '#domain/paper/documents.ts';
import { dateOnPaper, type PaperWord, sayOnPaper } from '#domain/paper/words.ts';
import { barCode, hasBarCode } from './bar-code.ts';
import { QUIET, said, stacked } from './page.ts';

/** Points in an inch. */
const INCH = 72;

/** Labels of 4 × 6 inches, one a page. */
export function drawLabels(letterhead: Letterhead, labels: readonly ParcelLabel[]): TDocumentDefinitions {
  return {
    pageSize: { width: 4 * INCH, height: 6 * INCH },
    pageMargins: [16, 16, 16, 14],
    defaultStyle: { font: 'DejaVu', fontSize: 10, lineHeight: 1.1 },
    info: { title: labels.map(({ number }) => number).join(', ') },
    content: labels.map(
      (label, index): Content => ({
        stack: drawLabel(letterhead, label),
        ...(index > 0 ? { pageBreak: 'before' } : {}),
      }),
    ),
  };
}

function drawLabel({ name, address, phone }: Letterhead, label: ParcelLabel): Content[] {
  const from = [name, ...address, phone].filter(Boolean).join(' · ');
  return [
    said(from, { fontSize: 7.5, color: QUIET }),
    rule(),
    { text: sayOnPaper(label.language, 'deliverTo').toUpperCase(), fontSize: 7.5, color: QUIET },
    said(label.customer.name, { fontSize: 15, bold: true }),
    stacked(
      label.address.filter((line) => line !== label.customer.name),
      { fontSize: 13 },
    ),
    ...(label.instructions ? [said(label.instructions, { fontSize: 9, margin: [0, 6, 0, 0] })] : []),
    rule(),
    ...howItGoes(label),
  ];
}

function howItGoes(label: ParcelLabel): Content[] {
  const say = (word: PaperWord) => sayOnPaper(label.language, word);
  const scanned = hasBarCode(label.trackingNumber) ? label.trackingNumber : label.number;
  const goods = `${say('order')} ${someOf(label.orderNumbers)} · ${someOf(label.fulfillmentNumbers)}`;
  const due = label.estimatedDeliveryOn && dateOnPaper(label.language, label.estimatedDeliveryOn);
  return [
    said(label.carrier ?? say('ownTruck'), { fontSize: 12, bold: true }),
    ...(due ? [{ text: `${say('estimated')}: ${due}` } as Content] : []),
    { text: goods, fontSize: 8.5 },
    {
      ...(barCode(scanned, { width: 224, height: 64, showsText: true }) as object),
      alignment: 'center',
      margin: [0, 14, 0, 0],
    } as Content,
    {
      text: `${label.number} · ${say('account')} ${label.customer.accountNumber}`,
      alignment: 'center',
      fontSize: 8.5,
      margin: [0, 8, 0, 0],
    },
  ];
}

/** As many numbers as there is room for, and how many more. */
function someOf(numbers: readonly string[]): string {
  const more = numbers.length - NUMBERS;
  return more > 0 ? `${numbers.slice(0, NUMBERS).join(', ')} + ${more}` : numbers.join(', ');
}

const NUMBERS = 12;

function rule(): Content {
  return {
    canvas: [{ type: 'line', x1: 0, y1: 0, x2: 4 * INCH - 32, y2: 0, lineWidth: 0.75 }],
    margin: [0, 7, 0, 7],
  };
}
