import { CloseButton } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { Answer } from '#contract/operations.ts';
import { total } from '#domain/quantity.ts';
import { type ItemOf, useRead } from '#web/api/read.ts';
import { t } from '#web/i18n/words.ts';
import { reasonText } from '#web/records/reasons.ts';
import { DayOr, InstantText } from '#web/ui/date-text.tsx';
import { Flags } from '#web/ui/flags.tsx';
import { LinesTable } from '#web/ui/lines-table.tsx';
import { Section } from '#web/ui/page.tsx';
import { Quantity, QuantityOrDash } from '#web/ui/quantity.tsx';
import { amountText, quantityText } from '#web/ui/quantity-text.ts';
import { FailedState, LoadingState } from '#web/ui/states.tsx';
import { PutBack } from './put-back-tasks.tsx';
import type { FigureName } from './stock-address.ts';
import styles from './variant-stock-page.module.css';
import { Missing, WhyAvailable } from './why-not-free.tsx';

type Queue = Answer<'getVariantQueue'>;
type Line = Queue['lines'][number];

/** What somebody should do about a stock, and what the figure that is open is made of. */
export function StockParts(props: {
  variantId: string;
  level: ItemOf<'listStock'>;
  figure: FigureName | undefined;
  onClose: () => void;
}) {
  const { variantId, level, figure } = props;
  const read = useRead('getVariantQueue', { params: { id: variantId }, query: { warehouseId: level.warehouseId } });
  const queue = read.data;
  if (read.error)
    return <FailedState what={t('stock.levels')} error={read.error} onRetry={() => void read.refetch()} />;
  return (
    <>
      {queue?.countRequest && (
        <p>
          <Flags of={{ toCount: true }} />{' '}
          {t('stock.countRequest', { reason: reasonText(queue.countRequest.reason).toLowerCase() })}{' '}
          <InstantText at={queue.countRequest.requestedAt} />
        </p>
      )}
      {queue && queue.missing.length > 0 && <Missing of={queue} />}
      {queue && queue.availableBecause.length > 0 && <WhyAvailable of={queue} />}
      {queue && queue.putBackTasks.length > 0 && <PutBack queue={queue} />}
      {figure && (
        <Section
          title={titleOf(figure, level)}
          flush={figure !== 'onHand' && figure !== 'available'}
          actions={<CloseButton aria-label={t('act.close')} onClick={props.onClose} />}
        >
          {queue ? <Parts queue={queue} figure={figure} /> : <LoadingState rows={3} />}
        </Section>
      )}
    </>
  );
}

function titleOf(figure: FigureName, level: ItemOf<'listStock'>): string {
  if (figure === 'allocated') return t('stock.holders', { amount: quantityText(level.allocated, level.unitsPerCase) });
  if (figure === 'waiting') return t('stock.queue');
  if (figure === 'backordered') return t('stock.backorderQueue');
  if (figure === 'onOrder') return t('stock.arrivals');
  return t(`stock.${figure}`);
}

function Parts({ queue, figure }: { queue: Queue; figure: FigureName }) {
  const { unitsPerCase } = queue;
  const missing = total(queue.missing, ({ quantity }) => quantity);
  if (figure === 'onHand') return <p>{t('stock.onHandMade')}</p>;
  if (figure === 'available')
    return (
      <p>
        {t(missing > 0 ? 'stock.availableMadeMissing' : 'stock.availableMade', {
          missing: amountText(missing, unitsPerCase),
          onHand: amountText(queue.onHand, unitsPerCase),
          allocated: amountText(queue.allocated, unitsPerCase),
          available: amountText(queue.available, unitsPerCase),
        })}
      </p>
    );
  if (figure === 'onOrder') return <Arrivals queue={queue} />;
  if (figure === 'allocated') return <Holders queue={queue} />;
  const waiting = queue.lines.filter((line) => line.waiting > 0);
  const onBackorders = queue.lines.filter((line) => line.backorderId !== null || line.orderId === null);
  // Where all that customers are owed is there, they still wait for their goods.
  const isHeld = figure === 'waiting' && waiting.length === 0 && onBackorders.length > 0;
  const lines = figure === 'waiting' && !isHeld ? waiting : onBackorders;
  return (
    <>
      {isHeld && <p style={PADDED}>{t('stock.allHeld')}</p>}
      <Waiting queue={queue} lines={lines} label={t(figure === 'waiting' ? 'stock.queue' : 'stock.backorderQueue')} />
      {lines.length > 0 && (
        <>
          <h3 className={styles.inbound}>{t('stock.arrivals')}</h3>
          <Arrivals queue={queue} />
        </>
      )}
    </>
  );
}

/** The queue itself: place, whose, how much, and when. */
function Waiting({ queue, lines, label }: { queue: Queue; lines: Line[]; label: string }) {
  if (lines.length === 0) return <p style={PADDED}>{t('stock.noQueue')}</p>;
  return (
    <>
      <LinesTable
        label={label}
        lines={lines}
        item={{ name: t('stock.whose'), cell: (line) => <Whose of={line} /> }}
        columns={[
          {
            name: t('stock.place'),
            align: 'end',
            cell: (line) => line.placeInQueue ?? <span className="quiet">–</span>,
          },
          {
            name: t('stock.waits'),
            align: 'end',
            cell: (line) => <QuantityOrDash of={line.waiting} unitsPerCase={queue.unitsPerCase} />,
          },
          {
            name: t('stock.holds'),
            align: 'end',
            cell: (line) => <QuantityOrDash of={line.allocated} unitsPerCase={queue.unitsPerCase} />,
          },
          { name: t('stock.promised'), cell: (line) => <DayOr on={line.promisedOn} otherwise="–" /> },
          { name: t('stock.projected'), cell: (line) => <Projected of={line} /> },
          {
            name: t('stock.told'),
            isNeeded: lines.some(({ told }) => told !== null),
            cell: ({ told }) => told && <Told of={told} />,
          },
        ]}
      />
      {queue.moreLines > 0 && <p style={PADDED}>{t('stock.moreLines', { count: queue.moreLines })}</p>}
    </>
  );
}

/** The day they were told, and when they were. */
function Told({ of: { on, at } }: { of: NonNullable<Line['told']> }) {
  return (
    <>
      <DayOr on={on} otherwise={t('stock.noDate')} />
      <div className="quiet small">
        <InstantText at={at} />
      </div>
    </>
  );
}

const PADDED = { padding: '0.25rem 1rem 1rem' };

function Projected({ of: { waiting, excludedBecause, waitsBecause, projectedOn } }: { of: Line }) {
  if (waiting === 0) return null;
  if (waitsBecause === 'complete_order_short' || waitsBecause === 'less_than_order_multiple')
    return (
      <>
        <DayOr on={projectedOn} otherwise={t('stock.noDate')} />
        <div className="quiet small">{t(`stock.short.${waitsBecause}`)}</div>
      </>
    );
  if (excludedBecause)
    return <span className="quiet">{t(excludedBecause === 'on_hold' ? 'stock.onHold' : 'stock.notBefore')}</span>;
  return <DayOr on={projectedOn} otherwise={t('stock.noDate')} />;
}

/** Together they hold exactly what is allocated. */
function Holders({ queue }: { queue: Queue }) {
  const holders = [
    ...queue.lines.filter((line) => line.allocated > 0).map((line) => ({ ...line, task: null })),
    ...queue.putBackTasks.map((task) => ({ id: `task ${task.id}`, allocated: task.quantity, picked: 0, task })),
  ];
  if (holders.length === 0) return <p style={PADDED}>{t('stock.noHolders')}</p>;
  return (
    <LinesTable
      label={t('stock.holders', { amount: quantityText(queue.allocated, queue.unitsPerCase) })}
      lines={holders}
      item={{
        name: t('stock.whose'),
        cell: (holder) =>
          holder.task ? (
            <>
              {t('stock.putBack')}{' '}
              {holder.task.orderNumber && (
                <span className="quiet">{t('stock.ofOrder', { number: holder.task.orderNumber })}</span>
              )}
            </>
          ) : (
            <Whose of={holder} />
          ),
      }}
      columns={[
        {
          name: t('stock.holds'),
          align: 'end',
          cell: (holder) => <Quantity of={holder.allocated} unitsPerCase={queue.unitsPerCase} />,
        },
        {
          name: t('line.picked'),
          align: 'end',
          cell: (holder) => <QuantityOrDash of={holder.picked} unitsPerCase={queue.unitsPerCase} />,
        },
      ]}
    />
  );
}

function Whose({
  of: { orderId, orderNumber, backorderId, backorderNumber, customerId, customerName },
}: {
  of: Pick<Line, 'orderId' | 'orderNumber' | 'backorderId' | 'backorderNumber' | 'customerId' | 'customerName'>;
}) {
  if (!orderId) return <span className="quiet">{t('stock.anotherOrder')}</span>;
  return (
    <>
      <div>
        {customerId ? (
          <Link to="/customers/$id" params={{ id: customerId }}>
            {customerName}
          </Link>
        ) : (
          customerName
        )}
      </div>
      <div className="small">
        {backorderId && (
          <>
            <Link to="/backorders/$id" params={{ id: backorderId }}>
              {backorderNumber}
            </Link>
            {' · '}
          </>
        )}
        <Link to="/orders/$id" params={{ id: orderId }}>
          {orderNumber}
        </Link>
      </div>
    </>
  );
}

function Arrivals({ queue }: { queue: Queue }) {
  if (queue.arrivals.length === 0) return <p style={PADDED}>{t('stock.noArrivals')}</p>;
  return (
    <LinesTable
      label={t('stock.arrivals')}
      lines={queue.arrivals.map((arrival) => ({ ...arrival, id: arrival.purchaseOrderLineId }))}
      item={{
        name: t('purchasing.number'),
        cell: (arrival) => (
          <Link to="/purchase-orders/$id" params={{ id: arrival.purchaseOrderId }}>
            {arrival.purchaseOrderNumber}
          </Link>
        ),
      }}
      columns={[
        { name: t('stock.from'), cell: (arrival) => arrival.supplierName },
        {
          name: t('purchasing.remaining'),
          align: 'end',
          cell: (arrival) => <Quantity of={arrival.quantity} unitsPerCase={queue.unitsPerCase} />,
        },
        {
          name: t('purchasing.expectedOn'),
          cell: (arrival) => (
            <span className="beside">
              <DayOr on={arrival.expectedOn} otherwise={t('backorders.noDate')} />
              <Flags of={{ late: arrival.isLate }} />
            </span>
          ),
        },
      ]}
    />
  );
}
