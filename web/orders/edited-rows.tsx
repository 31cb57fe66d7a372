import { memo } from 'react';
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
  form: { values: RowValues; set(change: (values: RowValues) => Partial<RowValues>): void };
  order: Order;
  error: ProblemError | null;
  /** The rows as they were sent, by whose place a refusal names them. */
  sent: readonly { orderLineId?: string | undefined }[];
};

/** The rows of an order with what each asks for, and in words what a change leads to. */
export function EditedRows({ rows, form, order, error, sent }: Rows) {
  const { quantities, shipBy } = form.values;
  const places = new Map(sent.map(({ orderLineId }, place) => [orderLineId, place]));
  return (
    <QuantityLines label={t('order.lines')}>
      {rows.map((row) => (
        <EditedRow
          key={row.id}
          row={row}
          order={order}
          quantity={quantities[row.id] ?? null}
          shipBy={shipBy[row.id] ?? ''}
          problem={problemOfRow(error, places.get(row.id) ?? -1)}
          set={form.set}
        />
      ))}
    </QuantityLines>
  );
}

type RowProps = {
  row: OrderRow;
  order: Order;
  quantity: number | null;
  shipBy: string;
  problem: string | null;
  set: Rows['form']['set'];
};

/** Drawn anew when something of it changes, not with every key pressed in another row. */
const EditedRow = memo(function EditedRow({ row, order, quantity, shipBy, problem, set }: RowProps) {
  const isDraft = order.status === 'draft';
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
            onChange={(entered) => set(({ quantities }) => ({ quantities: { ...quantities, [row.id]: entered } }))}
          />
          <DayField
            style={{ width: '12rem' }}
            label={t('line.shipBy')}
            value={shipBy}
            onDay={(on) => set(({ shipBy: days }) => ({ shipBy: { ...days, [row.id]: on || null } }))}
          />
        </>
      }
      error={quantityProblem(row, quantity, isDraft) ?? problem}
      outcome={outcome(row, quantity, order)}
    />
  );
}, isAsBefore);

/** What sets a value is new each time and does the same. */
function isAsBefore(before: RowProps, after: RowProps): boolean {
  return (['row', 'order', 'quantity', 'shipBy', 'problem'] as const).every((name) => before[name] === after[name]);
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
