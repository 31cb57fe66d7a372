import { Link } from '@tanstack/react-router';
import type { Order } from '#contract/orders/order.ts';
import { t } from '#web/i18n/words.ts';
import { DayText } from '#web/ui/date-text.tsx';
import { Section } from '#web/ui/page.tsx';
import { numberText } from '#web/ui/quantity-text.ts';
import { StatusBadge } from '#web/ui/status-badge.tsx';
import styles from './order-page.module.css';

/** What of the order became backorders, and what each still owes. */
export function BackordersOfOrder({ order }: { order: Order }) {
  if (order.backorders.length === 0) return null;
  return (
    <Section title={t('backorders.title')}>
      <ul className={styles.backorders}>
        {order.backorders.map((backorder) => (
          <li key={backorder.id}>
            <Link to="/backorders/$id" params={{ id: backorder.id }}>
              {backorder.number}
            </Link>{' '}
            <StatusBadge status={backorder.status as Parameters<typeof StatusBadge>[0]['status']} />{' '}
            <span className="quiet">
              {backorder.outstanding === 0
                ? t('quantity.units', { count: backorder.quantity, number: numberText(backorder.quantity) })
                : `${t('backorders.outstandingOf', {
                    outstanding: numberText(backorder.outstanding),
                    quantity: numberText(backorder.quantity),
                  })} ${t('backorder.outstanding')} · `}
              {backorder.outstanding === 0 ? null : backorder.promisedOn === null ? (
                t('backorders.noDate')
              ) : (
                <>
                  {t('backorders.expected')} <DayText on={backorder.promisedOn} />
                </>
              )}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
