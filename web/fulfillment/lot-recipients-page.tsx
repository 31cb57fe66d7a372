import { Button } from '@mantine/core';
import { getRouteApi, Link } from '@tanstack/react-router';
import { Sheet } from 'lucide-react';
import { type ItemOf, useList } from '#web/api/read.ts';
import { t } from '#web/i18n/words.ts';
import { Card, Ends } from '#web/ui/card.tsx';
import { DataTable } from '#web/ui/data-table.tsx';
import { InstantText } from '#web/ui/date-text.tsx';
import { ListPage } from '#web/ui/list-page.tsx';
import { amountText } from '#web/ui/quantity-text.ts';
import { EmptyState } from '#web/ui/states.tsx';
import { columnsOf } from '#web/ui/table-columns.ts';
import { TwoLines } from '#web/ui/two-lines.tsx';

const route = getRouteApi('/signed-in/lots/$lot');
type Row = ItemOf<'getLotRecipients'>;

/** Who received a lot: whom to call when it must come back. */
export function LotRecipientsPage() {
  const { lot } = route.useParams();
  const list = useList('getLotRecipients', { params: { lot } });
  const title = t('lots.title', { lot });
  const file = `/api/v1/lots/${encodeURIComponent(lot)}/recipients?format=csv`;
  return (
    <ListPage
      title={title}
      tools={
        <Button component="a" variant="default" leftSection={<Sheet size={14} aria-hidden />} href={file} download>
          {t('reports.csv')}
        </Button>
      }
    >
      <DataTable
        label={title}
        list={list}
        columns={columns}
        rowId={(row) => `${row.fulfillmentId} ${row.variantId}`}
        card={(row) => <RecipientCard row={row} />}
        empty={<EmptyState title={t('lots.empty')}>{t('lots.emptyWhy')}</EmptyState>}
      />
    </ListPage>
  );
}

const column = columnsOf<Row>();
const columns = column.columns([
  column.display({
    id: 'customer',
    header: () => t('lots.customer'),
    cell: ({ row }) => <TwoLines first={<ToCustomer of={row.original} />} second={row.original.accountNumber} />,
  }),
  column.display({
    id: 'contact',
    header: () => t('lots.contact'),
    cell: ({ row: { original: row } }) => <TwoLines first={row.phone ?? '–'} second={row.email} />,
  }),
  column.display({
    id: 'item',
    header: () => t('line.item'),
    cell: ({ row: { original: row } }) => <TwoLines first={row.itemName} second={row.sku} />,
  }),
  column.display({
    id: 'kept',
    header: () => t('lots.kept'),
    meta: { width: 9, align: 'end' },
    cell: ({ row: { original: row } }) => (
      <TwoLines first={amountText(row.kept, row.unitsPerCase)} second={besidesText(row)} />
    ),
  }),
  column.display({
    id: 'order',
    header: () => t('lots.order'),
    meta: { width: 8 },
    cell: ({ row: { original: row } }) => <TwoLines first={<ToOrder of={row} />} second={row.fulfillmentNumber} />,
  }),
  column.display({
    id: 'at',
    header: () => t('lots.at'),
    cell: ({ row: { original: row } }) => <When of={row} />,
  }),
]);

function ToCustomer({ of: { customerId, customerName } }: { of: Row }) {
  return (
    <Link to="/customers/$id" params={{ id: customerId }}>
      {customerName}
    </Link>
  );
}

function ToOrder({ of: { orderId, orderNumber } }: { of: Row }) {
  return (
    <Link to="/orders/$id" params={{ id: orderId }}>
      {orderNumber}
    </Link>
  );
}

function When({ of: { deliveredAt, shippedAt } }: { of: Row }) {
  return (
    <TwoLines
      first={<InstantText at={deliveredAt ?? shippedAt} />}
      second={t(deliveredAt ? 'lots.delivered' : 'lots.onTheWay')}
    />
  );
}

/** What of it is not with the customer, and why. */
function besidesText({ returned, undelivered, unitsPerCase }: Row): string {
  const parts = [
    returned > 0 && t('fills.returned', { amount: amountText(returned, unitsPerCase) }),
    undelivered > 0 && t('fulfillment.undelivered', { amount: amountText(undelivered, unitsPerCase) }),
  ];
  return parts.filter((part) => part !== false).join(' · ');
}

function RecipientCard({ row }: { row: Row }) {
  return (
    <Card title={<ToCustomer of={row} />} status={amountText(row.kept, row.unitsPerCase)}>
      <div>{row.itemName}</div>
      <div className="quiet small">{[row.phone, row.email, besidesText(row)].filter(Boolean).join(' · ')}</div>
      <Ends>
        <ToOrder of={row} />
        <When of={row} />
      </Ends>
    </Card>
  );
}
