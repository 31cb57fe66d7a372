import { Link } from '@tanstack/react-router';
import { type ItemOf, useFirst } from '#web/api/read.ts';
import { BackorderBadge } from '#web/backorders/backorder-badge.tsx';
import { t } from '#web/i18n/words.ts';
import { Card, Ends } from '#web/ui/card.tsx';
import { DataTable } from '#web/ui/data-table.tsx';
import { DayOr } from '#web/ui/date-text.tsx';
import { Flags } from '#web/ui/flags.tsx';
import { Money } from '#web/ui/money.tsx';
import { Section } from '#web/ui/page.tsx';
import { Quantity } from '#web/ui/quantity.tsx';
import { EmptyState } from '#web/ui/states.tsx';
import { columnsOf } from '#web/ui/table-columns.ts';
import { TwoLines } from '#web/ui/two-lines.tsx';
import type { Customer } from './customer-looks.ts';

type Row = ItemOf<'listBackorders'>;

/** What a customer waits for, oldest first. */
export function BackordersOfCustomer({ customer }: { customer: Customer }) {
  const list = useFirst('listBackorders', { query: { customerId: customer.id, tab: 'open', limit: 20 } });
  return (
    <Section
      title={t('customer.backordersOf')}
      note={list.hasFurther && t('customer.first', { count: list.rows?.length ?? 0 })}
      actions={
        list.hasFurther && (
          <Link to="/orders/backorders" search={{ q: customer.accountNumber }}>
            {t('customer.all')}
          </Link>
        )
      }
      flush
    >
      <DataTable
        label={t('customer.backordersOf')}
        list={list}
        columns={columns}
        card={(row) => (
          <Card title={<Way row={row} />} status={<BackorderBadge of={row} />}>
            <div>{itemOf(row)}</div>
            <Ends>
              <span className="quiet small">
                {t('line.outstanding')} <Quantity of={row.outstanding} unitsPerCase={row.unitsPerCase} />
              </span>
              <Money of={row.outstandingValue} />
            </Ends>
            <FlagsOf row={row} />
          </Card>
        )}
        empty={<EmptyState title={t('customer.noBackorders')} />}
      />
    </Section>
  );
}

const column = columnsOf<Row>();
const columns = column.columns([
  column.display({
    id: 'number',
    header: () => t('backorders.column.number'),
    meta: { width: 8 },
    cell: ({ row }) => <Way row={row.original} />,
  }),
  column.display({
    id: 'item',
    header: () => t('line.item'),
    cell: ({ row }) => <TwoLines first={itemOf(row.original)} second={row.original.sku} />,
  }),
  column.display({
    id: 'outstanding',
    header: () => t('line.outstanding'),
    meta: { width: 7, align: 'end' },
    cell: ({ row: { original: row } }) => <Quantity of={row.outstanding} unitsPerCase={row.unitsPerCase} />,
  }),
  column.display({
    id: 'status',
    header: () => t('backorders.column.status'),
    meta: { width: 10 },
    cell: ({ row }) => <BackorderBadge of={row.original} />,
  }),
  column.display({
    id: 'promisedOn',
    header: () => t('backorders.column.promised'),
    meta: { width: 8 },
    cell: ({ row: { original: row } }) => (
      <TwoLines
        first={<DayOr on={row.promisedOn} otherwise={t('backorders.noDate')} />}
        second={<FlagsOf row={row} />}
      />
    ),
  }),
  column.display({
    id: 'value',
    header: () => t('backorders.column.value'),
    meta: { width: 7, align: 'end' },
    cell: ({ row }) => <Money of={row.original.outstandingValue} />,
  }),
]);

function itemOf({ itemName, lineCount }: Row): string {
  return lineCount > 1 ? t('item.andMore', { item: itemName, count: lineCount - 1 }) : itemName;
}

function FlagsOf({ row }: { row: Row }) {
  return <Flags of={{ overdue: row.isOverdue, onHold: row.isOnHold, highPriority: row.highPriority }} />;
}

function Way({ row }: { row: Row }) {
  return (
    <Link to="/backorders/$id" params={{ id: row.id }} className="way-in">
      {row.number}
    </Link>
  );
}
