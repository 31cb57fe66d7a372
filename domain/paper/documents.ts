import type { Language } from '#domain/messages/words.ts';
import type { Money } from '#domain/money.ts';
import type { Quantity } from '#domain/quantity.ts';
import type { CalendarDate } from '#domain/time/calendar.ts';

/** An item as paper names it, and how it is counted. */
export type PaperItem = {
  item: string;
  sku: string;
  upc: string | null;
  baseUnit: string;
  unitsPerCase: number;
};

/** Who sends: what stands at the head of each page. */
export type Letterhead = { name: string; address: string[]; phone: string | null; email: string | null };

/** Part of what a line still waits for, and the day it can ship; null without a date. */
export type ToCome = { quantity: Quantity; on: CalendarDate | null };

/** One line of a packing slip: what is in the parcel, and what of it still comes. */
export type SlipLine = PaperItem & { ordered: Quantity; sent: Quantity; lot: string | null; toCome: ToCome[] };

/** What goes with the goods of one fulfillment. `completes` says that nothing of its backorder, or of its order, is left to come. */
export type PackingSlip = {
  language: Language;
  number: string;
  on: CalendarDate;
  customer: { name: string; accountNumber: string };
  address: string[];
  instructions: string | null;
  /** Nothing is handed over, or only against cash. */
  saleHold: 'none' | 'no_sale' | 'cash_only';
  order: { number: string; orderedOn: CalendarDate; customerReference: string | null };
  backorderNumber: string | null;
  completes: boolean;
  shipment: {
    carrier: string | null;
    /** Of our own trucks. */
    route: string | null;
    trackingNumber: string | null;
    estimatedDeliveryOn: CalendarDate | null;
  } | null;
  lines: SlipLine[];
  /** Lines of the order that are not in this parcel and still come. */
  notHere: (PaperItem & { toCome: ToCome[] })[];
  /** From the second printing on: which it is, and why. */
  reprint: Reprint | null;
};

/** A document printed again. */
export type Reprint = { copy: number; reason: string };

/** What to take from one bin of one item, and for whom. */
export type PickLine = PaperItem & {
  bin: string | null;
  quantity: Quantity;
  parts: { number: string; customer: string; quantity: Quantity }[];
};

/** What to take from the shelves, in the order of the bins; the same item of several orders stands together. */
export type PickList = {
  language: Language;
  warehouse: string;
  on: CalendarDate;
  numbers: string[];
  lines: PickLine[];
};

/** One label of a parcel, 4 × 6 inches. */
export type ParcelLabel = {
  language: Language;
  number: string;
  customer: { name: string; accountNumber: string };
  address: string[];
  instructions: string | null;
  carrier: string | null;
  trackingNumber: string | null;
  estimatedDeliveryOn: CalendarDate | null;
  orderNumbers: string[];
  fulfillmentNumbers: string[];
};

/** One stop of a truck: whose goods, how much, and room to sign. */
export type ManifestStop = {
  /** Its number on the way; `+` where the customer is on no way. */
  stop: string;
  customer: { name: string; accountNumber: string; phone: string | null };
  address: string[];
  instructions: string | null;
  paysInCash: boolean;
  shipmentNumber: string;
  fulfillmentNumbers: string[];
  cases: number;
  units: number;
};

/** What a truck carries on one day, stop by stop. */
export type Manifest = { language: Language; title: string; on: CalendarDate; stops: ManifestStop[] };

/** One line of an invoice; null where no deal took anything off. */
export type InvoiceLine = PaperItem & {
  quantity: Quantity;
  unitPrice: Money;
  amount: Money;
  deal: { name: string; off: Money } | null;
};

/** What a customer owes for one fulfillment. */
export type Invoice = {
  language: Language;
  number: string;
  on: CalendarDate;
  /** When it is to be paid, as the customer's terms say; null where they name no days. */
  dueOn: CalendarDate | null;
  terms: string;
  customer: { name: string; accountNumber: string };
  address: string[];
  order: { number: string; orderedOn: CalendarDate; customerReference: string | null };
  backorderNumber: string | null;
  /** Null where the order was invoiced in advance. */
  fulfillmentNumber: string | null;
  lines: InvoiceLine[];
  /** Of the lines and the freight, without tax. */
  net: Money;
  /** What is charged for carriage; null for nothing. */
  freight: Money | null;
  /** As the company's accounting computed it; null before it did. */
  tax: Money | null;
  /** What credit notes took off since; null for nothing. */
  credited: Money | null;
  /** What is owed by all of this. */
  total: Money;
};

/** Anything that can be printed; one file holds as many as are asked for. */
export type PaperDocument =
  | { kind: 'packing_slips'; letterhead: Letterhead; slips: PackingSlip[] }
  | { kind: 'invoices'; letterhead: Letterhead; invoices: Invoice[] }
  | { kind: 'pick_lists'; letterhead: Letterhead; lists: PickList[] }
  | { kind: 'labels'; letterhead: Letterhead; labels: ParcelLabel[] }
  | { kind: 'manifest'; letterhead: Letterhead; manifest: Manifest };
