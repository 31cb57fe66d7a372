import { type Refusal, refuse } from '#contract/errors.ts';
import type { Answer, Request } from '#contract/operations.ts';
import { alreadyExists } from '../platform/edit-record.ts';
import { findMisnamed } from '../platform/find-misnamed.ts';
import { isExternalIdTaken } from '../platform/sender.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { Work } from '../platform/work.ts';
import { readPurchaseOrder } from './queries.ts';

/**
 * Changes the expected dates of lines, the notes, or closes what will not come, of some lines or of all. Every date is
 * kept. When nothing is left to come because the last open line was closed, the whole purchase order is.
 *
 * Refusals, in this order: `not_found`, `changed_meanwhile`, `purchase_order_closed`, `line_named_twice`, `line_not_on_record`,
 * `already_exists` (the sender's own id).
 */
export async function updatePurchaseOrder(
  viewer: Viewer,
  { params, body }: Request<'updatePurchaseOrder'>,
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

  await record(
    viewer,
    work,
    { id: params.id, notes: body.notes === undefined ? before.notes : body.notes },
    decide(before, known, body),
  );
  return readPurchaseOrder(viewer, { ...work, queries: work.tx }, params.id);
}

async function record(
  viewer: Viewer,
  { tx, now, audit, tell }: Work,
  { id, notes }: { id: string; notes: string | null },
  { moved, closing, closesAll, changes }: ReturnType<typeof decide>,
): Promise<void> {
  if (Object.keys(changes).length === 0) return;
  await tx.rows(UPDATE, [id, notes, closesAll ? now : null]);
  await tx.rows(MOVE, [moved.map((line) => line.id), moved.map(({ to }) => to), now, viewer.actor]);
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

type OrderRow = { notes: string | null; external_id: string | null; closed_at: string | null; version: number };
type KnownLine = { id: string; expected_on: string | null; remaining: number; sku: string };

/** Which lines get another date, which are closed, whether with them the whole, and how the audit record says it. */
function decide(
  before: Pick<OrderRow, 'notes' | 'external_id'>,
  known: readonly KnownLine[],
  body: Request<'updatePurchaseOrder'>['body'],
) {
  const named = body.lines ?? [];
  const moved = named.flatMap(({ id, expectedOn }) => {
    const line = known.find((candidate) => candidate.id === id);
    return line && expectedOn !== undefined && line.expected_on !== expectedOn
      ? [{ id, sku: line.sku, from: line.expected_on, to: expectedOn }]
      : [];
  });
  const closing = named.flatMap(({ id, closed }) => {
    const line = known.find((candidate) => candidate.id === id);
    return closed && line && line.remaining > 0 ? [line] : [];
  });
  const closesAll =
    body.closed === true ||
    (closing.length > 0 && known.every((line) => line.remaining === 0 || closing.some(({ id }) => id === line.id)));
  const changes = {
    ...(body.notes !== undefined && body.notes !== before.notes
      ? { notes: { from: before.notes, to: body.notes } }
      : {}),
    ...(body.externalId !== undefined && body.externalId !== before.external_id
      ? { externalId: { from: before.external_id, to: body.externalId } }
      : {}),
    ...(moved.length > 0 ? { expectedOn: moved } : {}),
    ...(closing.length > 0 ? { closedLines: closing.map(({ sku, remaining }) => ({ sku, quantity: remaining })) } : {}),
    ...(closesAll ? { closed: { from: false, to: true } } : {}),
  };
  return { moved, closing, closesAll, changes };
}

const LOCK = 'select notes, external_id, closed_at, version from purchase_orders where id = $1 for update';

const LOCK_LINES = `
  select l.id, l.expected_on, l.remaining, v.sku from purchase_order_lines l join variants v on v.id = l.variant_id
  where l.purchase_order_id = $1 order by l.id for update of l`;

const UPDATE =
  'update purchase_orders set notes = $2, closed_at = coalesce($3, closed_at), version = version + 1 where id = $1';

const MOVE = `
  with moved as (
    update purchase_order_lines l set expected_on = m.expected_on
    from unnest($1::bigint[], $2::date[]) m(id, expected_on) where l.id = m.id)
  insert into supply_date_changes (purchase_order_line_id, expected_on, at, actor)
  select id, expected_on, $3, $4 from unnest($1::bigint[], $2::date[]) m(id, expected_on)`;
