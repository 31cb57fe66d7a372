import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { RECORDED_REASONS } from '#domain/orders/cancellation-reason.ts';
import { RepFilter } from '#web/accounts/rep-filter.tsx';
import { type ItemOf, useList } from '#web/api/read.ts';
import { outcomeWords } from '#web/communications/timeline-words.ts';
import { t } from '#web/i18n/words.ts';
import { actorText } from '#web/records/actor-text.ts';
import { reasonText } from '#web/records/reasons.ts';
import { Card, Ends } from '#web/ui/card.tsx';
import { DataTable } from '#web/ui/data-table.tsx';
import { DateFilter } from '#web/ui/date-filter.tsx';
import { DayText } from '#web/ui/date-text.tsx';
import { ListPage } from '#web/ui/list-page.tsx';
import { Money } from '#web/ui/money.tsx';
import { NarrowSelect } from '#web/ui/narrow-select.tsx';
import { amountText } from '#web/ui/quantity-text.ts';
import { SearchBox } from '#web/ui/search-box.tsx';
import { EmptyState } from '#web/ui/states.tsx';
import { columnsOf } from '#web/ui/table-columns.ts';
import { TwoLines, UpToTwoLines } from '#web/ui/two-lines.tsx';
import { type CancelledAddress, cancelledAsked } from './cancelled-address.ts';
import { OrderTabs } from './order-tabs.tsx';

const route = getRouteApi('/signed-in/orders/cancelled');
type Row = ItemOf<'listCancellations'>;

/** Everything that was cancelled, the newest first: what, why, by whom and what it was worth. */
export function CancelledPage() {
  const address = route.useSearch();
  const navigate = useNavigate({ from: '/orders/cancelled' });
  const list = useList('listCancellations', cancelledAsked(address));
  const narrow = (change: Partial<CancelledAddress>) =>
    void navigate({ search: (before) => withoutEmpty({ ...before, ...change }), replace: true });
  return (
    <ListPage
      title={t('cancelled.title')}
      heading={<OrderTabs here="cancelled" />}
      tools={<Tools address={address} narrow={narrow} />}
    >
      <DataTable
        label={t('cancelled.title')}
        list={list}
        columns={columns}
        card={(row) => <CancelledCard row={row} />}
        empty={<NothingHere isFiltered={Object.keys(address).length > 0} />}
      />
    </ListPage>
  );
}

function NothingHere({ isFiltered }: { isFiltered: boolean }) {
  return isFiltered ? (
    <EmptyState title={t('list.noMatch')}>{t('list.noMatchWhy')}</EmptyState>
  ) : (
    <EmptyState title={t('cancelled.empty')}>{t('cancelled.emptyWhy')}</EmptyState>
  );
}

function withoutEmpty(address: CancelledAddress): CancelledAddress {
  return Object.fromEntries(Object.entries(address).filter(([, value]) => value !== undefined && value !== ''));
}

const column = columnsOf<Row>();
const columns = column.columns([
  column.display({
    id: 'record',
    header: () => t('cancelled.column.record'),
    meta: { width: 7 },
    cell: ({ row: { original: row } }) => (
      <TwoLines first={<Way row={row} />} second={row.backorderNumber === null ? null : row.orderNumber} />
    ),
  }),
  column.display({
    id: 'customer',
    header: () => t('cancelled.column.customer'),
    cell: ({ row: { original: row } }) => <UpToTwoLines first={row.customerName} second={row.salesRepName} />,
  }),
  column.display({
    id: 'item',
    header: () => t('cancelled.column.item'),
    cell: ({ row: { original: row } }) => <UpToTwoLines first={row.itemName} second={row.sku} />,
  }),
  column.display({
    id: 'quantity',
    header: () => t('cancelled.column.quantity'),
    meta: { width: 8, align: 'end' },
    cell: ({ row: { original: row } }) => (
      <TwoLines
        first={amountText(row.quantity, row.unitsPerCase)}
        second={row.isWhole ? t('cancelled.whole') : t('cancelled.part')}
      />
    ),
  }),
  column.display({
    id: 'value',
    header: () => t('cancelled.column.value'),
    meta: { width: 7, align: 'end' },
    cell: ({ row }) => <Money of={row.original.cancelledValue} />,
  }),
  column.display({
    id: 'reason',
    header: () => t('cancelled.column.reason'),
    cell: ({ row: { original: row } }) => <TwoLines first={why(row)} second={row.notes} />,
  }),
  column.display({
    id: 'by',
    header: () => t('cancelled.column.by'),
    meta: { width: 9 },
    cell: ({ row: { original: row } }) => <TwoLines first={actorText(row.cancelledBy)} second={toldWords(row)} />,
  }),
  column.display({
    id: 'when',
    header: () => t('cancelled.column.when'),
    meta: { width: 6 },
    cell: ({ row }) => <DayText on={row.original.cancelledOn} />,
  }),
]);

function why({ reason, reasonText: said }: Row): string {
  return said ?? reasonText(reason);
}

/** Whether the customer is to be told, or what came of that. */
function toldWords({ notifyCustomer, followUp }: Row): string | null {
  if (followUp?.outcome) return t('cancelled.toldAs', { outcome: outcomeWords(followUp.outcome) });
  return notifyCustomer ? t('cancelled.toTell') : null;
}

function Way({ row }: { row: Row }) {
  return row.backorderId === null ? (
    <Link to="/orders/$id" params={{ id: row.orderId }} className="way-in">
      {row.orderNumber}
    </Link>
  ) : (
    <Link to="/backorders/$id" params={{ id: row.backorderId }} className="way-in">
      {row.backorderNumber}
    </Link>
  );
}

function CancelledCard({ row }: { row: Row }) {
  return (
    <Card title={<Way row={row} />} status={<DayText on={row.cancelledOn} />}>
      <div>{row.customerName}</div>
      <div className="quiet">{row.itemName}</div>
      <Ends>
        <span>
          {amountText(row.quantity, row.unitsPerCase)} · {row.isWhole ? t('cancelled.whole') : t('cancelled.part')}
        </span>
        <Money of={row.cancelledValue} />
      </Ends>
      <div>{why(row)}</div>
      {row.notes && <div className="quiet small">{row.notes}</div>}
      <div className="quiet small">{[actorText(row.cancelledBy), toldWords(row)].filter(Boolean).join(' · ')}</div>
    </Card>
  );
}

type ToolsProps = { address: CancelledAddress; narrow: (change: Partial<CancelledAddress>) => void };

function Tools({ address, narrow }: ToolsProps) {
  return (
    <>
      <NarrowSelect
        label={t('cancelled.reason')}
        any={t('cancelled.anyReason')}
        value={address.reason}
        options={RECORDED_REASONS.map((reason) => ({ value: reason, label: reasonText(reason) }))}
        onChange={(reason) => narrow({ reason })}
      />
      <RepFilter value={address.rep} onChange={(rep) => narrow({ rep })} />
      <DateFilter
        label={t('cancelled.from')}
        name={t('list.from')}
        value={address.from}
        onChange={(from) => narrow({ from })}
      />
      <DateFilter label={t('cancelled.to')} name={t('list.to')} value={address.to} onChange={(to) => narrow({ to })} />
      <SearchBox label={t('cancelled.search')} value={address.q ?? ''} onSearch={(q) => narrow({ q })} />
    </>
  );
}
