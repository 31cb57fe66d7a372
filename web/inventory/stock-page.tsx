import { NativeSelect } from '@mantine/core';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { type ItemOf, useList, useRead } from '#web/api/read.ts';
import { WarehouseFilter } from '#web/catalog/warehouse-filter.tsx';
import { t } from '#web/i18n/words.ts';
import { Card } from '#web/ui/card.tsx';
import { DataTable } from '#web/ui/data-table.tsx';
import { Flags } from '#web/ui/flags.tsx';
import { ListPage } from '#web/ui/list-page.tsx';
import { QuantityOrDash } from '#web/ui/quantity.tsx';
import { SearchBox } from '#web/ui/search-box.tsx';
import { EmptyState } from '#web/ui/states.tsx';
import { columnsOf } from '#web/ui/table-columns.ts';
import { UpToTwoLines } from '#web/ui/two-lines.tsx';
import { FIGURES, type FigureName, STOCK_VIEWS } from './stock-address.ts';
import styles from './stock-page.module.css';

const route = getRouteApi('/signed-in/stock');
type Stock = ItemOf<'listStock'>;

/** What is in the warehouse, how much of it is promised, and what is on its way; each figure opens into what it is made of. */
export function StockPage() {
  const { q, show, warehouse } = route.useSearch();
  const navigate = useNavigate({ from: '/stock' });
  const list = useList('listStock', { query: { q, show, warehouseId: warehouse } });
  const isFiltered = q !== undefined || show !== undefined || warehouse !== undefined;
  return (
    <ListPage
      title={t('stock.title')}
      tools={
        <>
          <NativeSelect
            aria-label={t('stock.show')}
            value={show ?? ''}
            data={[
              { value: '', label: t('stock.showAll') },
              ...STOCK_VIEWS.map((view) => ({ value: view, label: t(`stock.view.${view}`) })),
            ]}
            onChange={(event) => {
              const view = STOCK_VIEWS.find((name) => name === event.currentTarget.value);
              void navigate({ search: (before) => ({ ...before, show: view }) });
            }}
          />
          <WarehouseFilter
            value={warehouse}
            onChange={(id) => void navigate({ search: (before) => ({ ...before, warehouse: id }) })}
          />
          <SearchBox
            label={t('stock.search')}
            value={q ?? ''}
            onSearch={(text) =>
              void navigate({ search: (before) => ({ ...before, q: text || undefined }), replace: true })
            }
          />
        </>
      }
    >
      <DataTable
        label={t('stock.title')}
        list={list}
        columns={columns}
        rowId={(row) => `${row.variantId} ${row.warehouseId}`}
        card={(row) => <StockCard row={row} />}
        empty={
          show && !q ? (
            <EmptyState title={t(`stock.none.${show}`)} />
          ) : isFiltered ? (
            <EmptyState title={t('list.noMatch')}>{t('list.noMatchWhy')}</EmptyState>
          ) : (
            <EmptyState title={t('stock.empty')}>{t('stock.emptyWhy')}</EmptyState>
          )
        }
      />
      {q && <LotOf text={q} />}
      {(q || (!isFiltered && list.rows?.length === 0)) && !show && list.rows && !list.hasMore && (
        <NeverStocked q={q} stocked={new Set(list.rows.map((row) => row.variantId))} />
      )}
    </ListPage>
  );
}

/** What was searched may be a lot: who received it. */
function LotOf({ text }: { text: string }) {
  const { data } = useRead('getLotRecipients', { params: { lot: text }, query: { limit: 1 } });
  if (!data?.data[0]) return null;
  return (
    <p className="small" style={{ padding: '0.75rem 1rem' }}>
      <Link to="/lots/$lot" params={{ lot: text }}>
        {t('lots.title', { lot: data.data[0].lot })}
      </Link>
    </p>
  );
}

/** Items that match and have no level yet: how a first count finds them. */
function NeverStocked({ q, stocked }: { q: string | undefined; stocked: ReadonlySet<string> }) {
  const { data } = useRead('listVariants', { query: { q, limit: 20 } });
  const missing = data?.data.filter(({ id }) => !stocked.has(id)) ?? [];
  if (missing.length === 0) return null;
  return (
    <p className="small" style={{ padding: '0.75rem 1rem' }}>
      <span className="quiet">{t(q ? 'stock.neverStocked' : 'stock.countFirst')}</span>{' '}
      {missing.map(({ id, itemName, sku }, index) => (
        <span key={id}>
          {index > 0 && ' · '}
          <Link to="/stock/$variantId" params={{ variantId: id }}>
            {t('item.nameAndSku', { name: itemName, sku })}
          </Link>
        </span>
      ))}
    </p>
  );
}

const column = columnsOf<Stock>();
const figure = (name: FigureName) =>
  column.display({
    id: name,
    header: () => t(`stock.${name}`),
    meta: { width: 7.5, align: 'end' },
    cell: ({ row }) => <Figure row={row.original} name={name} />,
  });
const columns = column.columns([
  column.display({
    id: 'item',
    header: () => t('line.item'),
    cell: ({ row }) => <UpToTwoLines first={<Way row={row.original} />} second={row.original.sku} />,
  }),
  column.display({
    id: 'flags',
    header: () => t('work.column.flags'),
    meta: { width: 7 },
    cell: ({ row }) => <Flags of={{ toCount: row.original.toCountSince !== null }} />,
  }),
  ...FIGURES.map(figure),
]);

/** A figure that leads to what it is made of. */
function Figure({ row, name }: { row: Stock; name: FigureName }) {
  if (row[name] === 0) return <QuantityOrDash of={0} unitsPerCase={row.unitsPerCase} />;
  return (
    <Link
      to="/stock/$variantId"
      params={{ variantId: row.variantId }}
      search={{ warehouse: row.warehouseId, figure: name }}
      className={styles.figure}
    >
      <QuantityOrDash of={row[name]} unitsPerCase={row.unitsPerCase} />
    </Link>
  );
}

function StockCard({ row }: { row: Stock }) {
  return (
    <Card title={<Way row={row} />} status={<Flags of={{ toCount: row.toCountSince !== null }} />}>
      <div className="quiet small">{row.sku}</div>
      <dl className={styles.figures}>
        {FIGURES.map((name) => (
          <div key={name}>
            <dt>{t(`stock.${name}`)}</dt>
            <dd>
              <Figure row={row} name={name} />
            </dd>
          </div>
        ))}
      </dl>
    </Card>
  );
}

function Way({ row }: { row: Stock }) {
  return (
    <Link
      to="/stock/$variantId"
      params={{ variantId: row.variantId }}
      search={{ warehouse: row.warehouseId }}
      className="way-in"
    >
      {row.itemName}
    </Link>
  );
}
