import { Link } from '@tanstack/react-router';
import { type ItemOf, useFirst } from '#web/api/read.ts';
import { t } from '#web/i18n/words.ts';
import { Card, Ends } from '#web/ui/card.tsx';
import { DataTable } from '#web/ui/data-table.tsx';
import { DayText } from '#web/ui/date-text.tsx';
import { Flags } from '#web/ui/flags.tsx';
import { Money } from '#web/ui/money.tsx';
import { Section } from '#web/ui/page.tsx';
import { EmptyState } from '#web/ui/states.tsx';
import { StatusBadge } from '#web/ui/status-badge.tsx';
import { columnsOf } from '#web/ui/table-columns.ts';
import type { Customer } from './customer-looks.ts';

type Row = ItemOf<'listOrders'>;

/** What a customer ordered, newest first. */
export function OrdersOfCustomer({ customer }: { customer: Customer }) {
  const list = useFirst('listOrders', { query: { customerId: customer.id, limit: 20 } });
  return (
    <Section
      title={t('customer.ordersOf')}
      note={list.hasFurther && t('customer.last', { count: list.rows?.length ?? 0 })}
      actions={
        list.hasFurther && (
          <Link to="/orders" search={{ q: customer.name }}>
            {t('customer.all')}
          </Link>
        )
      }
      flush
    >
      <DataTable
        label={t('customer.ordersOf')}
        list={list}
        columns={columns}
        card={(row) => (
          <Card title={<Way row={row} />} status={<StatusBadge status={row.status} />}>
            <Ends>
              <DayText on={row.orderedOn} />
              <Money of={row.orderedValue} />
            </Ends>
            <Flags of={{ backorder: row.hasOpenBackorder }} />
          </Card>
        )}
        empty={<EmptyState title={t('customer.noOrders')} />}
      />
    </Section>
  );
}

const column = columnsOf<Row>();
const columns = column.columns([
  column.display({
    id: 'number',
    header: () => t('orders.column.number'),
    meta: { width: 8 },
    cell: ({ row }) => <Way row={row.original} />,
  }),
  column.display({
    id: 'orderedOn',
    header: () => t('orders.column.orderedOn'),
    meta: { width: 8 },
    cell: ({ row }) => <DayText on={row.original.orderedOn} />,
  }),
  column.display({
    id: 'status',
    header: () => t('orders.column.status'),
    cell: ({ row: { original: row } }) => (
      <span className="beside">
        <StatusBadge status={row.status} />
        <Flags of={{ backorder: row.hasOpenBackorder }} />
      </span>
    ),
  }),
  column.display({
    id: 'value',
    header: () => t('orders.column.value'),
    meta: { width: 8, align: 'end' },
    cell: ({ row }) => <Money of={row.original.orderedValue} />,
  }),
]);

function Way({ row }: { row: Row }) {
  return (
    <Link to="/orders/$id" params={{ id: row.id }} className="way-in">
      {row.number}
    </Link>
  );
}
