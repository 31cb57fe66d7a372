import { type AllocationPolicy, TIER_RANKS } from '#domain/allocation/rank.ts';
import { OPEN_STATUSES } from '#domain/backorders/backorder-status.ts';
import { DEMAND_KINDS, outstandingChange as outstandingChangeOf } from '#domain/orders/demand-sums.ts';

/*
 * Rules that SQL has to say again, each once. `tests/database/sql-words.test.ts` compares every one with `domain/` on a real
 * database.
 */

const quoted = (words: readonly string[]) => words.map((word) => `'${word}'`).join(', ');

/** Something of a backorder is outstanding, by the row of this name. Twin of `OPEN_STATUSES`. */
export const isOpen = (row = 'b') => `${row}.status in (${quoted(OPEN_STATUSES)})`;

/** The day promised for an open backorder has passed; `today` is a parameter. Twin of `isOverdue`. */
export const isOverdue = (today: string, row = 'b') => `coalesce(${row}.promised_on < ${today}::date, false)`;

/** Work is late by the columns of these rows; `shipment` where it has left. Twin of `isLate`. */
export const isLate = (today: string, row: string, shipment?: string) =>
  shipment === undefined
    ? `coalesce(coalesce(${row}.promised_on, ${row}.requested_on) < ${today}::date, false)`
    : `coalesce(case when ${row}.shipped_at is null then coalesce(${row}.promised_on, ${row}.requested_on)
        else ${shipment}.estimated_delivery_on end < ${today}::date, false)`;

/**
 * Purchase orders of which something is still to come, with the next day of it and whether that has passed; `today` is a parameter.
 * Twin of `isLate` of the purchase orders.
 */
export const openPurchaseOrders = (today: string) => `(
    select l.purchase_order_id, min(l.expected_on) as expected_on, coalesce(min(l.expected_on) < ${today}::date, false) as is_late
    from purchase_order_lines l where l.remaining > 0 group by 1)`;

/** A customer's tier as a rank. Twin of `TIER_RANKS`. */
export const tierRank = (tier: string) =>
  `case ${tier} ${Object.entries(TIER_RANKS)
    .map(([name, rank]) => `when '${name}' then ${rank}`)
    .join(' ')} end`;

const RANK_COLUMNS = {
  priority: ['manual_rank', 'priority_rank', 'tier_rank', 'queued_at', 'order_id', 'order_line_id', 'id'],
  fifo: ['manual_rank', 'queued_at', 'order_id', 'order_line_id', 'id'],
} as const satisfies Record<AllocationPolicy, readonly string[]>;

/** The columns of a row of `queue_lines` that say its rank, in order; one index holds them. Twin of `compareRank`. */
export const rankOf = (policy: AllocationPolicy, row = 'q') =>
  RANK_COLUMNS[policy].map((column) => `${row}.${column}`).join(', ');

/** The terms a backorder was given for itself, by the names of the contract, as JSON. Twin of `BACKORDER_TERMS`. */
export const ownTerms = (
  row = 'b',
) => `(select coalesce(json_agg(case own when 'delivery_address' then 'deliveryAddress'
    when 'requested_on' then 'requestedOn' when 'ship_policy' then 'shipPolicy' else own end order by own), '[]') from unnest(${row}.own_terms) own)`;

const OF_LINES = ['queued_at', 'order_id', 'order_line_id', 'id'];

/**
 * The columns by which a record of several lines ranks, as `compareRank` has its first line; those the policy leaves out are
 * equal for all. `policy` is a parameter.
 */
export const rankOfRecord = (policy: string, row = 'q') =>
  RANK_COLUMNS.priority
    .filter((column) => !OF_LINES.includes(column))
    .map((column) => {
      const least = `min(${row}.${column})`;
      const inFifo = (RANK_COLUMNS.fifo as readonly string[]).includes(column);
      return `${inFifo ? least : `case when ${policy} = 'priority' then ${least} else 0 end`}::integer as ${column}`;
    })
    .join(', ');

/** By how much an entry of the demand ledger changes what is outstanding of its backorder line. Twin of `outstandingChange`. */
export const outstandingChange = (row = 'e') =>
  `(${row}.quantity * case ${row}.kind ${DEMAND_KINDS.map((kind) => `when '${kind}' then ${outstandingChangeOf(kind)}`).join(' ')} end)`;

/** What of an order line is wanted now: without what a change of the order took back. */
export const wantedQuantity = (row = 'l') => `(${row}.quantity - ${row}.taken_back)`;

/** What a part of an order line is worth, exact in whole numbers: no division is cut off. Twin of `valueOfPart`. */
export const valueOfPart = (part: string, row = 'l') =>
  `div(200 * ${row}.value * ${part} + ${row}.quantity, 2 * ${row}.quantity) * 0.01`;

const readyLines = (row: string) => `from queue_lines w where w.backorder_id = ${row}.id and w.allocated > w.picked`;
const MAY_SHIP = (row: string) => `${row}.is_ready and not ${row}.on_hold`;

/** Something of a backorder can be picked now. Twin of `readyQuantity`. */
export const isReadyNow = (row = 'b') => `(${MAY_SHIP(row)} and exists (select ${readyLines(row)}))`;

/** How much of a backorder can be picked now, in base units. Twin of `readyQuantity`. */
export const readyQuantity = (row = 'b') =>
  `case when ${MAY_SHIP(row)} then (select coalesce(sum(w.allocated - w.picked), 0)::integer ${readyLines(row)}) else 0 end`;

/** What of a backorder can be picked now is worth. */
export const readyValue = (row = 'b') => `case when ${MAY_SHIP(row)} then (
  select coalesce(sum(${valueOfPart('(w.allocated - w.picked)', 'ol')}), 0)
  from queue_lines w join order_lines ol on ol.id = w.order_line_id
  where w.backorder_id = ${row}.id and w.allocated > w.picked) else 0 end`;

/** The shortage rule of order line `l` of variant `v` for customer `c`. Twin of `shortageRule`. */
export const SHORTAGE_RULE = `coalesce(l.shortage_rule, v.shortage_rule,
  case when v.discontinued then 'cancel_shortage' else coalesce(c.shortage_rule, 'backorder') end)`;

/** The invoice in advance that charges what a fulfillment carries, the first of several; null where none does. */
export const chargedInAdvanceBy = (fulfillment: string) => `(
  select min(il.invoice_id) from fulfillment_lines cf join invoice_lines il on il.order_line_id = cf.order_line_id and il.fulfillment_line_id is null
  where cf.fulfillment_id = ${fulfillment}.id and cf.leaving > 0)`;

type CreditKind = 'amendment' | 'credit_note';

/** What an invoice is charged less by amendments, or by credit notes: goods and freight. */
export const creditedOf = (invoice: string, kind: CreditKind) => `(coalesce((
  select sum(cl.amount) from invoice_lines il join credit_note_lines cl on cl.invoice_line_id = il.id
  join credit_notes cn on cn.id = cl.credit_note_id and cn.kind = '${kind}' where il.invoice_id = ${invoice}.id), 0)
  + ${freightCreditedOf(`${invoice}.fulfillment_id`, kind)})`;

const freightCreditedOf = (fulfillmentId: string, kind: CreditKind) => `coalesce((
  select fn.freight from credit_notes fn where fn.fulfillment_id = ${fulfillmentId} and fn.freight > 0 and fn.kind = '${kind}'), 0)`;

/** What the invoice of fulfillment `f` charges for carriage; none where it is of no fulfillment. */
export const INVOICED_FREIGHT = `(coalesce(f.freight, 0) - ${freightCreditedOf('f.id', 'amendment')})`;
