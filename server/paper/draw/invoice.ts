import type { Content } from 'pdfmake/interfaces.js';
import type { Invoice, InvoiceLine, Letterhead } from '#domain/paper/documents.ts';
import { dateOnPaper, moneyOnPaper, type PaperWord, sayOnPaper, termsOnPaper } from '#domain/paper/words.ts';
import { fact, head, itemCell, onPages, said, stacked, table } from './page.ts';

/** Invoices in one file, each beginning on a page of its own. */
export function drawInvoices(letterhead: Letterhead, invoices: readonly Invoice[]) {
  const language = invoices[0]?.language ?? 'en';
  const title = sayOnPaper(language, 'invoice');
  const drawn = invoices.map(
    (invoice, index): Content => ({
      stack: drawInvoice(letterhead, invoice),
      ...(index > 0 ? { pageBreak: 'before' } : {}),
    }),
  );
  const numbers = invoices.map(({ number }) => number).join(', ');
  return onPages(language, `${title} ${numbers}`, drawn);
}

type Say = (word: PaperWord, facts?: Record<string, string | number>) => string;

function drawInvoice(letterhead: Letterhead, invoice: Invoice): Content[] {
  const { language, customer, address } = invoice;
  const say: Say = (word, facts) => sayOnPaper(language, word, facts);
  return [
    head(letterhead, { stack: titleOf(invoice, say) }),
    {
      columns: [
        {
          width: '*',
          stack: [
            ...fact(say('billTo'), customer.name),
            stacked(address.filter((line) => line !== customer.name)),
            ...fact(say('account'), customer.accountNumber),
          ],
        },
        { width: 150, stack: whichOrder(invoice, say) },
        { width: 140, stack: whenDue(invoice, say) },
      ],
      columnGap: 20,
      margin: [0, 0, 0, 12],
    },
    table(
      [
        { head: say('item'), width: '*' },
        { head: say('quantity'), width: 56, alignment: 'right' },
        { head: say('unitPrice'), width: 72, alignment: 'right' },
        { head: say('amount'), width: 84, alignment: 'right' },
      ],
      invoice.lines.map((line) => invoiceRow(invoice, line)),
    ),
    sums(invoice, say),
  ];
}

function titleOf({ language, number, on }: Invoice, say: Say): Content[] {
  return [
    { text: say('invoice'), fontSize: 16, bold: true, alignment: 'right' },
    { text: `${number} · ${dateOnPaper(language, on)}`, alignment: 'right', margin: [0, 2, 0, 0] },
  ];
}

function whichOrder({ language, order, backorderNumber, fulfillmentNumber }: Invoice, say: Say): Content[] {
  return [
    ...fact(say('order'), `${order.number}, ${dateOnPaper(language, order.orderedOn)}`),
    ...fact(say('yourReference'), order.customerReference),
    ...fact(say('backorder'), backorderNumber),
    ...fact(say('delivery'), fulfillmentNumber ?? say('inAdvance')),
  ];
}

function whenDue({ language, terms, dueOn }: Invoice, say: Say): Content[] {
  return [
    ...fact(say('terms'), termsOnPaper(language, terms)),
    ...fact(say('dueOn'), dueOn && dateOnPaper(language, dueOn)),
  ];
}

function invoiceRow({ language }: Invoice, line: InvoiceLine): Content[] {
  const { quantity, unitPrice, amount, deal } = line;
  const less = deal && sayOnPaper(language, 'less', { deal: deal.name, amount: moneyOnPaper(language, deal.off) });
  return [
    itemCell(line, { more: less === null ? [] : [said(less, { fontSize: 8 })] }),
    String(quantity),
    moneyOnPaper(language, unitPrice),
    moneyOnPaper(language, amount),
  ];
}

/** Kept together: what is owed stands beside how it came about. */
function sums({ language, net, freight, tax, credited, total }: Invoice, say: Say): Content {
  const isTaxed = tax !== null && Number(tax.amount) !== 0;
  const parts: [string, string][] = [
    ...(freight ? [[say('freight'), moneyOnPaper(language, freight)] as [string, string]] : []),
    ...(isTaxed || credited ? [[say('withoutTax'), moneyOnPaper(language, net)] as [string, string]] : []),
    ...(isTaxed ? [[say('tax'), moneyOnPaper(language, tax)] as [string, string]] : []),
    ...(credited ? [[say('credited'), `−${moneyOnPaper(language, credited)}`] as [string, string]] : []),
  ];
  const row = (name: string, amount: string, style: object): Content => ({
    columns: [
      { width: '*', text: '' },
      { width: 150, text: name, ...style },
      { width: 90, text: amount, alignment: 'right', ...style },
    ],
    margin: [0, 3, 0, 0],
  });
  return {
    unbreakable: true,
    stack: [
      ...parts.map(([name, amount]) => row(name, amount, {})),
      row(say(tax === null ? 'totalWithoutTax' : 'total'), moneyOnPaper(language, total), { bold: true, fontSize: 11 }),
    ],
    margin: [0, 8, 0, 0],
  };
}
