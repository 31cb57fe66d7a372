import { isRefused, type Refusal } from '#contract/errors.ts';
import type { Answer, Request } from '#contract/operations.ts';
import type { PaperDocument } from '#domain/paper/documents.ts';
import type { Handlers } from '../platform/http/handlers.ts';
import { listCursor, part } from '../platform/http/list-cursor.ts';
import { toPage } from '../platform/http/page.ts';
import { readsOnlyCustomersOf, type Viewer } from '../platform/viewer.ts';
import type { Reading } from '../platform/work.ts';
import { readInvoicePaper } from './invoices.ts';
import { readLetterhead } from './letterhead.ts';
import { readPackingSlips } from './packing-slips.ts';
import { readPickLists } from './pick-lists.ts';
import { print } from './print.ts';
import { recordPrints } from './record-prints.ts';
import { readLabels, readManifest, readRouteManifest } from './shipments.ts';

type Pdf = { filename: string; content: Uint8Array };
/** Everything of a document but its letterhead. */
type Drawn = PaperDocument extends infer One ? (One extends PaperDocument ? Omit<One, 'letterhead'> : never) : never;

export const paperHandlers: Handlers<
  | 'getPackingSlip'
  | 'getInvoicePaper'
  | 'getPackingSlips'
  | 'getPickList'
  | 'getLabel'
  | 'getLabels'
  | 'getManifest'
  | 'getRouteManifest'
  | 'listPrints'
  | 'recordPrints'
> = {
  getPackingSlip: (viewer, { params, query }, reading) => printSlips(viewer, reading, [params.id], query.language),
  getPackingSlips: (viewer, { query }, reading) => printSlips(viewer, reading, query.fulfillmentId, query.language),
  async getInvoicePaper(viewer, { params, query }, reading) {
    const invoice = await readInvoicePaper(viewer, reading, { invoiceId: params.id, language: query.language });
    if (isRefused(invoice)) return invoice;
    return toPdf(reading, `invoice-${invoice.number}`, { kind: 'invoices', invoices: [invoice] });
  },
  async getPickList(viewer, { query: { orderId, backorderId, language = 'en' } }, reading) {
    const lists = await readPickLists(viewer, reading, { orderIds: orderId, backorderIds: backorderId, language });
    return isRefused(lists) ? lists : toPdf(reading, `pick-list-${reading.today}`, { kind: 'pick_lists', lists });
  },
  getLabel: (viewer, { params, query }, reading) => printLabels(viewer, reading, [params.id], query.language),
  getLabels: (viewer, { query }, reading) => printLabels(viewer, reading, query.shipmentId, query.language),
  async getManifest(viewer, { query }, reading) {
    const { warehouseId, on = reading.today, carrier = null, language = 'en' } = query;
    const manifest = await readManifest(viewer, reading, { warehouseId, on, carrier, language });
    return isRefused(manifest) ? manifest : toPdf(reading, `manifest-${on}`, { kind: 'manifest', manifest });
  },
  async getRouteManifest(viewer, { params, query }, reading) {
    const { on = reading.today, language = 'en' } = query;
    const manifest = await readRouteManifest(viewer, reading, { routeId: params.id, on, language });
    return isRefused(manifest) ? manifest : toPdf(reading, `manifest-${on}`, { kind: 'manifest', manifest });
  },
  listPrints,
  recordPrints,
};

async function printSlips(
  viewer: Viewer,
  reading: Reading,
  fulfillmentIds: readonly string[],
  language: 'en' | 'es' | undefined,
): Promise<Pdf | { refusal: Refusal }> {
  const slips = await readPackingSlips(viewer, reading, { fulfillmentIds, language });
  if (isRefused(slips)) return slips;
  const name = slips.length === 1 ? `packing-slip-${slips[0]?.number}` : `packing-slips-${reading.today}`;
  return toPdf(reading, name, { kind: 'packing_slips', slips });
}

async function printLabels(
  viewer: Viewer,
  reading: Reading,
  shipmentIds: readonly string[],
  language: 'en' | 'es' | undefined,
): Promise<Pdf | { refusal: Refusal }> {
  const labels = await readLabels(viewer, reading, { shipmentIds, language });
  if (isRefused(labels)) return labels;
  const name = labels.length === 1 ? `label-${labels[0]?.number}` : `labels-${reading.today}`;
  return toPdf(reading, name, { kind: 'labels', labels });
}

async function toPdf({ queries }: Reading, name: string, document: Drawn): Promise<Pdf> {
  const letterhead = await readLetterhead(queries);
  return { filename: `${name}.pdf`, content: await print({ ...document, letterhead }) };
}

/** What was printed, newest first. */
async function listPrints(
  viewer: Viewer,
  { query }: Request<'listPrints'>,
  { queries }: Reading,
): Promise<Answer<'listPrints'> | { refusal: Refusal }> {
  const cursor = listCursor('listPrints', part.id);
  const after = cursor.read(query.cursor);
  if (after && 'refusal' in after) return after;
  type Row = Answer<'listPrints'>['data'][number] & { id: string };
  const rows = await queries.rows<Row>(PRINTS, [
    query.fulfillmentId ?? null,
    readsOnlyCustomersOf(viewer),
    after?.[0] ?? null,
    query.limit + 1,
  ]);
  return toPage(
    rows,
    { limit: query.limit, cursor },
    ({ id }) => [id],
    ({ id: _, ...print }) => print,
  );
}

const PRINTS = `
  select p.id, f.id as "fulfillmentId", f.number as "fulfillmentNumber", p.document, p.copy, p.reason, p.at, p.actor as by
  from prints p join fulfillments f on f.id = p.fulfillment_id join customers c on c.id = f.customer_id
  where ($1::bigint is null or f.id = $1) and ($2::bigint is null or c.sales_rep_id = $2) and ($3::bigint is null or p.id < $3)
  order by p.id desc limit $4`;
