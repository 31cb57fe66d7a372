import type { Language } from '#domain/messages/words.ts';
import type { Money } from '#domain/money.ts';

const WORDS = {
  packingSlip: { en: 'Packing slip', es: 'Nota de entrega' },
  invoice: { en: 'Invoice', es: 'Factura' },
  billTo: { en: 'Bill to', es: 'Facturar a' },
  delivery: { en: 'Delivery', es: 'Entrega' },
  terms: { en: 'Terms', es: 'Condiciones' },
  netDays: { en: 'Net {days} days', es: 'Neto {days} días' },
  dueOnReceipt: { en: 'Due on receipt', es: 'Al recibir' },
  cashOnDelivery: { en: 'Cash on delivery', es: 'Contra entrega' },
  dueOn: { en: 'Due', es: 'Vence' },
  quantity: { en: 'Quantity', es: 'Cantidad' },
  unitPrice: { en: 'Unit price', es: 'Precio' },
  amount: { en: 'Amount', es: 'Importe' },
  freight: { en: 'Freight', es: 'Flete' },
  withoutTax: { en: 'Without tax', es: 'Sin impuesto' },
  totalWithoutTax: { en: 'Total without tax', es: 'Total sin impuesto' },
  tax: { en: 'Tax', es: 'Impuesto' },
  inAdvance: { en: 'Invoiced in advance', es: 'Facturado por adelantado' },
  credited: { en: 'Credited', es: 'Abonado' },
  less: { en: '{deal}: less {amount}', es: '{deal}: menos {amount}' },
  pickList: { en: 'Pick list', es: 'Lista de preparación' },
  manifest: { en: 'Delivery manifest', es: 'Hoja de reparto' },
  deliverTo: { en: 'Deliver to', es: 'Entregar a' },
  account: { en: 'Account', es: 'Cuenta' },
  order: { en: 'Order', es: 'Pedido' },
  orderedOn: { en: 'Ordered', es: 'Fecha del pedido' },
  yourReference: { en: 'Your order number', es: 'Su número de pedido' },
  backorder: { en: 'Backorder', es: 'Pedido pendiente' },
  completesBackorder: {
    en: 'This delivery completes backorder {backorder} of order {order}.',
    es: 'Esta entrega completa el pedido pendiente {backorder} del pedido {order}.',
  },
  partOfBackorder: {
    en: 'This delivery is part of backorder {backorder} of order {order}.',
    es: 'Esta entrega es parte del pedido pendiente {backorder} del pedido {order}.',
  },
  completesOrder: {
    en: 'This delivery completes order {order}.',
    es: 'Esta entrega completa el pedido {order}.',
  },
  partOfOrder: {
    en: 'This delivery is part of order {order}. The rest is listed below.',
    es: 'Esta entrega es parte del pedido {order}. El resto se indica más abajo.',
  },
  item: { en: 'Item', es: 'Artículo' },
  ordered: { en: 'Ordered', es: 'Pedido' },
  cases: { en: 'Cases', es: 'Cajas' },
  loose: { en: 'Loose', es: 'Sueltas' },
  total: { en: 'Total', es: 'Total' },
  stillToCome: { en: 'Still to come', es: 'Pendiente de entrega' },
  notInThisDelivery: { en: 'Not in this delivery', es: 'No incluido en esta entrega' },
  noDateYet: { en: 'no date yet', es: 'todavía sin fecha' },
  about: { en: 'about {date}', es: 'hacia el {date}' },
  lot: { en: 'Lot {lot}', es: 'Lote {lot}' },
  carrier: { en: 'Carrier', es: 'Transportista' },
  route: { en: 'Route', es: 'Ruta' },
  ownTruck: { en: 'Our own truck', es: 'Nuestro camión' },
  tracking: { en: 'Tracking', es: 'Seguimiento' },
  estimated: { en: 'Estimated delivery', es: 'Entrega prevista' },
  driverNote: { en: 'For the driver', es: 'Para el conductor' },
  slipSum: { en: '{number} · lines: {lines} · units: {units}', es: '{number} · líneas: {lines} · unidades: {units}' },
  noSale: {
    en: 'NO SALE to this customer now: do not hand over.',
    es: 'SIN VENTA a este cliente por ahora: no entregar.',
  },
  cashOnly: {
    en: 'CASH ONLY: take the money before you hand over.',
    es: 'SOLO AL CONTADO: cobrar antes de entregar.',
  },
  receivedBy: { en: 'Received by', es: 'Recibido por' },
  page: { en: 'Page {page} of {pages}', es: 'Página {page} de {pages}' },
  copy: { en: 'Copy {copy}: {reason}', es: 'Copia {copy}: {reason}' },
  bin: { en: 'Bin', es: 'Ubicación' },
  noBin: { en: 'no bin', es: 'sin ubicación' },
  for: { en: 'For', es: 'Para' },
  nothingToPick: { en: 'Nothing is reserved for these yet.', es: 'Todavía no hay nada reservado.' },
  stop: { en: 'Stop', es: 'Parada' },
  goods: { en: 'Goods', es: 'Mercancía' },
  signature: { en: 'Signature', es: 'Firma' },
  noStops: { en: 'Nothing to deliver.', es: 'Nada que entregar.' },
} as const;

/** A word or a sentence that paper says. */
export type PaperWord = keyof typeof WORDS;

/** Says a word or a sentence in a language, with its `{facts}` filled in. */
export function sayOnPaper(language: Language, word: PaperWord, facts: Record<string, string | number> = {}): string {
  return WORDS[word][language].replace(/\{(\w+)\}/g, (whole, name: string) => String(facts[name] ?? whole));
}

const DATES = {
  en: new Intl.DateTimeFormat('en-US', { month: 'short', day: 'numeric', year: 'numeric', timeZone: 'UTC' }),
  es: new Intl.DateTimeFormat('es-US', { month: 'short', day: 'numeric', year: 'numeric', timeZone: 'UTC' }),
} as const satisfies Record<Language, Intl.DateTimeFormat>;

/** A day as paper says it: "Dec 2, 2026". */
export function dateOnPaper(language: Language, on: string): string {
  return DATES[language].format(new Date(`${on}T00:00:00Z`));
}

const LOCALES = { en: 'en-US', es: 'es-US' } as const satisfies Record<Language, string>;

/** An amount as paper says it, "$12.50"; a unit price with as many decimals as it has. */
export function moneyOnPaper(language: Language, { amount, currency }: Money): string {
  const format = new Intl.NumberFormat(LOCALES[language], { style: 'currency', currency, maximumFractionDigits: 4 });
  return format.format(amount as `${number}`);
}

/** Terms of payment in words; those that a company made up as they are. */
export function termsOnPaper(language: Language, terms: string): string {
  const [, days] = /^net_(\d{1,3})$/.exec(terms) ?? [];
  if (days) return sayOnPaper(language, 'netDays', { days: Number(days) });
  if (terms === 'due_on_receipt') return sayOnPaper(language, 'dueOnReceipt');
  if (terms === 'cash_on_delivery') return sayOnPaper(language, 'cashOnDelivery');
  return terms;
}
