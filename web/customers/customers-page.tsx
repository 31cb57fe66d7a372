import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { Plus } from 'lucide-react';
import { useMay } from '#web/accounts/viewer.ts';
import { type ItemOf, useList, useRead } from '#web/api/read.ts';
import { t } from '#web/i18n/words.ts';
import { ButtonLink } from '#web/ui/button-link.ts';
import { Card, Ends } from '#web/ui/card.tsx';
import { DataTable } from '#web/ui/data-table.tsx';
import { Flags } from '#web/ui/flags.tsx';
import { ListPage } from '#web/ui/list-page.tsx';
import { Money } from '#web/ui/money.tsx';
import { NarrowSelect } from '#web/ui/narrow-select.tsx';
import { numberText } from '#web/ui/quantity-text.ts';
import { SearchBox } from '#web/ui/search-box.tsx';
import { useShortcuts } from '#web/ui/shortcuts.ts';
import { EmptyState } from '#web/ui/states.tsx';
import { columnsOf } from '#web/ui/table-columns.ts';
import { TwoLines } from '#web/ui/two-lines.tsx';
import { customersAsked, TIERS } from './customers-address.ts';

const route = getRouteApi('/signed-in/customers');
type CustomerRow = ItemOf<'listCustomers'>;

/** Who buys, who serves them, and what still waits for them. */
export function CustomersPage() {
  const address = route.useSearch();
  const navigate = useNavigate({ from: '/customers' });
  const may = useMay();
  const list = useList('listCustomers', customersAsked(address));
  const mayAdd = may('customers.write');
  useShortcuts(
    mayAdd ? [{ keys: 'c', label: t('customer.new'), act: () => void navigate({ to: '/customers/new' }) }] : [],
  );

  return (
    <ListPage title={t('customers.title')} actions={mayAdd && <NewCustomer />} tools={<Tools />}>
      <DataTable
        label={t('customers.title')}
        list={list}
        columns={columns}
        card={(row) => <CustomerCard row={row} />}
        empty={<NothingHere isFiltered={Object.keys(address).length > 0} />}
      />
    </ListPage>
  );
}

function Tools() {
  const { tier, rep, q } = route.useSearch();
  const navigate = useNavigate({ from: '/customers' });
  const { data: people } = useRead('listUsers', { query: { role: 'sales_rep', limit: 200 } });
  return (
    <>
      <NarrowSelect
        label={t('customers.tierOf')}
        any={t('customers.anyTier')}
        value={tier}
        options={TIERS.map((value) => ({ value, label: t(`tier.${value}`) }))}
        onChange={(wanted) => void navigate({ search: (before) => ({ ...before, tier: wanted }) })}
      />
      <NarrowSelect
        label={t('customers.repOf')}
        any={t('customers.anyRep')}
        value={rep}
        options={people?.data.map(({ id, name }) => ({ value: id, label: name })) ?? []}
        onChange={(wanted) => void navigate({ search: (before) => ({ ...before, rep: wanted }) })}
      />
      <SearchBox
        label={t('customers.find')}
        value={q ?? ''}
        onSearch={(text) => void navigate({ search: (before) => ({ ...before, q: text || undefined }), replace: true })}
      />
    </>
  );
}

function NothingHere({ isFiltered }: { isFiltered: boolean }) {
  const mayAdd = useMay()('customers.write');
  if (isFiltered) return <EmptyState title={t('list.noMatch')}>{t('list.noMatchWhy')}</EmptyState>;
  return (
    <EmptyState title={t('customers.empty')} action={mayAdd && <NewCustomer />}>
      {t('customers.emptyWhy')}
    </EmptyState>
  );
}

function NewCustomer() {
  return (
    <ButtonLink to="/customers/new" leftSection={<Plus size={14} />}>
      {t('customer.new')}
    </ButtonLink>
  );
}

const column = columnsOf<CustomerRow>();
const columns = column.columns([
  column.display({
    id: 'name',
    header: () => t('customers.column.name'),
    cell: ({ row }) => <TwoLines first={<Way row={row.original} />} second={row.original.accountNumber} />,
  }),
  column.display({
    id: 'city',
    header: () => t('customers.column.city'),
    meta: { width: 10 },
    cell: ({ row }) => row.original.address?.city ?? <span className="quiet">–</span>,
  }),
  column.display({
    id: 'tier',
    header: () => t('customers.column.tier'),
    meta: { width: 7 },
    cell: ({ row }) => <TierOf row={row.original} />,
  }),
  column.display({
    id: 'rep',
    header: () => t('customers.column.rep'),
    meta: { width: 10 },
    cell: ({ row }) => row.original.salesRepName ?? <span className="quiet">{t('customer.noRep')}</span>,
  }),
  column.display({
    id: 'backorders',
    header: () => t('customers.column.backorders'),
    meta: { width: 9, align: 'end' },
    cell: ({ row }) => numberText(row.original.openBackorders?.count ?? 0),
  }),
  column.display({
    id: 'value',
    header: () => t('customers.column.value'),
    meta: { width: 9, align: 'end' },
    cell: ({ row }) => {
      const waiting = row.original.openBackorders;
      return waiting && waiting.count > 0 ? <Money of={waiting.outstandingValue} /> : '–';
    },
  }),
]);

function CustomerCard({ row }: { row: CustomerRow }) {
  return (
    <Card title={<Way row={row} />} status={row.tier === 'standard' ? null : <TierOf row={row} />}>
      <Ends>
        <span className="quiet small">
          {row.accountNumber}
          {row.address?.city && ` · ${row.address.city}`}
        </span>
        <span className="quiet small">{row.salesRepName ?? t('customer.noRep')}</span>
      </Ends>
      {row.openBackorders && row.openBackorders.count > 0 && (
        <Ends>
          <span>
            {t('customers.column.backorders')} {numberText(row.openBackorders.count)}
          </span>
          <Money of={row.openBackorders.outstandingValue} />
        </Ends>
      )}
    </Card>
  );
}

function TierOf({ row: { tier } }: { row: CustomerRow }) {
  return tier === 'vip' ? <Flags of={{ vip: true }} /> : t(`tier.${tier}`);
}

function Way({ row }: { row: CustomerRow }) {
  return (
    <Link to="/customers/$id" params={{ id: row.id }} className="way-in">
      {row.name}
    </Link>
  );
}
