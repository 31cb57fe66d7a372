import type { Content, TDocumentDefinitions } from 'pdfmake/interfaces.js';
import type { Letterhead, PickLine, PickList } from '#domain/paper/documents.ts';
import { dateOnPaper, type PaperWord, sayOnPaper } from '#domain/paper/words.ts';
import { barCode, hasBarCode } from './bar-code.ts';
import { type Column, casesAndLoose, head, itemCell, onPages, QUIET, said, table } from './page.ts';

/** What to take from the shelves of each warehouse, in the order of the bins, with a code to scan beside each item. */
export function drawPickLists(letterhead: Letterhead, lists: readonly PickList[]): TDocumentDefinitions {
  const language = lists[0]?.language ?? 'en';
  return onPages(
    language,
    sayOnPaper(language, 'pickList'),
    lists.map(
      (list, index): Content => ({
        stack: drawList(letterhead, list),
        ...(index > 0 ? { pageBreak: 'before' } : {}),
      }),
    ),
  );
}

function drawList(letterhead: Letterhead, list: PickList): Content[] {
  const title = sayOnPaper(list.language, 'pickList');
  const where = `${list.warehouse} · ${dateOnPaper(list.language, list.on)}`;
  const rows = list.lines.map((line) => pickRow(list, line));
  return [
    head(letterhead, {
      stack: [{ text: title, fontSize: 16, bold: true, alignment: 'right' }, said(where, { alignment: 'right' })],
    }),
    said(list.numbers.join(', '), { color: QUIET, margin: [0, 0, 0, 8] }),
    rows.length === 0 ? { text: sayOnPaper(list.language, 'nothingToPick') } : table(pickColumns(list), rows),
  ];
}

function pickColumns({ language }: PickList): Column[] {
  const say = (word: PaperWord) => sayOnPaper(language, word);
  return [
    { head: say('bin'), width: 48 },
    { head: say('item'), width: '*' },
    { head: say('cases'), width: 34, alignment: 'right' },
    { head: say('loose'), width: 34, alignment: 'right' },
    { head: say('for'), width: 118 },
    { head: '', width: 84 },
  ];
}

function pickRow({ language }: PickList, line: PickLine): Content[] {
  const [cases, loose] = casesAndLoose(line.quantity, line.unitsPerCase);
  const code = hasBarCode(line.upc) ? line.upc : line.sku;
  return [
    line.bin
      ? said(line.bin, { bold: true, fontSize: 12 })
      : { text: sayOnPaper(language, 'noBin'), color: QUIET, fontSize: 8 },
    itemCell(line),
    { text: cases, bold: true, fontSize: 12 },
    { text: loose, bold: true, fontSize: 12 },
    {
      stack: line.parts.map(({ number, customer, quantity }) =>
        said(`${quantity} · ${number} · ${customer}`, { fontSize: 8 }),
      ),
    },
    hasBarCode(code) ? barCode(code, { width: 84, height: 20 }) : '',
  ];
}
