import { PDFDocument } from 'pdf-lib';
import { expect, test } from 'vitest';
import type { PackingSlip } from '#domain/paper/documents.ts';
import { print } from './print.ts';

const line = (at: number) => ({
  item: `Chianti Classico · 2021, 750 ml ${at}`,
  sku: `CHI-${at}`,
  upc: '0012345678905',
  baseUnit: 'bottle',
  unitsPerCase: 12,
  ordered: 24,
  sent: 18,
  lot: `L24-${at}`,
  toCome: at % 4 === 0 ? [{ quantity: 6, on: '2026-12-02' }] : [],
});
const slip = (lines: number, instructions: string | null): PackingSlip => ({
  language: 'en',
  number: 'F-10042',
  on: '2026-11-28',
  customer: { name: 'Corner Shop', accountNumber: 'C-100' },
  address: ['12 Main Street', 'Des Moines, IA 50309'],
  instructions,
  saleHold: 'cash_only',
  order: { number: 'SO-10042', orderedOn: '2026-11-20', customerReference: 'PO 4711' },
  backorderNumber: 'BO-1001',
  completes: false,
  shipment: { carrier: null, route: 'East', trackingNumber: null, estimatedDeliveryOn: '2026-11-30' },
  lines: Array.from({ length: lines }, (_, at) => line(at)),
  notHere: [],
  reprint: null,
});
const LONGEST_NOTE = 'Ring at the side door and wait for the manager to open. '.repeat(10).slice(0, 500);

test.each([
  [14, null, 1],
  [40, null, 2],
  [60, LONGEST_NOTE, 3],
])(
  'a slip of %i lines with lots and dates, and the note %s, takes few pages',
  async (lines, note, pages) => {
    const letterhead = {
      name: 'Makegood',
      address: ['1 River Road', 'Des Moines'],
      phone: '515 555 0100',
      email: 'a@b.example',
    };
    const content = await print({ kind: 'packing_slips', letterhead, slips: [slip(lines, note)] });
    expect((await PDFDocument.load(content)).getPageCount()).toBeLessThanOrEqual(pages);
  },
  120_000,
);
