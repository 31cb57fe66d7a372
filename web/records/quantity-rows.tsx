import type { ReactNode } from 'react';
import { Item } from '#web/catalog/item.tsx';
import { t } from '#web/i18n/words.ts';
import { QuantityField } from '#web/ui/quantity-field.tsx';
import { QuantityLine, QuantityLines } from '#web/ui/quantity-lines.tsx';
import type { useSentRows } from '#web/ui/sent-rows.ts';

/** A line of which a quantity is chosen, no more than `most`; it begins with `start`. */
export type QuantityRow = {
  id: string;
  itemName: string;
  sku: string;
  unitsPerCase: number;
  most: number;
  start: number;
};

/** What was typed, by line; what cannot be read is null. */
export type TypedQuantities = Record<string, number | null>;

/** What is chosen of each line, and whether all of it can be read and is there. */
export function chosenOf<Row extends QuantityRow>(rows: readonly Row[], typed: TypedQuantities) {
  const all = rows.map((row) => ({ row, quantity: quantityOf(row, typed) }));
  return {
    chosen: all.flatMap(({ row, quantity }) => (quantity === null || quantity === 0 ? [] : [{ row, quantity }])),
    isReadable: all.every(({ row, quantity }) => quantity !== null && quantity <= row.most),
  };
}

function quantityOf({ id, start }: QuantityRow, typed: TypedQuantities): number | null {
  const quantity = typed[id];
  return quantity === undefined ? start : quantity;
}

type QuantityRowsProps<Row extends QuantityRow> = {
  rows: readonly Row[];
  typed: TypedQuantities;
  onType: (typed: TypedQuantities) => void;
  sent: ReturnType<typeof useSentRows>;
  label: string;
  facts: (row: Row) => string;
  tooMany: (row: Row) => string;
  outcome: (row: Row, quantity: number) => ReactNode;
};

/** The lines with a field each, and in words what the chosen quantity amounts to. */
export function QuantityRows<Row extends QuantityRow>(props: QuantityRowsProps<Row>) {
  const { typed, sent } = props;
  return (
    <QuantityLines label={t('order.lines')}>
      {props.rows.map((row) => {
        const quantity = quantityOf(row, typed);
        return (
          <QuantityLine
            key={row.id}
            name={row.itemName}
            item={<Item of={row} />}
            facts={props.facts(row)}
            fields={
              <QuantityField
                label={props.label}
                value={quantity}
                unitsPerCase={row.unitsPerCase}
                empty={0}
                onChange={(entered) => {
                  sent.change(row.id);
                  props.onType({ ...typed, [row.id]: entered });
                }}
              />
            }
            error={quantity !== null && quantity > row.most ? props.tooMany(row) : sent.problem(row.id)}
            outcome={quantity === null ? null : props.outcome(row, quantity)}
          />
        );
      })}
    </QuantityLines>
  );
}
