import type { Shipping } from '#domain/allocation/ship-wholes.ts';
import { whyItWaits } from '#domain/customer-page/why-it-waits.ts';
import type { Expected, FactLine, MessageFacts } from '#domain/messages/facts.ts';
import type { Language, MessageEvent } from '#domain/messages/words.ts';
import { projectQueues, readQueues } from '../allocation/read-queue.ts';
import { dateIn } from '../platform/company.ts';
import type { Reading } from '../platform/work.ts';
import { readRanges } from '../purchasing/likely-of-lines.ts';
import { type CloseItem, readCloseToCancelled } from '../substitutions/close-to-cancelled.ts';

/** What a message is about: an event, and the records that the facts are read from. */
export type Asked = {
  event: MessageEvent;
  orderId: string;
  backorderId: string | null;
  fulfillmentId: string | null;
  cancellationId: string | null;
  substitutionId: string | null;
  creditNoteId: string | null;
  /** What the customer was told before; undefined where nothing was. */
  before?: string | null;
  /** A promise and a reason that are not given yet, for a text that is looked at before. */
  promisedOn?: string | null;
  reason?: string | null;
};

/** The facts of some messages as the records are now, in their order; null where there is no such order. */
export async function readFacts(reading: Reading, asked: readonly Asked[]): Promise<(MessageFacts | null)[]> {
  if (asked.length === 0) return [];
  const rows = await reading.queries.rows<Row>(FACTS, [
    JSON.stringify(
      asked.map((one, place) => ({
        place,
        event: one.event,
        orderId: one.orderId,
        backorderId: one.backorderId,
        fulfillmentId: one.fulfillmentId,
        cancellationId: one.cancellationId,
        substitutionId: one.substitutionId,
        creditNoteId: one.creditNoteId,
      })),
    ),
  ]);
  const [projected, close] = await Promise.all([
    projectLines(reading, rows),
    readCloseToCancelled(
      reading.queries,
      asked.flatMap(({ cancellationId }) => cancellationId ?? []),
    ),
  ]);
  return asked.map((one, place) => {
    const row = rows.find((found) => found.place === place);
    return row ? toFacts(reading, one, row, { projected, close }) : null;
  });
}

type ReadBeside = { projected: ReadonlyMap<string, Supplied>; close: ReadonlyMap<string, CloseItem[]> };

function toFacts(reading: Reading, asked: Asked, row: Row, { projected, close }: ReadBeside): MessageFacts {
  const { today, company } = reading;
  const isPromiseGiven = asked.promisedOn !== undefined;
  const backorder = row.backorder && {
    ...row.backorder,
    ...(asked.promisedOn !== undefined ? { promisedOn: asked.promisedOn } : {}),
  };
  const lines = row.lines.map((line): FactLine => {
    const { queueLineId, promisedOn, variantId: _, warehouseId: __, queue: ___, ...known } = line;
    const isTheirs = isPromiseGiven && line.backorderId === asked.backorderId;
    const promise = isTheirs ? (asked.promisedOn as string | null) : promisedOn;
    const supplied = projected.get(queueLineId);
    const why = line.toCome > 0 ? whyItWaits(waitingOf(line, row, supplied), today) : null;
    return { ...known, why, expected: expectedOf(promise, supplied, today) };
  });
  return {
    event: asked.event,
    language: row.language,
    today,
    companyName: company.name,
    currency: company.currency,
    customer: row.customer,
    rep: row.rep,
    order: row.order,
    backorder,
    lines,
    ...(asked.before === undefined ? {} : { before: asked.before }),
    reason: asked.reason !== undefined ? asked.reason : row.reason,
    shipment: row.shipment,
    delivery: row.deliveredAt
      ? { deliveredOn: dateIn(company.timeZone, row.deliveredAt), receivedBy: row.receivedBy }
      : null,
    cancellation: row.cancellation,
    substitution: row.substitution,
    credit: row.credit,
    alternatives: close.get(asked.cancellationId ?? '') ?? [],
  };
}

/** A line as the queue has it. */
function waitingOf({ toCome, backorderId, queue }: Row['lines'][number], row: Row, supplied: Supplied | undefined) {
  const together = row.lines.filter((line) => line.backorderId === backorderId && line.toCome > 0);
  const lacks = together.some((line) => line.toCome > line.queue.allocated);
  return {
    ...queue,
    open: toCome,
    waitsForWhole: queue.shipsComplete && together.length > 1 && lacks,
    coveredBy: supplied?.coveredBy ?? [],
    uncovered: supplied?.uncovered ?? 0,
  };
}

/** A promise that has not passed; else what supply says. */
function expectedOf(promisedOn: string | null, supplied: Supplied | undefined, today: string): Expected {
  return promisedOn !== null && promisedOn >= today
    ? { on: promisedOn, isPromise: true }
    : { isPromise: false, on: supplied?.on ?? null, ...(supplied?.likely ? { likely: supplied.likely } : {}) };
}

/** The day a line can ship, between which days it likely does, and by what. */
type Supplied = Pick<Expected, 'on' | 'likely'> & Pick<Shipping, 'coveredBy' | 'uncovered'>;

/** By queue line, when it can ship: read once for each stock, however many messages speak of it. */
async function projectLines(reading: Reading, rows: readonly Row[]): Promise<Map<string, Supplied>> {
  const open = rows.flatMap(({ lines }) => lines.filter(({ toCome }) => toCome > 0));
  const projected = new Map<string, Shipping>();
  for (const warehouseId of new Set(open.map((line) => line.warehouseId))) {
    const variantIds = open.filter((line) => line.warehouseId === warehouseId).map(({ variantId }) => variantId);
    const queues = await readQueues(reading, warehouseId, [...new Set(variantIds)]);
    for (const [id, shipping] of projectQueues(reading, queues.values())) projected.set(id, shipping);
  }
  const ranges = await readRanges(
    reading,
    open.map((line) => ({ ...line, units: line.toCome })),
    projected,
  );
  return new Map(
    open.map(({ queueLineId: id }) => {
      const { canShipOn = null, coveredBy = [], uncovered = 0, waitsFor } = projected.get(id) ?? {};
      return [id, { on: canShipOn, likely: ranges.get(waitsFor ?? id), coveredBy, uncovered }];
    }),
  );
}

type Row = Pick<
  MessageFacts,
  'customer' | 'rep' | 'order' | 'backorder' | 'reason' | 'shipment' | 'cancellation' | 'substitution' | 'credit'
> & {
  place: number;
  language: Language;
  deliveredAt: string | null;
  receivedBy: string | null;
  lines: (Omit<FactLine, 'expected' | 'why'> & {
    queueLineId: string;
    variantId: string;
    warehouseId: string;
    promisedOn: string | null;
    queue: { allocated: number; isOnHold: boolean; requestedOn: string | null; shipsComplete: boolean };
  })[];
};

const item = (row: string) =>
  `'item', ${row}.item_name, 'sku', ${row}.sku, 'baseUnit', ${row}.base_unit, 'unitsPerCase', ${row}.units_per_case`;

/** The proposal that is asked about: what it stands in for, what it offers that may be written about, and what was taken. */
const SUBSTITUTION = `(
  select json_build_object('quantity', s.quantity, 'isOpen', s.closed_at is null, 'note', s.note,
    'ordered', json_build_object(${item('old')}),
    'offers', coalesce((select json_agg(json_build_object(${item('new')}, 'price', f.unit_price::text) order by f.position)
      from substitution_offers f join variants new on new.id = f.variant_id join products p on p.id = new.product_id
      where f.substitution_id = s.id and p.is_written_about), '[]'),
    'accepted', (select json_build_object(${item('new')}, 'price', f.unit_price::text, 'quantity', t.quantity, 'orderNumber', made.number)
      from substitution_acceptances t join orders made on made.id = t.order_id join variants new on new.id = t.variant_id
        join substitution_offers f on f.substitution_id = s.id and f.variant_id = t.variant_id
      where t.substitution_id = s.id))
  from substitutions s join backorder_lines bl on bl.id = s.backorder_line_id join variants old on old.id = bl.variant_id
  where s.id = a."substitutionId")`;

const FACTS = `
  with asked as (
    select * from jsonb_to_recordset($1::jsonb) a(place integer, event text, "orderId" bigint, "backorderId" bigint,
      "fulfillmentId" bigint, "cancellationId" bigint, "substitutionId" bigint,
      "creditNoteId" bigint))
  select a.place, c.language,
    json_build_object('name', c.name, 'email', nullif(btrim(c.email), ''), 'receivesMessages', c.receives_messages) as customer,
    case when u.id is not null then json_build_object('name', u.name, 'phone', u.phone, 'email', u.email) end as rep,
    json_build_object('number', o.number, 'orderedOn', o.ordered_on, 'requestedOn', o.requested_on,
      'isCancelled', o.status = 'cancelled') as "order",
    case when b.id is not null then json_build_object('id', b.id::text, 'number', b.number, 'createdOn', b.created_on,
      'outstanding', b.outstanding, 'isReady', b.is_ready, 'promisedOn', b.promised_on) end as backorder,
    case a.event when 'date_moved' then (select p.reason from backorder_promises p where p.backorder_id = b.id order by p.id desc limit 1) end as reason,
    case when s.id is not null then json_build_object('carrier', s.carrier, 'trackingNumber', s.tracking_number,
      'trackingUrl', tracking_address(s.carrier_id, s.carrier, s.tracking_number),
      'estimatedDeliveryOn', s.estimated_delivery_on, 'driver', (
        select json_build_object('name', d.name, 'phone', coalesce(r.phone, d.phone))
        from routes r join users d on d.id = r.driver_id where r.id = s.route_id)) end as shipment,
    f.delivered_at as "deliveredAt", f.received_by as "receivedBy",
    case when n.id is not null then json_build_object('reason', n.reason, 'reasonText', n.reason_text) end as cancellation,
    ${SUBSTITUTION} as substitution,
    case when cn.id is not null then json_build_object('number', cn.number, 'amount', cn.amount::text,
      'freight', cn.freight::text, 'isRefund', cn.settlement = 'refund') end as credit,
    coalesce((select json_agg(json_build_object('queueLineId', q.id::text, 'orderLineId', l.id::text, 'backorderId', q.backorder_id::text,
        'variantId', v.id::text, 'warehouseId', q.warehouse_id::text, 'item', v.item_name, 'sku', v.sku, 'baseUnit', v.base_unit,
        'unitsPerCase', v.units_per_case, 'isWrittenAbout', p.is_written_about, 'promisedOn', own.promised_on,
        'queue', json_build_object('allocated', q.allocated, 'isOnHold', q.on_hold,
          'requestedOn', case when own.id is null then o.requested_on else own.requested_on end,
          'shipsComplete', coalesce(own.ship_policy, o.ship_policy) = 'complete'),
        'ordered', l.quantity - l.cancelled - coalesce((select sum(bl.cancelled + bl.substituted) from backorder_lines bl where bl.order_line_id = l.id), 0),
        'waiting', q.open - q.allocated, 'toCome', q.open,
        'moved', case
          when a.event = 'stock_arrived' then q.allocated
          when a."fulfillmentId" is not null then coalesce((select sum(fl.leaving - fl.undelivered) from fulfillment_lines fl
            where fl.fulfillment_id = a."fulfillmentId" and fl.queue_line_id = q.id), 0)
          when a."creditNoteId" is not null then coalesce((select sum(k.quantity) from credit_note_lines k
            join invoice_lines i on i.id = k.invoice_line_id left join fulfillment_lines fl on fl.id = i.fulfillment_line_id
            where k.credit_note_id = cn.id and i.order_line_id = l.id
              and (fl.queue_line_id = q.id or fl.id is null and q.backorder_line_id is null)), 0)
          when a."cancellationId" is not null then coalesce((select sum(cl.quantity) from cancellation_lines cl
            where cl.cancellation_id = a."cancellationId" and cl.order_line_id = l.id
              and cl.backorder_line_id is not distinct from q.backorder_line_id), 0)
          else 0 end,
        'undelivered', case when a.event = 'delivered' then (
          select json_build_object('quantity', sum(u.quantity), 'reason', min(u.reason))
          from undelivered_units u join fulfillment_lines fl on fl.id = u.fulfillment_line_id
          where fl.fulfillment_id = a."fulfillmentId" and fl.queue_line_id = q.id
            and u.delivery_id = (select max(d.id) from deliveries d where d.fulfillment_id = a."fulfillmentId")
          having sum(u.quantity) > 0) end) order by l.position, q.id)
      from queue_lines q join order_lines l on l.id = q.order_line_id join variants v on v.id = l.variant_id
        join products p on p.id = v.product_id left join backorders own on own.id = q.backorder_id
      where q.order_id = o.id), '[]') as lines
  from asked a
  join orders o on o.id = a."orderId"
  join customers c on c.id = o.customer_id
  left join users u on u.id = c.sales_rep_id and u.active
  left join backorders b on b.id = a."backorderId"
  left join fulfillments f on f.id = a."fulfillmentId"
  left join shipments s on s.id = f.shipment_id
  left join cancellations n on n.id = a."cancellationId"
  left join substitution_acceptances t on a.event = 'substitute_confirmed' and t.substitution_id = a."substitutionId"
  left join lateral (
    select * from credit_notes k where k.order_id = o.id and (k.id = a."creditNoteId"
      or k.reason = 'cancelled' and k.created_at = n.cancelled_at
      or k.reason = 'substituted' and k.created_at = t.accepted_at)
    order by k.id desc limit 1) cn on true`;
