import { Button } from '@mantine/core';
import type { Order } from '#contract/orders.ts';
import { Item } from '#web/catalog/item.tsx';
import { t } from '#web/i18n/words.ts';
import { actorText } from '#web/records/actor-text.ts';
import { LinesTable } from '#web/ui/lines-table.tsx';
import { Money } from '#web/ui/money.tsx';
import { Quantity, QuantityOrDash } from '#web/ui/quantity.tsx';
import { amountText } from '#web/ui/quantity-text.ts';
import styles from './order-lines.module.css';

type Line = Order['lines'][number];

/** What became of every unit of an order, line by line; `onBackorder` is there when a backorder may be made of the rest. */
export function OrderLines({ order, onBackorder }: { order: Order; onBackorder: (() => void) | null }) {
  const quantity = (figure: (line: Line) => number) => (line: Line) => (
    <QuantityOrDash of={figure(line)} unitsPerCase={line.unitsPerCase} />
  );
  const any = (figure: (line: Line) => number) => order.lines.some((line) => figure(line) > 0);
  return (
    <LinesTable
      label={t('order.lines')}
      lines={order.lines}
      item={{ name: t('line.item'), cell: (line) => <Item of={line} /> }}
      columns={[
        {
          name: t('line.ordered'),
          align: 'end',
          cell: (line) => <Quantity of={line.quantity} unitsPerCase={line.unitsPerCase} />,
        },
        { name: t('line.filled'), align: 'end', cell: quantity((line) => line.filled) },
        {
          name: t('line.backordered'),
          align: 'end',
          cell: quantity((line) => line.backordered),
          isNeeded: any((line) => line.backordered),
        },
        {
          name: t('line.cancelled'),
          align: 'end',
          cell: quantity((line) => line.cancelled),
          isNeeded: any((line) => line.cancelled),
        },
        { name: t('line.open'), align: 'end', cell: quantity((line) => line.open), isNeeded: any((line) => line.open) },
        {
          name: t('line.allocated'),
          align: 'end',
          cell: quantity((line) => line.allocated),
          isNeeded: any((line) => line.open),
        },
        {
          name: t('line.picked'),
          align: 'end',
          cell: quantity((line) => line.picked),
          isNeeded: any((line) => line.picked),
        },
        {
          name: t('line.available'),
          align: 'end',
          cell: quantity((line) => line.available),
          isNeeded: any((line) => line.open),
        },
        { name: t('line.price'), align: 'end', cell: (line) => <Money of={line.unitPrice} /> },
        {
          name: t('line.value'),
          align: 'end',
          cell: (line) => (
            <>
              <Money of={line.value} />
              {line.dealName && <div className="quiet small">{line.dealName}</div>}
            </>
          ),
        },
      ]}
      detail={(line) => line.shortage > 0 && <Shortage line={line} order={order} onBackorder={onBackorder} />}
    />
  );
}

/** Units with nothing reserved and no backorder, and why there is none. */
function Shortage({ line, order, onBackorder }: { line: Line; order: Order; onBackorder: (() => void) | null }) {
  return (
    <div className={styles.shortage}>
      <span>
        <strong>{t('line.short', { amount: amountText(line.shortage, line.unitsPerCase) })}</strong>{' '}
        {line.shortageBecause && t(`shortage.${line.shortageBecause}`, { by: actorText(order.backorderCreation.by) })}
      </span>
      {onBackorder && (
        <Button size="compact-xs" variant="default" onClick={onBackorder}>
          {t('order.createBackorder')}
        </Button>
      )}
    </div>
  );
}
