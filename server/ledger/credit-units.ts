import type { CreditReason, Settlement } from '#domain/invoicing/invoice-rule.ts';
import { valueOfPart } from '#domain/invoicing/line-value.ts';
import { formatAmount, parseAmount, type TenThousandths } from '#domain/money.ts';
import { type Quantity, total } from '#domain/quantity.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { Work } from '../platform/work.ts';

/** Units that are no longer charged: of the invoice of `fulfillmentLineId` first, or only; else of the newest. */
export type CreditedUnits = {
  orderLineId: string;
  fulfillmentLineId?: string;
  isOwnOnly?: boolean;
  quantity: Quantity;
};

/**
 * `amendment`: the invoice itself is put right, by what its driver brought back. `credit_note`: a paper of its own, because the
 * invoice was in the customer's hands.
 */
export type Credit = {
  kind: 'amendment' | 'credit_note';
  orderId: string;
  fulfillmentId: string | null;
  reason: CreditReason;
  /** Credit where nobody was asked. */
  settlement?: Settlement;
  lines: readonly CreditedUnits[];
};

/**
 * Credits units of the lines of one order at the price they were invoiced at: what stays invoiced is that share of the line's
 * value, to the cent (rule 21). Where nothing of the fulfillment arrived its freight is credited with the last of its units. Units nobody
 * was invoiced for are left out; answers how many of each were credited, for how much, and the credit note, null when there was
 * nothing. The caller holds the order.
 */
export async function creditUnits(
  viewer: Viewer,
  work: Work,
  { kind, orderId, fulfillmentId, reason, settlement = 'credit', lines }: Credit,
): Promise<{ id: string | null; number: string | null; credited: Quantity[]; amount: TenThousandths }> {
  const [charged, freightOfAll] = await Promise.all([
    work.tx.rows<Charged>(CHARGED, [lines.map(({ orderLineId }) => orderLineId)]),
    freightInVain(work, { fulfillmentId, reason, lines }),
  ]);
  const parts = lines.map((line) => creditLine(charged, line));
  const written = parts.flat();
  const credited = parts.map((of) => total(of, ({ quantity }) => quantity));
  // What goes again is not charged again, nor is its freight.
  const freight = reason === 'not_delivered' && written.length === 0 ? 0n : freightOfAll;
  const amount = written.reduce((sum, part) => sum + part.amount, freight);
  if (written.length === 0 && freight === 0n) return { id: null, number: null, credited, amount };
  const note = await work.tx.row<{ id: string; number: string | null }>(CREDIT, [
    ...[kind, orderId, fulfillmentId, reason],
    formatAmount(amount),
    work.today,
    work.now,
    viewer.actor,
    written.map(({ invoiceLineId }) => invoiceLineId),
    written.map(({ quantity }) => quantity),
    written.map((part) => formatAmount(part.amount)),
    settlement,
    formatAmount(freight),
  ]);
  if (note.number !== null) tellCredited(work, note, orderId);
  return { ...note, credited, amount };
}

/** The freight of a fulfillment of which nothing arrived, with these units too, and nothing was sent again. */
async function freightInVain(
  work: Work,
  { fulfillmentId, reason, lines }: Pick<Credit, 'fulfillmentId' | 'reason' | 'lines'>,
): Promise<TenThousandths> {
  if (fulfillmentId === null || (reason !== 'not_received' && reason !== 'not_delivered')) return 0n;
  const ids = lines.map(({ fulfillmentLineId }) => fulfillmentLineId);
  const quantities = lines.map(({ quantity }) => quantity);
  const found = await work.tx.first<{ freight: string }>(IN_VAIN, [fulfillmentId, ids, quantities]);
  return found ? (parseAmount(found.freight) as TenThousandths) : 0n;
}

function tellCredited(work: Work, note: { id: string; number: string | null }, orderId: string): void {
  work.audit({
    action: 'credit_note.create',
    recordType: 'order',
    recordId: orderId,
    orderId,
    changes: { number: note.number },
  });
  work.tell('credit_note_created', { creditNoteId: note.id, orderId });
}

/** An invoice line with what is still charged by it, and by all of its order line. */
type Charged = {
  id: string;
  order_line_id: string;
  fulfillment_line_id: string | null;
  left: number;
  line_quantity: number;
  line_value: string;
  line_left: number;
  line_amount: string;
};

type Part = { invoiceLineId: string; quantity: Quantity; amount: TenThousandths };

/** The parts of a line's credit, one for each invoice line; takes them off what is charged. */
function creditLine(charged: Charged[], { orderLineId, quantity, ...from }: CreditedUnits): Part[] {
  const own = charged.filter((row) => row.order_line_id === orderLineId);
  const first = own.filter((row) => row.fulfillment_line_id === from.fulfillmentLineId);
  const others = from.isOwnOnly ? [] : own.filter((row) => !first.includes(row));
  const parts: Part[] = [];
  let wanted = quantity;
  for (const row of [...first, ...others]) {
    const part = Math.min(row.left, wanted);
    if (part === 0) continue;
    parts.push({ invoiceLineId: row.id, quantity: part, amount: takeOffCharge(own, part) });
    row.left -= part;
    wanted -= part;
  }
  return parts;
}

/** What the order line is charged less with that many units fewer. */
function takeOffCharge(own: readonly Charged[], quantity: Quantity): TenThousandths {
  const { line_left, line_quantity, line_value, line_amount } = own[0] as Charged;
  const before = parseAmount(line_amount) as bigint;
  const after = valueOfPart(line_left - quantity, line_quantity, parseAmount(line_value) as bigint);
  for (const row of own) {
    row.line_left = line_left - quantity;
    row.line_amount = formatAmount(after);
  }
  return before - after;
}

const CHARGED = `
  with charged as (
    select v.id, v.order_line_id, v.fulfillment_line_id, (v.quantity - coalesce(c.quantity, 0))::integer as left,
      v.amount - coalesce(c.amount, 0) as amount
    from invoice_lines v
    left join (select invoice_line_id, sum(quantity) as quantity, sum(amount) as amount from credit_note_lines
      where invoice_line_id in (select id from invoice_lines where order_line_id = any($1::bigint[])) group by 1) c on c.invoice_line_id = v.id
    where v.order_line_id = any($1::bigint[]))
  select charged.id, order_line_id, fulfillment_line_id, "left", l.quantity as line_quantity, l.value as line_value,
    sum("left") over (partition by order_line_id)::integer as line_left, sum(amount) over (partition by order_line_id) as line_amount
  from charged join order_lines l on l.id = order_line_id order by charged.id desc`;

const IN_VAIN = `
  select f.freight from fulfillments f
  where f.id = $1 and f.freight > 0
    and not exists (select from fulfillment_lines l left join unnest($2::bigint[], $3::integer[]) lost(id, quantity) on lost.id = l.id
      where l.fulfillment_id = f.id and l.leaving > l.undelivered + coalesce(lost.quantity, 0))
    and not exists (select from fulfillment_lines l join undelivered_units u on u.fulfillment_line_id = l.id
      where l.fulfillment_id = f.id and u.reason = 'lost' and u.waits_as_id is not null)
    and not exists (select from credit_notes n where n.fulfillment_id = f.id and n.freight > 0)`;

const CREDIT = `
  with header as (
    insert into credit_notes (kind, number, order_id, customer_id, fulfillment_id, currency, amount, reason, credited_on, created_at, created_by, settlement, freight)
    select $1::text, case when $1 = 'credit_note' then 'CN-' || nextval('credit_note_number') end, o.id, o.customer_id, $3, o.currency, $5, $4, $6, $7, $8, $12, $13
    from orders o where o.id = $2
    returning id, number),
  lines as (
    insert into credit_note_lines (credit_note_id, invoice_line_id, quantity, amount)
    select header.id, l.invoice_line_id, l.quantity, l.amount
    from header, unnest($9::bigint[], $10::integer[], $11::numeric[]) l(invoice_line_id, quantity, amount))
  select id, number from header`;
