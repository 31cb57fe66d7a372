import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { Plus } from 'lucide-react';
import { useMay } from '#web/accounts/viewer.ts';
import { type ItemOf, useList } from '#web/api/read.ts';
import { t } from '#web/i18n/words.ts';
import { ButtonLink } from '#web/ui/button-link.ts';
import { Card, Ends } from '#web/ui/card.tsx';
import { useCompany } from '#web/ui/company.ts';
import { DataTable } from '#web/ui/data-table.tsx';
import { ListPage } from '#web/ui/list-page.tsx';
import { numberText } from '#web/ui/quantity-text.ts';
import { SearchBox } from '#web/ui/search-box.tsx';
import { useShortcuts } from '#web/ui/shortcuts.ts';
import { EmptyState } from '#web/ui/states.tsx';
import { TabList } from '#web/ui/tab-list.tsx';
import { columnsOf } from '#web/ui/table-columns.ts';
import { TwoLines } from '#web/ui/two-lines.tsx';
import { dealDays, dealTerms } from './deal-words.ts';
import { DEAL_VIEWS, dealsAsked } from './deals-address.ts';

const route = getRouteApi('/signed-in/deals');
type Deal = ItemOf<'listDeals'>;

/** What is offered: each deal, to whom, on what and when. */
export function DealsPage() {
  const address = route.useSearch();
  const navigate = useNavigate({ from: '/deals' });
  const may = useMay();
  const list = useList('listDeals', dealsAsked(address));
  useShortcuts(
    may('catalog.write') ? [{ keys: 'c', label: t('deal.new'), act: () => void navigate({ to: '/deals/new' }) }] : [],
  );
  return (
    <ListPage
      title={t('deal.title')}
      actions={may('catalog.write') && <NewDeal />}
      views={<DealViews here={address.status ?? 'current'} />}
      tools={
        <SearchBox
          label={t('deal.search')}
          value={address.q ?? ''}
          onSearch={(q) => void navigate({ search: (before) => ({ ...before, q: q || undefined }), replace: true })}
        />
      }
    >
      <DataTable
        label={t('deal.title')}
        list={list}
        columns={columns}
        card={(row) => <DealCard deal={row} />}
        empty={<NoDeals isFiltered={address.q !== undefined} />}
      />
    </ListPage>
  );
}

const column = columnsOf<Deal>();
const columns = column.columns([
  column.display({
    id: 'name',
    header: () => t('deal.name'),
    cell: ({ row }) => <Way deal={row.original} />,
  }),
  column.display({
    id: 'takesOff',
    header: () => t('deal.takesOff'),
    meta: { width: 16 },
    cell: ({ row }) => dealTerms(row.original),
  }),
  column.display({
    id: 'forWhom',
    header: () => t('deal.forWhom'),
    cell: ({ row: { original: deal } }) => (
      <TwoLines
        first={deal.customerName ?? t('deal.everybody')}
        second={deal.itemName ?? deal.productName ?? t('deal.everything')}
      />
    ),
  }),
  column.display({
    id: 'when',
    header: () => t('deal.when'),
    meta: { width: 13 },
    cell: ({ row: { original: deal } }) => <When deal={deal} />,
  }),
  column.display({
    id: 'lines',
    header: () => t('deal.lineCount'),
    meta: { width: 6, align: 'end' },
    cell: ({ row }) => numberText(row.original.lineCount),
  }),
]);

function When({ deal }: { deal: Deal }) {
  const { today } = useCompany();
  const state = !deal.active ? t('deal.ended') : deal.appliesToday ? t('deal.applies') : t('deal.notToday');
  return <TwoLines first={dealDays(deal, today)} second={state} />;
}

function Way({ deal }: { deal: Deal }) {
  return (
    <Link to="/deals/$id" params={{ id: deal.id }} className="way-in">
      {deal.name}
    </Link>
  );
}

function DealCard({ deal }: { deal: Deal }) {
  return (
    <Card title={<Way deal={deal} />}>
      <div>{dealTerms(deal)}</div>
      <div className="quiet">
        {deal.customerName ?? t('deal.everybody')} · {deal.itemName ?? deal.productName ?? t('deal.everything')}
      </div>
      <Ends>
        <When deal={deal} />
      </Ends>
    </Card>
  );
}

function NewDeal() {
  return (
    <ButtonLink to="/deals/new" leftSection={<Plus size={14} />}>
      {t('deal.new')}
    </ButtonLink>
  );
}

function DealViews({ here }: { here: (typeof DEAL_VIEWS)[number] }) {
  return (
    <TabList label={t('deal.views')}>
      {DEAL_VIEWS.map((status) => (
        <Link
          key={status}
          from="/deals"
          to="/deals"
          search={(before) => ({ ...before, status: status === 'current' ? undefined : status })}
          activeOptions={{ exact: true, explicitUndefined: true }}
          activeProps={{ 'aria-current': undefined }}
          aria-current={here === status ? 'page' : undefined}
        >
          {t(`deal.status.${status}`)}
        </Link>
      ))}
    </TabList>
  );
}

function NoDeals({ isFiltered }: { isFiltered: boolean }) {
  return isFiltered ? (
    <EmptyState title={t('list.noMatch')}>{t('list.noMatchWhy')}</EmptyState>
  ) : (
    <EmptyState title={t('deal.empty')}>{t('deal.emptyWhy')}</EmptyState>
  );
}
