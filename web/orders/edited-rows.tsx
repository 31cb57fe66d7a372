import type { Order } from '#contract/orders/order.ts';
import type { ProblemError } from '#web/api/problem-error.ts';
import { Item } from '#web/catalog/item.tsx';
import { t } from '#web/i18n/words.ts';
import { DayField } from '#web/ui/day-field.tsx';
import { problemOfRow } from '#web/ui/problem-words.ts';
import { QuantityField } from '#web/ui/quantity-field.tsx';
import { QuantityLine, QuantityLines } from '#web/ui/quantity-lines.tsx';
import { amountText } from '#web/ui/quantity-text.ts';
import type { OrderRow } from './order-rows.ts';

/** What is typed into the rows of an order, by their ids. */
export type RowValues = { quantities: Record<string, number | null>; shipBy: Record<string, string | null> };

type Rows = {
  rows: readonly OrderRow[];
  form: { values: RowValues; set(change: Partial<RowValues>): void };
  order: Order;
  error: ProblemError | null;
  /** The rows as they were sent, by whose place a refusal names them. */
  sent: readonly { orderLineId?: string | undefined }[];
};

/** The rows of an order with what each asks for, and in words what a change leads to. */
export function EditedRows(props: Rows) {
  return (
    <QuantityLines label={t('order.lines')}>
      {props.rows.map((row) => (
        <EditedRow key={row.id} row={row} {...props} />
      ))}
    </QuantityLines>
  );
}

function EditedRow({ row, form, order, error, sent }: Rows & { row: OrderRow }) {
  const isDraft = order.status === 'draft';
  const { quantities, shipBy } = form.values;
  const quantity = quantities[row.id] ?? null;
  const place = sent.findIndex(({ orderLineId }) => orderLineId === row.id);
  return (
    <QuantityLine
      name={row.itemName}
      item={<Item of={row} />}
      facts={isDraft ? null : rowFacts(row)}
      fields={
        <>
          <QuantityField
            label={t('line.quantity')}
            value={quantity}
            unitsPerCase={row.unitsPerCase}
            empty={0}
            onChange={(entered) => form.set({ quantities: { ...quantities, [row.id]: entered } })}
          />
          <DayField
            style={{ width: '12rem' }}
            label={t('line.shipBy')}
            value={shipBy[row.id] ?? ''}
            onDay={(on) => form.set({ shipBy: { ...shipBy, [row.id]: on || null } })}
          />
        </>
      }
      error={quantityProblem(row, quantity, isDraft) ?? problemOfRow(error, place)}
      outcome={outcome(row, quantity, order)}
    />
  );
}

/** What is wrong with a quantity, before it is sent. */
export function quantityProblem(row: OrderRow, quantity: number | null, isDraft: boolean): string | null {
  if (quantity === null) return t('quantity.unreadable', { example: row.unitsPerCase === 1 ? '12' : '4 cs + 3' });
  if (!isDraft && quantity < row.least) return t('order.notBelow', { amount: amountText(row.least, row.unitsPerCase) });
  const change = isDraft ? quantity : quantity - row.wanted;
  return change % row.orderMultiple === 0
    ? null
    : t('line.notMultiple', { amount: amountText(row.orderMultiple, row.unitsPerCase) });
}

function rowFacts(row: OrderRow): string {
  const now = t('order.asksFor', { amount: amountText(row.wanted, row.unitsPerCase) });
  return row.least === 0
    ? now
    : `${now}, ${t('order.pickedOrShipped', { amount: amountText(row.least, row.unitsPerCase) })}`;
}

/** What a changed quantity leads to. */
function outcome(row: OrderRow, quantity: number | null, order: Order): string | null {
  if (quantity === null || quantity === row.wanted) return null;
  const amount = amountText(Math.abs(quantity - row.wanted), row.unitsPerCase);
  if (order.status === 'draft') return quantity === 0 ? t('order.lineRemoved') : null;
  if (quantity < row.wanted) return t('order.lessOutcome', { amount });
  const backorder = row.onBackorders.findLast(({ outstanding }) => outstanding > 0);
  return backorder
    ? t('order.moreOnBackorder', { amount, number: backorder.number })
    : t(`order.moreOutcome.${missing(row, order)}`, { amount });
}

/** What becomes of what is added and has no stock: by the rule of the row, else by the company's. */
function missing(
  { appliedShortageRule }: OrderRow,
  { shipPolicy, backorderCreation }: Order,
): 'whole' | 'ask' | 'cancel_shortage' | Order['backorderCreation']['setting'] {
  if (shipPolicy === 'complete') return 'whole';
  return appliedShortageRule === 'backorder' ? backorderCreation.setting : appliedShortageRule;
}
