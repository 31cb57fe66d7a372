import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Backorder } from '#contract/backorders/backorder.ts';
import type { Answer } from '#contract/operations.ts';
import { useRead } from '#web/api/read.ts';
import { t } from '#web/i18n/words.ts';
import { DayOr } from '#web/ui/date-text.tsx';
import { Section } from '#web/ui/page.tsx';
import { amountText, numberText } from '#web/ui/quantity-text.ts';
import { FailedState, LoadingState } from '#web/ui/states.tsx';
import styles from './queue-section.module.css';
import { becauseText } from './why-words.ts';

type Explained = Answer<'explainBackorder'>['lines'][number];
type Line = Backorder['lines'][number];

/** What the stock of each open line is made of, who else waits for it, and where this backorder stands among them. */
export function QueueSection({ backorder }: { backorder: Backorder }) {
  const { data, error, refetch } = useRead('explainBackorder', { params: { id: backorder.id } });
  const open = backorder.lines.filter(({ outstanding }) => outstanding > 0);
  if (open.length === 0) return null;
  return (
    <Section title={t('queue.title')} note={data && t(`why.policy.${data.policy}`)}>
      {error && <FailedState what={t('queue.title')} error={error} onRetry={() => void refetch()} />}
      {!data && !error && <LoadingState rows={4} rowHeight={28} />}
      {data &&
        open.map((line) => {
          const explained = data.lines.find(({ backorderLineId }) => backorderLineId === line.id);
          return (
            explained && (
              <LineQueue
                key={line.id}
                line={line}
                explained={explained}
                backorder={backorder}
                isOnly={open.length === 1}
              />
            )
          );
        })}
    </Section>
  );
}

function LineQueue(props: { line: Line; explained: Explained; backorder: Backorder; isOnly: boolean }) {
  const { line, explained, backorder } = props;
  const amount = (quantity: number) => amountText(quantity, line.unitsPerCase);
  return (
    <div className={styles.line}>
      {!props.isOnly && <h3 className={styles.name}>{line.itemName}</h3>}
      <div className={styles.columns}>
        <div>
          <p className={styles.heading}>{t('queue.stock')}</p>
          <StockOfLine line={line} explained={explained} amount={amount} />
        </div>
        <div>
          <p className={styles.heading}>{t('queue.waiting')}</p>
          {explained.waiting === 0 ? (
            <p className="quiet small">{t('supply.notWaiting')}</p>
          ) : (
            <Waiting explained={explained} number={backorder.number} amount={amount} />
          )}
        </div>
      </div>
    </div>
  );
}

type Amount = (quantity: number) => string;

/** What is there, for whom, and what arrives. */
function StockOfLine({ line, explained, amount }: { line: Line; explained: Explained; amount: Amount }) {
  return (
    <dl className={styles.stock}>
      <div>
        <dt>
          <Link to="/stock/$variantId" params={{ variantId: line.variantId }}>
            {t('queue.onHand')}
          </Link>
        </dt>
        <dd>{amount(explained.onHand)}</dd>
      </div>
      {explained.holders.map((holder, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: those without a name are told apart by their place only
        <div key={index}>
          <dt>
            {t('queue.reservedFor')} {holder.isThis ? <strong>{t('queue.this')}</strong> : <Who of={holder} />}
          </dt>
          <dd>{amount(holder.quantity)}</dd>
        </div>
      ))}
      <div>
        <dt>{t('queue.available')}</dt>
        <dd>{amount(explained.available)}</dd>
      </div>
      <Arrivals of={explained.arrivals} amount={amount} />
    </dl>
  );
}

function Arrivals({ of, amount }: { of: Explained['arrivals']; amount: Amount }) {
  if (of.length === 0) {
    return (
      <div>
        <dt>{t('why.noArrivals')}</dt>
      </div>
    );
  }
  return of.map((arrival) => (
    <div key={`${arrival.purchaseOrderId} ${arrival.expectedOn} ${arrival.quantity}`}>
      <dt>
        <Link to="/purchase-orders/$id" params={{ id: arrival.purchaseOrderId }}>
          {arrival.purchaseOrderNumber}
        </Link>
        {', '}
        {arrival.isLate && `${t('queue.lateSince')} `}
        <DayOr on={arrival.expectedOn} otherwise={t('backorders.noDate')} />
      </dt>
      <dd>{amount(arrival.quantity)}</dd>
    </div>
  ));
}

/** Everybody who waits, in rank order, this one among them. */
function Waiting({ explained, number, amount }: { explained: Explained; number: string; amount: Amount }) {
  const place = explained.aheadCount + 1;
  return (
    <ol className={styles.queue}>
      {explained.ahead.map((other, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: those without a name are told apart by their place only
        <Waits key={index} place={index + 1} amount={amount(other.waiting)}>
          <Who of={other} /> <span className="quiet small">{becauseText(other.because)}</span>
        </Waits>
      ))}
      <More count={explained.aheadCount - explained.ahead.length} />
      <Waits isThis place={place} amount={amount(explained.waiting)}>
        {t('queue.thisNumber', { number })}
      </Waits>
      {explained.behind.map((other, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: those without a name are told apart by their place only
        <Waits key={index} place={place + index + 1} amount={amount(other.waiting)}>
          <Who of={other} />
        </Waits>
      ))}
      <More count={explained.behindCount - explained.behind.length} />
    </ol>
  );
}

function Waits(props: { isThis?: boolean; place: number; amount: string; children: ReactNode }) {
  return (
    <li className={props.isThis ? styles.this : undefined} aria-current={props.isThis ? 'true' : undefined}>
      <span className={styles.place}>{numberText(props.place)}</span>
      <span className={styles.who}>{props.children}</span>
      <span className={styles.amount}>{props.amount}</span>
    </li>
  );
}

function More({ count }: { count: number }) {
  return count > 0 ? <li className="quiet small">{t('queue.more', { count })}</li> : null;
}

/** Another line of the queue: a link where the viewer may read it, and no name where not. */
function Who({
  of,
}: {
  of: Pick<Explained['behind'][number], 'orderId' | 'backorderId' | 'orderNumber' | 'customerName'>;
}) {
  if (of.orderId === null) return <span className="quiet">{t('queue.another')}</span>;
  const words = `${of.customerName}, ${of.orderNumber}`;
  return of.backorderId === null ? (
    <Link to="/orders/$id" params={{ id: of.orderId }}>
      {words}
    </Link>
  ) : (
    <Link to="/backorders/$id" params={{ id: of.backorderId }}>
      {words}
    </Link>
  );
}
