import { type Refusal, refuse } from '#contract/errors.ts';
import type { Answer, Request } from '#contract/operations.ts';
import { alreadyExists } from '../platform/edit-record.ts';
import { findMisnamed } from '../platform/find-misnamed.ts';
import { isExternalIdTaken } from '../platform/sender.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { Work } from '../platform/work.ts';
import { checkExpectedDays } from './check-expected-days.ts';
import { type Dates, daysNamed, decideDates, type KnownLine, partsThatDoNotAddUp } from './decide-dates.ts';
import { PARTS, readPurchaseOrder } from './queries.ts';

/**
 * Changes the expected dates of lines or of their parts, what the supplier confirmed, the notes, or closes what will not come, of
 * some lines or of all. Every date is kept. When nothing is left to come because the last open line was closed, the whole purchase order is.
 *
 * Refusals, in this order: `not_found`, `changed_meanwhile`, `purchase_order_closed`, `line_named_twice`, `line_not_on_record`,
 * `already_exists` (the sender's own id), `deliveries_not_whole`, `delivery_day_out_of_reach`.
 */
export async function updatePurchaseOrder(
  viewer: Viewer,
  { params, body }: Pick<Request<'updatePurchaseOrder'>, 'params' | 'body'>,
  work: Work,
): Promise<Answer<'updatePurchaseOrder'> | { refusal: Refusal }> {
  const before = await work.tx.first<OrderRow>(LOCK, [params.id]);
  if (!before) return refuse('not_found');
  work.saw({ type: 'purchase_order', id: params.id, version: before.version });
  if (before.closed_at !== null) return refuse('purchase_order_closed', { facts: { closedAt: before.closed_at } });
  const known = await work.tx.rows<KnownLine>(LOCK_LINES, [params.id]);
  const named = body.lines ?? [];
  const mistake = findMisnamed(
    named.map(({ id }) => id),
    known,
    { record: 'purchase order', field: '/id' },
  );
  if (mistake) return { refusal: mistake };
  const { externalId } = body;
  if (externalId !== undefined && externalId !== before.external_id) {
    const own = { id: params.id, externalId };
    if (await isExternalIdTaken({ viewer, tx: work.tx }, 'purchase_orders', own))
      return alreadyExists('#/externalId', externalId ?? '');
  }

  const errors = partsThatDoNotAddUp(known, body);
  if (errors.length > 0) return refuse('deliveries_not_whole', { errors });
  const decided = decide(before, known, body);
  const unfit = checkExpectedDays(daysNamed(decided.dates, body), work.today);
  if (unfit) return { refusal: unfit };
  await record(viewer, work, params.id, decided);
  return readPurchaseOrder(viewer, { ...work, queries: work.tx }, params.id);
}

async function record(
  viewer: Viewer,
  { tx, now, audit, tell }: Work,
  id: string,
  { after, dates, closing, closesAll, changes, shiftDays }: ReturnType<typeof decide>,
): Promise<void> {
  if (Object.keys(changes).length === 0) return;
  const { moved, parts, shifted } = dates;
  await tx.rows(UPDATE, [id, after.notes, closesAll ? now : null, after.confirmed_on, after.supplier_reference]);
  await tx.rows(MOVE, [moved.map((line) => line.id), moved.map(({ to }) => to), now, viewer.actor]);
  if (parts.length > 0)
    await tx.rows('delete from purchase_order_deliveries where purchase_order_line_id = any($1)', [
      parts.map((line) => line.id),
    ]);
  if (parts.some(({ deliveries }) => deliveries.length > 0)) await tx.rows(SPLIT, [JSON.stringify(parts)]);
  if (shifted.length > 0) await tx.rows(SHIFT, [shifted, shiftDays]);
  await tx.rows(
    'update purchase_order_lines set closed = true where purchase_order_id = $1 and ($2 or id = any($3::bigint[]))',
    [id, closesAll, closing.map((line) => line.id)],
  );
  audit({ action: 'purchase_order.update', recordType: 'purchase_order', recordId: id, changes });
  tell('purchase_order_changed', {
    purchaseOrderId: id,
    moved: moved.map((line) => ({ purchaseOrderLineId: line.id, from: line.from, to: line.to })),
  });
}

type Header = { notes: string | null; confirmed_on: string | null; supplier_reference: string | null };
type OrderRow = Header & { external_id: string | null; closed_at: string | null; version: number };

/** Which lines get other dates, which are closed, whether with them the whole, and how the audit record says it. */
function decide(before: OrderRow, known: readonly KnownLine[], body: Request<'updatePurchaseOrder'>['body']) {
  const named = body.lines ?? [];
  const dates = decideDates(known, body);
  const closing = named.flatMap(({ id, closed }) => {
    const line = known.find((candidate) => candidate.id === id);
    return closed && line && line.remaining > 0 ? [line] : [];
  });
  const closesAll =
    body.closed === true ||
    (closing.length > 0 && known.every((line) => line.remaining === 0 || closing.some(({ id }) => id === line.id)));
  const changes = {
    ...changesOfHeader(before, body),
    ...changesOfDates(dates),
    ...(closing.length > 0 ? { closedLines: closing.map(({ sku, remaining }) => ({ sku, quantity: remaining })) } : {}),
    ...(closesAll ? { closed: { from: false, to: true } } : {}),
  };
  const after: Header = {
    notes: body.notes === undefined ? before.notes : body.notes,
    confirmed_on: body.confirmedOn === undefined ? before.confirmed_on : body.confirmedOn,
    supplier_reference: body.supplierReference === undefined ? before.supplier_reference : body.supplierReference,
  };
  return { after, dates, closing, closesAll, changes, shiftDays: body.shiftDays ?? 0 };
}

function changesOfHeader(before: OrderRow, body: Request<'updatePurchaseOrder'>['body']) {
  const was = {
    notes: before.notes,
    externalId: before.external_id,
    confirmedOn: before.confirmed_on,
    supplierReference: before.supplier_reference,
  };
  const names = Object.keys(was) as (keyof typeof was)[];
  return Object.fromEntries(
    names.flatMap((name) =>
      body[name] !== undefined && body[name] !== was[name] ? [[name, { from: was[name], to: body[name] }]] : [],
    ),
  );
}

function changesOfDates({ moved, parts }: Dates) {
  return {
    ...(moved.length > 0 ? { expectedOn: moved } : {}),
    ...(parts.length > 0 ? { deliveries: parts.map(({ sku, deliveries }) => ({ sku, deliveries })) } : {}),
  };
}

const LOCK =
  'select notes, external_id, closed_at, version, confirmed_on, supplier_reference from purchase_orders where id = $1 for update';

const LOCK_LINES = `
  select l.id, l.expected_on, l.remaining, v.sku, ${PARTS} as deliveries from purchase_order_lines l join variants v on v.id = l.variant_id
  where l.purchase_order_id = $1 order by l.id for update of l`;

const UPDATE = `
  update purchase_orders set notes = $2, closed_at = coalesce($3, closed_at), confirmed_on = $4, supplier_reference = $5,
    version = version + 1 where id = $1`;

const SPLIT = `
  insert into purchase_order_deliveries (purchase_order_line_id, quantity, expected_on)
  select p.id, d.quantity, d."expectedOn" from jsonb_to_recordset($1::jsonb) p(id bigint, deliveries jsonb)
  cross join jsonb_to_recordset(p.deliveries) d(quantity integer, "expectedOn" date)`;

const SHIFT = `
  update purchase_order_deliveries set expected_on = expected_on + $2::integer where purchase_order_line_id = any($1::bigint[])`;

const MOVE = `
  with moved as (
    update purchase_order_lines l set expected_on = m.expected_on
    from unnest($1::bigint[], $2::date[]) m(id, expected_on) where l.id = m.id)
  insert into supply_date_changes (purchase_order_line_id, expected_on, at, actor)
  select id, expected_on, $3, $4 from unnest($1::bigint[], $2::date[]) m(id, expected_on)`;
