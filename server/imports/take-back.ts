import { CompiledQuery } from 'kysely';
import { isRefused } from '#contract/errors.ts';
import { removeSupplier, removeVariant } from '../catalog/remove-unused.ts';
import { updateSupplier } from '../catalog/update-supplier.ts';
import { updateVariant } from '../catalog/update-variant.ts';
import { removeCustomer } from '../customers/remove-customer.ts';
import { updateCustomer } from '../customers/update-customer.ts';
import { reverseAdjustment } from '../inventory/reverse-adjustment.ts';
import { cancelOrder } from '../orders/cancel-order.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { Work } from '../platform/work.ts';
import { updatePurchaseOrder } from '../purchasing/update-purchase-order.ts';

/** A record as it was: of a supplier, a customer or a variant, whichever it is. */
type Before = Record<string, never> & { price: string };
type Row = {
  /** The last of its lines, and how many it has. */
  line: number;
  lines: number;
  recordType: string;
  recordId: string;
  before: Before | null;
  versionAfter: number | null;
};

/** By whom a file is written or taken back, and how far it is. */
export type Carrying = { viewer: Viewer; work: Work; writeSoFar: () => Promise<void>; tell: (done: number) => void };

/**
 * Takes back what a file wrote, the newest record of each kind first: new records go, changed ones are as they were, counts are
 * reversed, orders are cancelled and purchase orders closed. Answers how many of its lines that were, or at which line somebody
 * stands in the way: then nothing of it may stay.
 */
export async function takeBackAll(
  { viewer, work, writeSoFar, tell }: Carrying,
  importId: string,
): Promise<{ lines: number } | { inUse: number }> {
  let lines = 0;
  for await (const rows of written(work, importId)) {
    for (const row of rows) {
      if (!(await takeBack(viewer, work, row))) return { inUse: row.line };
      lines += row.lines;
      tell(lines);
    }
    await writeSoFar();
  }
  return { lines };
}

/** The records a file wrote, some at a time: sorted once, and never held whole. */
async function* written({ tx }: Work, importId: string): AsyncGenerator<Row[]> {
  await tx.built(CompiledQuery.raw(`declare written no scroll cursor for ${rowsOf(BigInt(importId))}`));
  const next = () => tx.rows<Row>('fetch 500 from written');
  for (let rows = await next(); rows.length > 0; rows = await next()) yield rows;
  await tx.rows('close written');
}

const REMOVED: Record<string, (tx: Work['tx'], id: string) => Promise<boolean>> = {
  supplier: removeSupplier,
  customer: removeCustomer,
  variant: removeVariant,
};

/** Whether it could be taken back: what others depend on or changed since stays, and so does all of the file. */
async function takeBack(viewer: Viewer, work: Work, row: Row): Promise<boolean> {
  const { recordType, recordId, before } = row;
  if (before)
    return (await isUnchanged(work, row)) && !isRefused(await restore(viewer, work, recordType, recordId, before));
  const remove = REMOVED[recordType];
  if (remove) return remove(work.tx, recordId);
  const params = { id: recordId };
  if (recordType === 'stock_adjustment')
    return !isRefused(await reverseAdjustment(viewer, { params, query: undefined, body: MISTAKE }, work));
  if (recordType === 'purchase_order') return closeUnused(viewer, work, recordId);
  const body = { reason: 'other' as const, reasonText: 'Brought in by mistake', notifyCustomer: false };
  return !isRefused(await cancelOrder(viewer, { params, body }, work));
}

const TABLES: Record<string, string> = { supplier: 'suppliers', customer: 'customers', variant: 'variants' };

/** Nobody changed it since the file did. */
async function isUnchanged({ tx }: Work, { recordType, recordId, versionAfter }: Row): Promise<boolean> {
  const table = TABLES[recordType] as string;
  const { version } = await tx.row<{ version: number }>(
    `select version from ${table} where id = $1 for no key update`,
    [recordId],
  );
  return version === versionAfter;
}

const MISTAKE = { reason: 'entered_by_mistake', notes: null };

async function closeUnused(viewer: Viewer, work: Work, id: string): Promise<boolean> {
  const received = await work.tx.first('select from receipts where purchase_order_id = $1 limit 1', [id]);
  if (received) return false;
  return !isRefused(await updatePurchaseOrder(viewer, { params: { id }, body: { closed: true } }, work));
}

function restore(viewer: Viewer, work: Work, recordType: string, id: string, before: Before) {
  const given = { params: { id }, query: undefined };
  if (recordType === 'supplier') {
    const { name, email, phone, externalId } = before;
    return updateSupplier(viewer, { ...given, body: { name, email, phone, externalId } }, work);
  }
  if (recordType === 'customer') {
    const { name, email, phone, tier, terms, address, saleHold, saleHoldReason } = before;
    return updateCustomer(
      viewer,
      { ...given, body: { name, email, phone, tier, terms, address, saleHold, saleHoldReason } },
      work,
    );
  }
  const { name, upc, price, unitsPerCase, supplierId } = before;
  const body = {
    name,
    upc,
    unitsPerCase,
    supplierId,
    price: { amount: price, currency: work.company.currency },
    confirmed: true,
  };
  return updateVariant(viewer, { ...given, body }, work);
}

/** A statement that opens a cursor takes no parameters. */
const rowsOf = (importId: bigint) => `
  select distinct on (record_type, record_id) line, count(*) over (partition by record_type, record_id)::integer as lines,
    record_type as "recordType", record_id as "recordId", before, version_after as "versionAfter"
  from import_rows where import_id = ${importId} and record_id is not null order by record_type, record_id desc, line desc`;
