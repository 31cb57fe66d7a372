import { Link } from '@tanstack/react-router';
import type { Answer } from '#contract/operations.ts';
import { useRead } from '#web/api/read.ts';
import { t } from '#web/i18n/words.ts';
import { DayText } from '#web/ui/date-text.tsx';
import { Section } from '#web/ui/page.tsx';
import styles from './waiting-days-section.module.css';

/** The days it waited, each run with the first cause that applies; together all of them. */
export function WaitingDaysSection({ backorderId }: { backorderId: string }) {
  const { data } = useRead('getWaitingDays', { params: { id: backorderId } });
  if (!data) return null;
  const total = data.reduce((sum, { days }) => sum + days, 0);
  return (
    <Section title={t('waitingDays.title')} note={total > 0 ? t('waitingDays.total', { count: total }) : undefined}>
      {total === 0 ? (
        <p className="quiet">{t('waitingDays.none')}</p>
      ) : (
        <ol className={styles.spans}>
          {data.map(({ cause, days, from, to, purchaseOrders }) => (
            <li key={from} className={styles.span}>
              <span className={styles.cause}>
                {t(`waitingDays.cause.${cause}`)} <From orders={purchaseOrders} />
              </span>
              <span className="nowrap">{t('waitingDays.days', { count: days })}</span>
              <span className="quiet small nowrap">
                <DayText on={from} /> – <DayText on={to} />
              </span>
              <span className={styles.track} aria-hidden>
                <span className={styles.fill} data-cause={cause} style={{ width: `${(100 * days) / total}%` }} />
              </span>
            </li>
          ))}
        </ol>
      )}
    </Section>
  );
}

/** The purchase orders a cause follows from. */
function From({ orders }: { orders: Answer<'getWaitingDays'>[number]['purchaseOrders'] }) {
  return orders.map(({ id, number, supplierName }) => (
    <Link key={id} to="/purchase-orders/$id" params={{ id }} className="small nowrap" title={supplierName}>
      {number}{' '}
    </Link>
  ));
}
