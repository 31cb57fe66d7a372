import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { Plus } from 'lucide-react';
import { useMay } from '#web/accounts/viewer.ts';
import { type ItemOf, useList } from '#web/api/read.ts';
import { t } from '#web/i18n/words.ts';
import { ButtonLink } from '#web/ui/button-link.ts';
import { Card } from '#web/ui/card.tsx';
import { DataTable } from '#web/ui/data-table.tsx';
import { ListPage } from '#web/ui/list-page.tsx';
import { numberText } from '#web/ui/quantity-text.ts';
import { SearchBox } from '#web/ui/search-box.tsx';
import { useShortcuts } from '#web/ui/shortcuts.ts';
import { EmptyState } from '#web/ui/states.tsx';
import { columnsOf } from '#web/ui/table-columns.ts';
import { TwoLines } from '#web/ui/two-lines.tsx';

const route = getRouteApi('/signed-in/products');
type ProductRow = ItemOf<'listProducts'>;

/** What is sold, with the variants it is sold in. */
export function ProductsPage() {
  const { q } = route.useSearch();
  const navigate = useNavigate({ from: '/products' });
  const may = useMay();
  const list = useList('listProducts', { query: { q } });
  const mayAdd = may('catalog.write');
  useShortcuts(
    mayAdd ? [{ keys: 'c', label: t('product.new'), act: () => void navigate({ to: '/products/new' }) }] : [],
  );
  return (
    <ListPage
      title={t('products.title')}
      actions={mayAdd && <NewProduct />}
      tools={
        <SearchBox
          label={t('products.search')}
          value={q ?? ''}
          onSearch={(text) => void navigate({ search: text ? { q: text } : {}, replace: true })}
        />
      }
    >
      <DataTable
        label={t('products.title')}
        list={list}
        columns={columns}
        card={(row) => (
          <Card title={<Way row={row} />} status={<span className="quiet small">{row.family}</span>}>
            <VariantsOf row={row} />
          </Card>
        )}
        empty={<NoProducts isFiltered={!!q} mayAdd={mayAdd} />}
      />
    </ListPage>
  );
}

function NewProduct() {
  return (
    <ButtonLink to="/products/new" leftSection={<Plus size={14} />}>
      {t('product.new')}
    </ButtonLink>
  );
}

const column = columnsOf<ProductRow>();
const columns = column.columns([
  column.display({
    id: 'product',
    header: () => t('products.column.product'),
    cell: ({ row }) => (
      <TwoLines first={<Way row={row.original} />} second={row.original.family ?? t('product.noFamily')} />
    ),
  }),
  column.display({
    id: 'variants',
    header: () => t('products.column.variants'),
    cell: ({ row }) => <VariantsOf row={row.original} />,
  }),
  column.display({
    id: 'count',
    header: () => t('products.column.count'),
    meta: { width: 7, align: 'end' },
    cell: ({ row }) => numberText(row.original.variantCount),
  }),
]);

/** The first variants by name, with their SKUs. */
function VariantsOf({ row: { variants, variantCount } }: { row: ProductRow }) {
  if (variantCount === 0) return <span className="quiet">{t('products.noVariants')}</span>;
  const [first] = variants;
  const item = first?.name ?? '';
  return (
    <TwoLines
      first={variantCount > 1 ? t('item.andMore', { item, count: variantCount - 1 }) : item}
      second={`${variants.map(({ sku }) => sku).join(' · ')}${variantCount > variants.length ? ' · …' : ''}`}
    />
  );
}

function Way({ row }: { row: ProductRow }) {
  return (
    <Link to="/products/$id" params={{ id: row.id }} className="way-in">
      {row.name}
    </Link>
  );
}

function NoProducts({ isFiltered, mayAdd }: { isFiltered: boolean; mayAdd: boolean }) {
  return isFiltered ? (
    <EmptyState title={t('list.noMatch')}>{t('list.noMatchWhy')}</EmptyState>
  ) : (
    <EmptyState title={t('products.empty')} action={mayAdd && <NewProduct />}>
      {t('products.emptyWhy')}
    </EmptyState>
  );
}
