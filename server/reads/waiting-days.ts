import { type Refusal, refuse } from '#contract/errors.ts';
import type { Answer, Request } from '#contract/operations.ts';
import { type Waited, waitingDays } from '#domain/backorders/waiting-days.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { Reading } from '../platform/work.ts';
import { isBackorderVisible } from '../records/is-visible.ts';

/** Whose days a backorder waited; `not_found` where it is not there for the viewer. */
export async function readWaitingDays(
  viewer: Viewer,
  { params }: Request<'getWaitingDays'>,
  reading: Reading,
): Promise<Answer<'getWaitingDays'> | { refusal: Refusal }> {
  if (!(await isBackorderVisible(viewer, reading, params.id))) return refuse('not_found');
  const [waited] = await readWaited(reading, [params.id]);
  return waited ? waitingDays(waited) : [];
}

/** What became of some backorders since they were made, as far as it says why they waited. */
export async function readWaited({ queries, company, today }: Reading, ids: readonly string[]): Promise<Waited[]> {
  const rows = await queries.rows<{ waited: Waited }>(WAITED, [ids, company.timeZone, today]);
  return rows.map(({ waited }) => waited);
}

const day = (at: string) => `((${at}) at time zone $2)::date`;

/** The day nothing of a backorder line was outstanding any more. */
const DONE_ON = `case when l.outstanding = 0 then (
  select max(${day('d.at')}) from demand_entries d
  where d.order_line_id = l.order_line_id and d.backorder_line_id = l.id and d.kind in ('shipped', 'cancelled', 'substituted')) end`;

/** The day the last of it was allocated: what stands now, or what left with the last fulfillment. */
const ALLOCATED_ON = `case when q.open > q.allocated then null else (
  select max(${day('a.at')}) from (
    select a.at from allocations a where a.queue_line_id = q.id and a.live > 0
    union all
    select a.at from fulfillment_lines f join fulfillment_line_allocations u on u.fulfillment_line_id = f.id
      join allocations a on a.id = u.allocation_id where f.backorder_line_id = l.id) a) end`;

/** The first day since it was made on which goods that came were given to a line that joined the queue later. */
const OVERTAKEN_ON = `(
  select min(${day('r.received_at')})
  from receipt_lines t join receipts r on r.id = t.receipt_id and r.received_at >= b.created_at
  join allocation_runs n on n.cause_type = 'receipt' and n.cause_id = r.id
  join allocations a on a.run_id = n.id and a.variant_id = l.variant_id
  join queue_lines o on o.id = a.queue_line_id and o.queued_at > q.queued_at
  where t.variant_id = l.variant_id and t.warehouse_id = b.warehouse_id)`;

/** What was bought of its variant and was not all there before it was made. */
const BOUGHT = `coalesce((
  select json_agg(json_build_object('purchaseOrder', json_build_object('id', p.id::text, 'number', p.number, 'supplierId', p.supplier_id::text, 'supplierName', s.name),
    'orderedOn', p.ordered_on,
    'firstExpectedOn', (select s.expected_on from supply_date_changes s
      where s.purchase_order_line_id = x.id and s.expected_on is not null order by s.id limit 1),
    'firstReceivedOn', came.first_on, 'cameShort', coalesce(came.first_quantity < x.quantity, false),
    'wholeOn', case when x.received >= x.quantity then came.last_on end, 'closedOn', ${day('p.closed_at')}) order by x.id)
  from purchase_order_lines x join purchase_orders p on p.id = x.purchase_order_id join suppliers s on s.id = p.supplier_id
  left join lateral (
    select min(${day('r.received_at')}) as first_on, max(${day('r.received_at')}) as last_on,
      (array_agg(t.quantity order by r.id))[1] as first_quantity
    from receipt_lines t join receipts r on r.id = t.receipt_id
    where t.purchase_order_line_id = x.id and not exists (select from receipt_reversals v where v.receipt_id = r.id)) came on true
  where x.variant_id = l.variant_id and x.warehouse_id = b.warehouse_id
    and (came.last_on is null or x.received < x.quantity or came.last_on >= b.created_on)
    and (p.closed_at is null or ${day('p.closed_at')} >= b.created_on)), '[]')`;

const WAITED = `
  select json_build_object('createdOn', b.created_on,
    'endedOn', case when b.outstanding > 0 then $3::date else greatest(b.created_on, coalesce(lines.done_on, b.created_on)) end,
    'requestedOn', b.requested_on,
    'holds', coalesce((select json_agg(json_build_object('from', ${day('h.held_at')}, 'to', ${day('h.released_at')}))
      from holds h where h.order_id = b.order_id and (h.backorder_id is null or h.backorder_id = b.id)), '[]'),
    'lines', lines.lines) as waited
  from unnest($1::bigint[]) with ordinality chosen(id, place)
  join backorders b on b.id = chosen.id
  cross join lateral (
    select max(done.done_on) as done_on, json_agg(json_build_object('doneOn', done.done_on, 'allocatedOn', ${ALLOCATED_ON},
      'overtakenOn', ${OVERTAKEN_ON}, 'bought', ${BOUGHT}) order by l.id) as lines
    from backorder_lines l join queue_lines q on q.backorder_line_id = l.id
    cross join lateral (select ${DONE_ON} as done_on) done
    where l.backorder_id = b.id) lines
  order by chosen.place`;
