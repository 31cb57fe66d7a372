import { Button } from '@mantine/core';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useMay } from '#web/accounts/viewer.ts';
import { type ItemOf, useList, useRead } from '#web/api/read.ts';
import { t } from '#web/i18n/words.ts';
import { actorText } from '#web/records/actor-text.ts';
import { reasonText } from '#web/records/reasons.ts';
import { Card, Ends } from '#web/ui/card.tsx';
import { columnsOf, DataTable } from '#web/ui/data-table.tsx';
import { InstantText } from '#web/ui/date-text.tsx';
import { Money } from '#web/ui/money.tsx';
import { Fact, Facts, Page, Section } from '#web/ui/page.tsx';
import { Quantity } from '#web/ui/quantity.tsx';
import { quantityText, unitsText } from '#web/ui/quantity-text.ts';
import { RecordPage } from '#web/ui/record-page.tsx';
import { EmptyState, FailedState } from '#web/ui/states.tsx';
import { AdjustForm } from './adjust-form.tsx';
import styles from './variant-stock-page.module.css';

const route = getRouteApi('/signed-in/stock/$variantId');
type Variant = ItemOf<'listVariants'>;
type Movement = ItemOf<'listStockMovements'>;

/** The stock of one variant, and every movement that made it what it is. */
export function VariantStockPage() {
  const { variantId } = route.useParams();
  const read = useRead('getVariant', { params: { id: variantId } });
  return (
    <RecordPage what={t('stock.this')} read={read}>
      {(variant) => <VariantStock key={variant.id} variant={variant} />}
    </RecordPage>
  );
}

function VariantStock({ variant }: { variant: Variant }) {
  const { unitsPerCase } = variant;
  const may = useMay();
  const stock = useRead('listStock', { query: { variantId: variant.id } });
  const { data: warehouses } = useRead('listWarehouses', {});
  const movements = useList('listStockMovements', { query: { variantId: variant.id } });
  const [adjusting, setAdjusting] = useState<string | null>(null);
  const warehouseName = (id: string) => warehouses?.data.find((warehouse) => warehouse.id === id)?.name ?? '';
  const levels = stock.data?.data ?? [];
  const found = levels.find(({ warehouseId }) => warehouseId === adjusting);

  return (
    <Page
      title={variant.name}
      above={<Link to="/stock">{t('stock.title')}</Link>}
      badges={<span className="quiet">{variant.sku}</span>}
    >
      {found && <AdjustForm stock={found} onClose={() => setAdjusting(null)} />}
      <Section title={t('stock.levels')}>
        {stock.error && (
          <FailedState what={t('stock.levels')} error={stock.error} onRetry={() => void stock.refetch()} />
        )}
        {levels.map((level) => (
          <div key={level.warehouseId} className={styles.level}>
            <Facts>
              <Fact name={t('stock.warehouse')}>{warehouseName(level.warehouseId)}</Fact>
              {(['onHand', 'allocated', 'available', 'onOrder', 'waiting', 'backordered'] as const).map((figure) => (
                <Fact key={figure} name={t(`stock.${figure}`)}>
                  <Quantity of={level[figure]} unitsPerCase={unitsPerCase} />
                </Fact>
              ))}
              <Fact name={t('stock.lastCounted')}>
                {level.lastCountedAt ? <InstantText at={level.lastCountedAt} /> : t('stock.never')}
              </Fact>
            </Facts>
            {may('stock.write') && (
              <Button variant="default" onClick={() => setAdjusting(level.warehouseId)}>
                {t('stock.adjust')}
              </Button>
            )}
          </div>
        ))}
        <p className="quiet small">
          {unitsPerCase === 1 ? null : t('stock.pack', { unitsPerCase })} {t('line.price')} <Money of={variant.price} />
          {variant.upc && ` · ${t('item.upc', { upc: variant.upc })}`}
        </p>
      </Section>
      <Section title={t('stock.movements')} flush>
        <DataTable
          label={t('stock.movements')}
          list={movements}
          columns={columnsFor(unitsPerCase)}
          card={(row) => <MovementCard row={row} unitsPerCase={unitsPerCase} />}
          empty={<EmptyState title={t('stock.noMovements')} />}
        />
      </Section>
    </Page>
  );
}

const column = columnsOf<Movement>();
const known = new Map<number, ReturnType<typeof makeColumns>>();

/** The same columns object for the same case: a table draws anew when its columns are others. */
function columnsFor(unitsPerCase: number) {
  const columns = known.get(unitsPerCase) ?? makeColumns(unitsPerCase);
  known.set(unitsPerCase, columns);
  return columns;
}

function makeColumns(unitsPerCase: number) {
  return column.columns([
    column.display({
      id: 'at',
      header: () => t('stock.at'),
      meta: { width: 9 },
      cell: ({ row }) => <InstantText at={row.original.at} />,
    }),
    column.display({
      id: 'kind',
      header: () => t('stock.kind'),
      meta: { width: 8 },
      cell: ({ row }) => t(`stock.movement.${row.original.kind}`),
    }),
    column.display({
      id: 'quantity',
      header: () => t('line.quantity'),
      meta: { width: 8, align: 'end' },
      cell: ({ row }) => <Moved row={row.original} unitsPerCase={unitsPerCase} />,
    }),
    column.display({
      id: 'reason',
      header: () => t('stock.reason'),
      cell: ({ row }) => row.original.reason && reasonText(row.original.reason),
    }),
    column.display({
      id: 'document',
      header: () => t('stock.document'),
      cell: ({ row }) => <Document row={row.original} />,
    }),
    column.display({ id: 'actor', header: () => t('stock.actor'), cell: ({ row }) => actorText(row.original.actor) }),
  ]);
}

function MovementCard({ row, unitsPerCase }: { row: Movement; unitsPerCase: number }) {
  return (
    <Card title={t(`stock.movement.${row.kind}`)} status={<Moved row={row} unitsPerCase={unitsPerCase} />}>
      <Ends>
        <span className="quiet small">
          <InstantText at={row.at} /> · {actorText(row.actor)}
        </span>
        <Document row={row} />
      </Ends>
      {row.reason && <div className="small">{reasonText(row.reason)}</div>}
    </Card>
  );
}

function Moved({ row, unitsPerCase }: { row: Movement; unitsPerCase: number }) {
  return (
    <span className="nowrap" title={unitsText(row.quantity, unitsPerCase)}>
      {row.quantity > 0 && '+'}
      {quantityText(row.quantity, unitsPerCase)}
    </span>
  );
}

function Document({ row: { document } }: { row: Movement }) {
  if (!document) return null;
  const name = document.number ?? '';
  if (document.type === 'order')
    return (
      <Link to="/orders/$id" params={{ id: document.id }}>
        {name}
      </Link>
    );
  if (document.type === 'fulfillment')
    return (
      <Link to="/fulfillments/$id" params={{ id: document.id }} preload={false}>
        {name}
      </Link>
    );
  return name;
}
