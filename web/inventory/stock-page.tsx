import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { type ItemOf, useList, useRead } from '#web/api/read.ts';
import { t } from '#web/i18n/words.ts';
import { Card, Ends } from '#web/ui/card.tsx';
import { columnsOf, DataTable } from '#web/ui/data-table.tsx';
import { ListPage } from '#web/ui/list-page.tsx';
import { Quantity, QuantityOrDash } from '#web/ui/quantity.tsx';
import { SearchBox } from '#web/ui/search-box.tsx';
import { EmptyState } from '#web/ui/states.tsx';
import { TwoLines } from '#web/ui/two-lines.tsx';

const route = getRouteApi('/signed-in/stock');
type Stock = ItemOf<'listStock'>;

/** What is in the warehouse, how much of it is promised, and what is on its way. */
export function StockPage() {
  const { q } = route.useSearch();
  const navigate = useNavigate({ from: '/stock' });
  const list = useList('listStock', { query: { q } });
  return (
    <ListPage
      title={t('stock.title')}
      tools={
        <SearchBox
          label={t('stock.search')}
          value={q ?? ''}
          onSearch={(text) => void navigate({ search: text ? { q: text } : {}, replace: true })}
        />
      }
    >
      <DataTable
        label={t('stock.title')}
        list={list}
        columns={columns}
        rowId={(row) => `${row.variantId} ${row.warehouseId}`}
        card={(row) => <StockCard row={row} />}
        empty={
          q ? (
            <EmptyState title={t('list.noMatch')}>{t('list.noMatchWhy')}</EmptyState>
          ) : (
            <EmptyState title={t('stock.empty')}>{t('stock.emptyWhy')}</EmptyState>
          )
        }
      />
      {q && list.rows && !list.hasMore && (
        <NeverStocked q={q} stocked={new Set(list.rows.map((row) => row.variantId))} />
      )}
    </ListPage>
  );
}

/** Items that match and have no level yet: how a first count finds them. */
function NeverStocked({ q, stocked }: { q: string; stocked: ReadonlySet<string> }) {
  const { data } = useRead('listVariants', { query: { q, limit: 20 } });
  const missing = data?.data.filter(({ id }) => !stocked.has(id)) ?? [];
  if (missing.length === 0) return null;
  return (
    <p className="small" style={{ padding: '0.75rem 1rem' }}>
      <span className="quiet">{t('stock.neverStocked')}</span>{' '}
      {missing.map(({ id, name, sku }, index) => (
        <span key={id}>
          {index > 0 && ' · '}
          <Link to="/stock/$variantId" params={{ variantId: id }}>
            {t('item.nameAndSku', { name, sku })}
          </Link>
        </span>
      ))}
    </p>
  );
}

const column = columnsOf<Stock>();
const figure = (id: 'onHand' | 'allocated' | 'available' | 'onOrder' | 'waiting' | 'backordered') =>
  column.display({
    id,
    header: () => t(`stock.${id}`),
    meta: { width: 7.5, align: 'end' },
    cell: ({ row }) => <QuantityOrDash of={row.original[id]} unitsPerCase={row.original.unitsPerCase} />,
  });
const columns = column.columns([
  column.display({
    id: 'item',
    header: () => t('line.item'),
    cell: ({ row }) => <TwoLines first={<Way row={row.original} />} second={row.original.sku} />,
  }),
  figure('onHand'),
  figure('allocated'),
  figure('available'),
  figure('onOrder'),
  figure('waiting'),
  figure('backordered'),
]);

function StockCard({ row }: { row: Stock }) {
  return (
    <Card title={<Way row={row} />}>
      <div className="quiet small">{row.sku}</div>
      <Ends>
        <span>
          {t('stock.onHand')} <Quantity of={row.onHand} unitsPerCase={row.unitsPerCase} />
        </span>
        <span>
          {t('stock.available')} <Quantity of={row.available} unitsPerCase={row.unitsPerCase} />
        </span>
      </Ends>
      <Ends>
        <span className="quiet small">
          {t('stock.onOrder')} <Quantity of={row.onOrder} unitsPerCase={row.unitsPerCase} />
        </span>
        <span className="quiet small">
          {t('stock.waiting')} <Quantity of={row.waiting} unitsPerCase={row.unitsPerCase} />
        </span>
      </Ends>
    </Card>
  );
}

function Way({ row }: { row: Stock }) {
  return (
    <Link to="/stock/$variantId" params={{ variantId: row.variantId }} className="way-in">
      {row.name}
    </Link>
  );
}
