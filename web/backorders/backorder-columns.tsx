import { Link } from '@tanstack/react-router';
import type { BackorderRow } from '#contract/backorders/backorder-list.ts';
import { MoreItems, sizeOf } from '#web/catalog/more-items.tsx';
import { t } from '#web/i18n/words.ts';
import { Card, Ends } from '#web/ui/card.tsx';
import { DayOr, DayText } from '#web/ui/date-text.tsx';
import { FlagSign, Flags } from '#web/ui/flags.tsx';
import { Money } from '#web/ui/money.tsx';
import { moneyText } from '#web/ui/money-text.ts';
import { numberText, unitsText } from '#web/ui/quantity-text.ts';
import { columnsOf } from '#web/ui/table-columns.ts';
import { TwoLines, UpToTwoLines } from '#web/ui/two-lines.tsx';
import { ageText } from './age-text.ts';
import { BackorderBadge, ReadyBesides } from './backorder-badge.tsx';
import styles from './backorder-columns.module.css';

const column = columnsOf<BackorderRow>();
/** What the list says of each backorder. */
export const columns = column.columns([
  column.display({
    id: 'number',
    header: () => t('backorders.column.number'),
    meta: { width: 5.25 },
    cell: ({ row: { original: row } }) => (
      <TwoLines
        first={<Way row={row} />}
        second={
          <Link to="/orders/$id" params={{ id: row.orderId }} className="quiet" tabIndex={-1}>
            {row.orderNumber}
          </Link>
        }
      />
    ),
  }),
  column.display({
    id: 'customer',
    header: () => t('backorders.column.customer'),
    cell: ({ row: { original: row } }) => <UpToTwoLines first={<CustomerName row={row} />} second={row.salesRepName} />,
  }),
  column.display({
    id: 'item',
    header: () => t('backorders.column.item'),
    cell: ({ row: { original: row } }) => (
      <UpToTwoLines
        first={row.itemName}
        end={sizeOf(row.itemName)}
        second={<ItemUnit row={row} />}
        aside={<MoreItems count={row.lineCount - 1} />}
      />
    ),
  }),
  column.display({
    id: 'outstanding',
    header: () => t('backorders.column.outstanding'),
    meta: { width: 8, align: 'end' },
    cell: ({ row }) => <Outstanding row={row.original} />,
  }),
  column.display({
    id: 'status',
    header: () => t('backorders.column.status'),
    meta: { width: 9.5, givesWay: true },
    cell: ({ row }) => (
      <span className="beside">
        <BackorderBadge of={row.original} />
        <RowFlags row={row.original} />
      </span>
    ),
  }),
  column.display({
    id: 'promised',
    header: () => t('backorders.column.promised'),
    meta: { width: 10, sort: { up: 'promisedOn', down: '-promisedOn' } },
    cell: ({ row: { original: row } }) => <Dates row={row} />,
  }),
  column.display({
    id: 'age',
    header: () => t('backorders.column.age'),
    meta: { width: 5.75, align: 'end', givesWay: true, sort: { up: '-createdAt', down: 'createdAt' } },
    cell: ({ row: { original: row } }) => (
      <TwoLines
        first={<Age row={row} />}
        second={row.placeInQueue !== null && t('backorders.inLine', { place: numberText(row.placeInQueue) })}
      />
    ),
  }),
  column.display({
    id: 'value',
    header: () => t('backorders.column.value'),
    meta: { width: 7.25, align: 'end', givesWay: true, sort: { up: 'outstandingValue', down: '-outstandingValue' } },
    cell: ({ row: { original: row } }) => <Value row={row} />,
  }),
]);

/** What is outstanding is worth; its title says what of that is ready. */
function Value({ row: { outstanding, outstandingValue, readyQuantity, readyValue } }: { row: BackorderRow }) {
  if (outstanding === 0) return <Closed />;
  const isPart = readyQuantity > 0 && readyQuantity < outstanding;
  return (
    <span title={isPart ? t('backorder.ready', { ready: moneyText(readyValue) }) : undefined}>
      <Money of={outstandingValue} />
    </span>
  );
}

/** What the customer was told, and beside it what supply says today where that differs. */
function Dates({ row }: { row: BackorderRow }) {
  const promised = <DayOr on={row.promisedOn} otherwise={row.outstanding > 0 ? t('backorders.noDate') : '–'} />;
  if (row.outstanding === 0 || row.projectedOn === null || row.projectedOn === row.promisedOn) return promised;
  return (
    <TwoLines
      first={promised}
      second={
        <span title={t('backorder.projectedOn')}>
          {t('backorders.projected')} <DayText on={row.projectedOn} beside={row.promisedOn} />
        </span>
      }
    />
  );
}

/** The same on a phone. */
export function BackorderCard({ row }: { row: BackorderRow }) {
  return (
    <Card title={<Way row={row} />} status={<BackorderBadge of={row} />}>
      <div>
        <CustomerName row={row} />
      </div>
      <div>
        {row.itemName} <MoreItems count={row.lineCount - 1} />{' '}
        <span className="quiet small">
          <ItemUnit row={row} />
        </span>
      </div>
      <Ends>
        <span>
          <OutstandingOf row={row} /> <ReadyBesides of={row} />{' '}
          <span className="quiet small">{t('backorder.outstanding')}</span>
        </span>
        {row.outstanding > 0 && <Money of={row.outstandingValue} />}
      </Ends>
      <Ends>
        <span className="quiet small">
          {row.promisedOn === null ? (
            t('backorders.noDate')
          ) : (
            <>
              {t('backorders.expected')} <DayText on={row.promisedOn} />
            </>
          )}{' '}
          · <Age row={row} />
        </span>
        <RowFlags row={row} />
      </Ends>
    </Card>
  );
}

function Way({ row }: { row: BackorderRow }) {
  return (
    <Link to="/backorders/$id" params={{ id: row.id }} className="way-in">
      {row.number}
    </Link>
  );
}

function RowFlags({ row }: { row: BackorderRow }) {
  return (
    <Flags
      of={{
        overdue: row.isOverdue,
        atRisk: row.isAtRisk && !row.isOverdue,
        onHold: row.isOnHold,
        highPriority: row.highPriority,
      }}
    />
  );
}

function CustomerName({ row }: { row: BackorderRow }) {
  return (
    <>
      {row.customerTier === 'vip' && <FlagSign name="vip" />} {row.customerName}
    </>
  );
}

function ItemUnit({ row }: { row: BackorderRow }) {
  return row.unitsPerCase === 1 ? row.sku : t('item.skuAndPack', { sku: row.sku, unitsPerCase: row.unitsPerCase });
}

/** What is outstanding, and what of it can ship now where no badge says so: also where the badge gave way to a glance. */
function Outstanding({ row }: { row: BackorderRow }) {
  const saysMore = row.status !== 'partially_fulfilled';
  const ready = (
    <span className={saysMore ? styles.inPlaceOfBadge : undefined}>
      <ReadyBesides of={row} hasBadge={false} />
    </span>
  );
  return <TwoLines first={<OutstandingOf row={row} />} second={row.readyQuantity > 0 && ready} />;
}

function OutstandingOf({ row }: { row: BackorderRow }) {
  // Several lines may come in different cases, so only a single line can be said in cases.
  const title = unitsText(row.outstanding, row.lineCount === 1 ? row.unitsPerCase : 1);
  return (
    <span className="nowrap" title={title}>
      {t('backorders.outstandingOf', { outstanding: numberText(row.outstanding), quantity: numberText(row.quantity) })}
    </span>
  );
}

function Age({ row }: { row: BackorderRow }) {
  return row.outstanding > 0 ? <span className="nowrap">{ageText(row.ageDays)}</span> : <Closed />;
}

/** What is closed does not age and is worth nothing any more. */
function Closed() {
  return <span className="quiet">–</span>;
}
