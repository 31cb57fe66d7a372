import type { Column, Content, ContentStack, TDocumentDefinitions } from 'pdfmake/interfaces.js';
import type { Language } from '#domain/messages/words.ts';
import type { Letterhead, PackingSlip, PaperItem, SlipLine, ToCome } from '#domain/paper/documents.ts';
import { dateOnPaper, type PaperWord, sayOnPaper } from '#domain/paper/words.ts';
import { inCases } from '#domain/quantity.ts';
import { barCode } from './bar-code.ts';
import { casesAndLoose, fact, head, itemCell, onPages, QUIET, said, stacked, table } from './page.ts';

/** Packing slips in one file, each beginning on a page of its own. */
export function drawPackingSlips(letterhead: Letterhead, slips: readonly PackingSlip[]): TDocumentDefinitions {
  const language = slips[0]?.language ?? 'en';
  const title = sayOnPaper(language, 'packingSlip');
  const drawn = slips.map(
    (slip, index): Drawn => ({ stack: drawSlip(letterhead, slip), ...(index > 0 ? { pageBreak: 'before' } : {}) }),
  );
  return onPages(language, title, drawn, (page, pages) => {
    const starts = drawn.map((one) => one.positions?.[0]?.pageNumber ?? 1);
    const index = starts.findLastIndex((start) => start <= page);
    const [start, next] = [starts[index] ?? 1, starts[index + 1] ?? pages + 1];
    return { title: `${title} ${slips[index]?.number}`, page: page - start + 1, pages: next - start };
  });
}

/** The library notes where it put a part of the content, once the pages are laid out and before their feet are drawn. */
type Drawn = ContentStack & { positions?: { pageNumber: number }[] };

type Say = (word: PaperWord, facts?: Record<string, string | number>) => string;

function drawSlip(letterhead: Letterhead, slip: PackingSlip): Content[] {
  const say: Say = (word, facts) => sayOnPaper(slip.language, word, facts);
  return [
    head(letterhead, { stack: titleOf(slip, say) }),
    ...(slip.reprint ? [{ text: say('copy', { ...slip.reprint }), fontSize: 8.5, color: QUIET } as Content] : []),
    ...saleHold(slip, say),
    {
      columns: [
        { width: '*', stack: whereTo(slip, say) },
        { width: 150, stack: whichOrder(slip, say) },
        { width: 140, stack: howItGoes(slip, say) },
      ],
      columnGap: 20,
    },
    // Over the whole width: in a column a long note would push the lines to the next page.
    ...fact(say('driverNote'), slip.instructions),
    { text: whatItIs(slip), bold: true, margin: [0, 10, 0, 6] },
    table(
      slipColumns(slip.language),
      slip.lines.map((line) => slipRow(slip.language, line)),
    ),
    ...notHere(slip),
    whoReceived(slip, say),
  ];
}

/** Kept together with the number and the sum of the slip: it may come to stand on a page of its own. */
function whoReceived({ number, lines }: PackingSlip, say: Say): Content {
  const units = lines.reduce((sum, { sent }) => sum + sent, 0);
  return {
    unbreakable: true,
    stack: [
      { text: say('slipSum', { number, lines: lines.length, units }), bold: true },
      {
        columns: [signHere(say('receivedBy'), SIGNED_NAME), signHere(say('signature'), SIGNATURE)],
        columnGap: 20,
        margin: [0, 34, 0, 0],
      },
    ],
    margin: [0, 14, 0, 0],
  };
}

const SIGNED_NAME = 300;
const SIGNATURE = 212;

/** A line to write on. */
function signHere(what: string, width: number): Column {
  return {
    width,
    stack: [
      { canvas: [{ type: 'line', x1: 0, y1: 0, x2: width, y2: 0, lineWidth: 0.5 }] },
      { text: what, fontSize: 8, color: QUIET, margin: [0, 2, 0, 0] },
    ],
  };
}

/** What whoever hands the goods over has to know first. Why stands on the screens alone: the customer reads this. */
function saleHold({ saleHold }: PackingSlip, say: Say): Content[] {
  if (saleHold === 'none') return [];
  return [
    { text: say(saleHold === 'no_sale' ? 'noSale' : 'cashOnly'), fontSize: 12, bold: true, margin: [0, 0, 0, 8] },
  ];
}

function titleOf({ language, number, on }: PackingSlip, say: Say): Content[] {
  return [
    { text: say('packingSlip'), fontSize: 16, bold: true, alignment: 'right' },
    { text: `${number} · ${dateOnPaper(language, on)}`, alignment: 'right', margin: [0, 2, 0, 4] },
    { ...(barCode(number, { width: 130, height: 26 }) as object), alignment: 'right' } as Content,
  ];
}

function whereTo({ customer, address }: PackingSlip, say: Say): Content[] {
  return [...fact(say('deliverTo'), customer.name), stacked(address.filter((line) => line !== customer.name))];
}

function whichOrder({ language, customer, order, backorderNumber }: PackingSlip, say: Say): Content[] {
  return [
    ...fact(say('order'), `${order.number}, ${dateOnPaper(language, order.orderedOn)}`),
    ...fact(say('yourReference'), order.customerReference),
    ...fact(say('backorder'), backorderNumber),
    ...fact(say('account'), customer.accountNumber),
  ];
}

function howItGoes({ language, shipment }: PackingSlip, say: Say): Content[] {
  if (!shipment) return [];
  const { carrier, route, trackingNumber, estimatedDeliveryOn } = shipment;
  return [
    ...(route ? fact(say('route'), route) : fact(say('carrier'), carrier ?? say('ownTruck'))),
    ...fact(say('tracking'), trackingNumber),
    ...fact(say('estimated'), estimatedDeliveryOn && dateOnPaper(language, estimatedDeliveryOn)),
  ];
}

/** Which backorder of which order it completes, or is part of. */
function whatItIs({ language, order, backorderNumber, completes }: PackingSlip): string {
  const facts = { order: order.number, backorder: backorderNumber ?? '' };
  if (backorderNumber !== null)
    return sayOnPaper(language, completes ? 'completesBackorder' : 'partOfBackorder', facts);
  return sayOnPaper(language, completes ? 'completesOrder' : 'partOfOrder', facts);
}

const slipColumns = (language: Language) => [
  { head: sayOnPaper(language, 'item'), width: '*' },
  { head: sayOnPaper(language, 'ordered'), width: 48, alignment: 'right' as const },
  { head: sayOnPaper(language, 'cases'), width: 40, alignment: 'right' as const },
  { head: sayOnPaper(language, 'loose'), width: 40, alignment: 'right' as const },
  { head: sayOnPaper(language, 'total'), width: 40, alignment: 'right' as const },
];

function slipRow(language: Language, line: SlipLine): Content[] {
  const say: Say = (word, facts) => sayOnPaper(language, word, facts);
  const more =
    line.toCome.length > 0
      ? [said(`${say('stillToCome')}: ${sayToCome(language, line, line.toCome)}`, { fontSize: 8 })]
      : [];
  const [cases, loose] = casesAndLoose(line.sent, line.unitsPerCase);
  const item = itemCell(line, { lot: line.lot && say('lot', { lot: line.lot }), more });
  return [item, String(line.ordered), cases, loose, { text: String(line.sent), bold: true }];
}

function notHere({ language, notHere }: PackingSlip): Content[] {
  if (notHere.length === 0) return [];
  return [
    { text: sayOnPaper(language, 'notInThisDelivery'), bold: true, margin: [0, 16, 0, 4] },
    table(
      [
        { head: sayOnPaper(language, 'item'), width: '*' },
        { head: sayOnPaper(language, 'stillToCome'), width: 190 },
      ],
      notHere.map((line) => [itemCell(line), sayToCome(language, line, line.toCome)]),
    ),
  ];
}

/** "2 cs about Dec 2, 2026; 3 no date yet": each part with its day. */
function sayToCome(language: Language, item: PaperItem, parts: readonly ToCome[]): string {
  return parts
    .map(({ quantity, on }) => {
      const date = on && sayOnPaper(language, 'about', { date: dateOnPaper(language, on) });
      return `${counted(language, item, quantity)} ${date ?? sayOnPaper(language, 'noDateYet')}`;
    })
    .join('; ');
}

/** "2 cs + 3"; units alone where there are no cases. */
function counted(language: Language, { unitsPerCase }: PaperItem, quantity: number): string {
  const { cases, units } = inCases(quantity, unitsPerCase);
  if (unitsPerCase === 1 || cases === 0) return String(quantity);
  return `${cases} ${language === 'es' ? 'cj' : 'cs'}${units > 0 ? ` + ${units}` : ''}`;
}
