import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { SHIPMENT_STATUSES } from '#domain/fulfillment/shipment-status.ts';
import { type ItemOf, useList } from '#web/api/read.ts';
import { t } from '#web/i18n/words.ts';
import { ButtonLink } from '#web/ui/button-link.ts';
import { Card, Ends } from '#web/ui/card.tsx';
import { DataTable } from '#web/ui/data-table.tsx';
import { DayText } from '#web/ui/date-text.tsx';
import { ListPage } from '#web/ui/list-page.tsx';
import { NarrowSelect } from '#web/ui/narrow-select.tsx';
import { EmptyState } from '#web/ui/states.tsx';
import { StatusBadge } from '#web/ui/status-badge.tsx';
import { columnsOf } from '#web/ui/table-columns.ts';
import { TwoLines } from '#web/ui/two-lines.tsx';
import { wayText } from './way-text.ts';

const route = getRouteApi('/signed-in/shipments');
type Row = ItemOf<'listShipments'>;

/** What goes to customers, planned and on the way, the newest first. */
export function ShipmentsPage() {
  const { status } = route.useSearch();
  const navigate = useNavigate({ from: '/shipments' });
  const list = useList('listShipments', { query: { status } });
  return (
    <ListPage
      title={t('shipments.title')}
      actions={
        <ButtonLink variant="default" to="/deliveries">
          {t('shipments.trucks')}
        </ButtonLink>
      }
      tools={
        <NarrowSelect
          label={t('shipments.shown')}
          any={t('shipments.all')}
          value={status}
          options={SHIPMENT_STATUSES.map((value) => ({ value, label: t(`shipments.status.${value}`) }))}
          onChange={(value) => void navigate({ search: value ? { status: value } : {}, replace: true })}
        />
      }
    >
      <DataTable
        label={t('shipments.title')}
        list={list}
        columns={columns}
        card={(row) => <ShipmentCard row={row} />}
        empty={
          status ? (
            <EmptyState title={t('shipments.noneOfThese')}>{t('shipments.emptyWhy')}</EmptyState>
          ) : (
            <EmptyState title={t('shipments.empty')}>{t('shipments.emptyWhy')}</EmptyState>
          )
        }
      />
    </ListPage>
  );
}

const column = columnsOf<Row>();
const columns = column.columns([
  column.display({
    id: 'number',
    header: () => t('shipments.number'),
    meta: { width: 7 },
    cell: ({ row }) => <ToShipment of={row.original} />,
  }),
  column.display({
    id: 'status',
    header: () => t('shipments.shown'),
    meta: { width: 8 },
    cell: ({ row: { original: row } }) => <Status of={row} />,
  }),
  column.display({
    id: 'customer',
    header: () => t('shipments.customer'),
    cell: ({ row: { original: row } }) => <TwoLines first={row.customerName} second={ordersOf(row)} />,
  }),
  column.display({
    id: 'way',
    header: () => t('shipments.way'),
    cell: ({ row: { original: row } }) => (
      <TwoLines first={wayText(row)} second={row.trackingNumber ?? row.driverName ?? ''} />
    ),
  }),
  column.display({
    id: 'day',
    header: () => t('shipments.day'),
    meta: { width: 8 },
    cell: ({ row: { original: row } }) => (row.deliveryOn ? <DayText on={row.deliveryOn} /> : '–'),
  }),
]);

function ToShipment({ of: { id, number } }: { of: Row }) {
  return (
    <Link to="/shipments/$id" params={{ id }}>
      {number}
    </Link>
  );
}

const Status = ({ of: { status } }: { of: Row }) => (
  <StatusBadge status={status} words={t(`shipments.status.${status}`)} />
);

const ordersOf = ({ fulfillments }: Row) =>
  [...new Set(fulfillments.map((one) => one.backorderNumber ?? one.orderNumber))].join(', ');

function ShipmentCard({ row }: { row: Row }) {
  return (
    <Card title={<ToShipment of={row} />} status={<Status of={row} />}>
      <div>{row.customerName}</div>
      <div className="quiet">{ordersOf(row)}</div>
      <Ends>
        <span>{wayText(row)}</span>
        {row.deliveryOn && <DayText on={row.deliveryOn} />}
      </Ends>
    </Card>
  );
}
