import { Button } from '@mantine/core';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import type { Answer } from '#contract/operations.ts';
import { useMay } from '#web/accounts/viewer.ts';
import { type ItemOf, useList, useRead } from '#web/api/read.ts';
import { t } from '#web/i18n/words.ts';
import { actorText } from '#web/records/actor-text.ts';
import { reasonText } from '#web/records/reasons.ts';
import { UndoCount } from '#web/records/undo.tsx';
import { Card, Ends } from '#web/ui/card.tsx';
import { DataTable } from '#web/ui/data-table.tsx';
import { InstantText } from '#web/ui/date-text.tsx';
import { Flags } from '#web/ui/flags.tsx';
import { Floor } from '#web/ui/floor.tsx';
import { Money } from '#web/ui/money.tsx';
import { Page, Section } from '#web/ui/page.tsx';
import { Quantity } from '#web/ui/quantity.tsx';
import { quantityText, unitsText } from '#web/ui/quantity-text.ts';
import { RecordPage } from '#web/ui/record-page.tsx';
import { EmptyState, FailedState, LoadingState } from '#web/ui/states.tsx';
import { columnsOf } from '#web/ui/table-columns.ts';
import { ActsOfLevel } from './acts-of-level.tsx';
import { AdjustForm } from './adjust-form.tsx';
import { FIGURES, type FigureName } from './stock-address.ts';
import { StockParts } from './stock-parts.tsx';
import styles from './variant-stock-page.module.css';

const route = getRouteApi('/signed-in/stock/$variantId');
type Variant = Answer<'getVariant'>;
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
  const address = route.useSearch();
  const navigate = useNavigate({ from: '/stock/$variantId' });
  const stock = useRead('listStock', { query: { variantId: variant.id } });
  const { data: warehouses } = useRead('listWarehouses', {});
  const warehouseName = (id: string) => warehouses?.data.find((warehouse) => warehouse.id === id)?.name ?? '';
  const levels = stock.data?.data ?? [];
  // Where the address names none: where there is any, else the first.
  const level =
    levels.find(({ warehouseId }) => warehouseId === address.warehouse) ??
    levels.find((one) => one.onHand + one.onOrder + one.waiting > 0) ??
    levels[0];
  const movements = useList('listStockMovements', {
    query: { variantId: variant.id, warehouseId: address.figure === 'onHand' ? level?.warehouseId : undefined },
  });
  const canCount = may('stock.write') && level !== undefined;

  return (
    <Floor>
      <Page
        title={variant.itemName}
        above={<Link to="/stock">{t('stock.title')}</Link>}
        badges={
          <>
            <span className="quiet">{variant.sku}</span>
            <Flags of={{ toCount: level !== undefined && level.toCountSince !== null }} />
          </>
        }
        actions={
          canCount &&
          address.adjust !== 1 && (
            <Button
              onClick={() =>
                void navigate({
                  search: (before) => ({ ...before, warehouse: level.warehouseId, adjust: 1 }),
                  resetScroll: false,
                })
              }
            >
              {t('stock.adjust')}
            </Button>
          )
        }
      >
        {address.adjust === 1 && canCount && (
          <AdjustForm
            key={level.warehouseId}
            stock={level}
            variant={variant}
            onClose={() =>
              void navigate({
                search: (before) => ({ ...before, adjust: undefined }),
                replace: true,
                resetScroll: false,
              })
            }
          />
        )}
        <Section title={t('stock.levels')}>
          {stock.error && (
            <FailedState what={t('stock.levels')} error={stock.error} onRetry={() => void stock.refetch()} />
          )}
          {!stock.data && !stock.error && <LoadingState rows={1} rowHeight={64} />}
          {levels.map((one) => (
            <Level
              key={one.warehouseId}
              level={one}
              name={warehouseName(one.warehouseId)}
              open={one.warehouseId === level?.warehouseId ? address.figure : undefined}
            />
          ))}
          <p className="quiet small">
            {unitsPerCase === 1 ? null : t('stock.pack', { unitsPerCase })} {t('line.price')}{' '}
            <Money of={variant.price} />
            {variant.upc && ` · ${t('item.upc', { upc: variant.upc })}`}
            {variant.externalId && ` · ${t('order.externalId')} ${variant.externalId}`}
          </p>
        </Section>
        {level && (
          <StockParts
            variantId={variant.id}
            level={level}
            figure={address.figure}
            onClose={() =>
              void navigate({
                search: (before) => ({ ...before, figure: undefined }),
                replace: true,
                resetScroll: false,
              })
            }
          />
        )}
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
    </Floor>
  );
}

/** One warehouse's figures; each opens into what it is made of. */
function Level({ level, name, open }: { level: ItemOf<'listStock'>; name: string; open: FigureName | undefined }) {
  return (
    <section className={styles.level} aria-label={name}>
      <div className={styles.place}>
        <strong>{name}</strong>
        <span className="quiet small">
          {level.lastCountedAt ? (
            <>
              {t('stock.lastCounted')} <InstantText at={level.lastCountedAt} />
            </>
          ) : (
            t('stock.neverCounted')
          )}
        </span>
        <ActsOfLevel level={level} warehouse={name} />
      </div>
      <ul className={styles.figures}>
        {FIGURES.map((figure) => (
          <li key={figure}>
            <Link
              to="/stock/$variantId"
              params={{ variantId: level.variantId }}
              search={open === figure ? { warehouse: level.warehouseId } : { warehouse: level.warehouseId, figure }}
              resetScroll={false}
              activeProps={{ 'aria-current': undefined }}
              aria-current={open === figure ? 'true' : undefined}
              className={styles.figure}
            >
              <span className="quiet small">{t(`stock.${figure}`)}</span>
              <span className={styles.value}>
                <Quantity of={level[figure]} unitsPerCase={level.unitsPerCase} />
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
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
      cell: ({ row }) => <Document row={row.original} unitsPerCase={unitsPerCase} />,
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
        <Document row={row} unitsPerCase={unitsPerCase} />
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

/** The document behind a movement; a count that was a mistake is undone here. */
function Document({ row, unitsPerCase }: { row: Movement; unitsPerCase: number }) {
  const may = useMay();
  const { document, reversedAt } = row;
  if (!document) return null;
  if (document.type === 'stock_adjustment' && may('stock.write') && !reversedAt)
    return <UndoCount id={document.id} moved={row.quantity} unitsPerCase={unitsPerCase} />;
  return (
    <>
      <DocumentName document={document} />{' '}
      {reversedAt && (
        <span className="quiet small">
          {t('undo.reversed')} <InstantText at={reversedAt} />
        </span>
      )}
    </>
  );
}

function DocumentName({ document }: { document: NonNullable<Movement['document']> }) {
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
