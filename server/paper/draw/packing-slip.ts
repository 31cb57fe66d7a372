import type { Content, TDocumentDefinitions } from 'pdfmake/interfaces.js';
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
  const numbers = slips.length === 1 ? ` ${slips[0]?.number}` : '';
  return onPages(
    language,
    `${title}${numbers}`,
    slips.map(
      (slip, index): Content => ({
        stack: drawSlip(letterhead, slip),
        ...(index > 0 ? { pageBreak: 'before' } : {}),
      }),
    ),
  );
}

function drawSlip(letterhead: Letterhead, slip: PackingSlip): Content[] {
  const say = (word: PaperWord, facts?: Record<string, string | number>) => sayOnPaper(slip.language, word, facts);
  return [
    head(letterhead, {
      stack: [
        { text: say('packingSlip'), fontSize: 16, bold: true, alignment: 'right' },
        { text: `${slip.number} · ${dateOnPaper(slip.language, slip.on)}`, alignment: 'right', margin: [0, 2, 0, 4] },
        { ...(barCode(slip.number, { width: 130, height: 26 }) as object), alignment: 'right' } as Content,
      ],
    }),
    ...(slip.reprint ? [{ text: say('copy', { ...slip.reprint }), fontSize: 8.5, color: QUIET } as Content] : []),
    whoAndHow(slip),
    { text: whatItIs(slip), bold: true, margin: [0, 12, 0, 6] },
    table(
      slipColumns(slip.language),
      slip.lines.map((line) => slipRow(slip.language, line)),
    ),
    ...notHere(slip),
    {
      columns: [
        { width: '*', text: `${say('receivedBy')}:`, margin: [0, 28, 0, 0] },
        { width: 140, text: `${say('signature')}:`, margin: [0, 28, 0, 0] },
      ],
    },
  ];
}

function whoAndHow({
  language,
  customer,
  address,
  order,
  shipment,
  instructions,
  backorderNumber,
}: PackingSlip): Content {
  const say = (word: PaperWord) => sayOnPaper(language, word);
  return {
    columns: [
      {
        width: '*',
        stack: [
          ...fact(say('deliverTo'), customer.name),
          stacked(address.filter((line) => line !== customer.name)),
          ...fact(say('driverNote'), instructions),
        ],
      },
      {
        width: 150,
        stack: [
          ...fact(say('order'), `${order.number}, ${dateOnPaper(language, order.orderedOn)}`),
          ...fact(say('yourReference'), order.customerReference),
          ...fact(say('backorder'), backorderNumber),
          ...fact(say('account'), customer.accountNumber),
        ],
      },
      {
        width: 140,
        stack: [
          ...fact(say('carrier'), shipment && (shipment.carrier ?? say('ownTruck'))),
          ...fact(say('tracking'), shipment?.trackingNumber ?? null),
          ...fact(
            say('estimated'),
            shipment?.estimatedDeliveryOn ? dateOnPaper(language, shipment.estimatedDeliveryOn) : null,
          ),
        ],
      },
    ],
    columnGap: 20,
  };
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
  const lot: Content[] = line.lot ? [said(sayOnPaper(language, 'lot', { lot: line.lot }), { fontSize: 8 })] : [];
  const rest: Content[] =
    line.toCome.length === 0
      ? []
      : [
          {
            text: `${sayOnPaper(language, 'stillToCome')}: ${sayToCome(language, line, line.toCome)}`,
            fontSize: 8,
            margin: [0, 1, 0, 0],
          },
        ];
  const [cases, loose] = casesAndLoose(line.sent, line.unitsPerCase);
  return [
    itemCell(line, [...lot, ...rest]),
    String(line.ordered),
    cases,
    loose,
    { text: String(line.sent), bold: true },
  ];
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

/** "2 cs about Dec 2, 2026, 3 no date yet": each part with its day. */
function sayToCome(language: Language, { unitsPerCase }: PaperItem, parts: readonly ToCome[]): string {
  return parts
    .map(({ quantity, on }) => {
      const { cases, units } = inCases(quantity, unitsPerCase);
      const counted = [
        ...(unitsPerCase > 1 && cases > 0 ? [`${cases} ${language === 'es' ? 'cj' : 'cs'}`] : []),
        ...(unitsPerCase === 1 ? [String(quantity)] : units > 0 ? [String(units)] : []),
      ].join(' + ');
      const when = on
        ? sayOnPaper(language, 'about', { date: dateOnPaper(language, on) })
        : sayOnPaper(language, 'noDateYet');
      return `${counted} ${when}`;
    })
    .join('; ');
}
