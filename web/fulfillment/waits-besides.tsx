import { Link } from '@tanstack/react-router';
import { useRead } from '#web/api/read.ts';
import { BackorderBadge } from '#web/backorders/backorder-badge.tsx';
import { t } from '#web/i18n/words.ts';
import { DayOr } from '#web/ui/date-text.tsx';
import { Section } from '#web/ui/page.tsx';
import { numberText } from '#web/ui/quantity-text.ts';
import type { Filling } from './filling.ts';
import styles from './record-pick-page.module.css';

/** What else this customer waits for: what is ready could ride along. */
export function WaitsBesides({ filling }: { filling: Filling }) {
  const { data } = useRead('listBackorders', { query: { customerId: filling.customerId, limit: 20 } });
  const others = data?.data.filter(({ id }) => !(filling.kind === 'backorder' && id === filling.id)) ?? [];
  // What can go now first.
  const sorted = [...others].sort((a, b) => Number(b.isReady) - Number(a.isReady));
  if (sorted.length === 0) return null;
  return (
    <Section title={t('fill.besides')}>
      <ul className={styles.besides}>
        {sorted.map((row) => (
          <li key={row.id}>
            <div className={styles.ends}>
              <Link to="/backorders/$id" params={{ id: row.id }}>
                {row.number}
              </Link>
              {row.isReady ? (
                <Link to="/fulfill/backorders/$id" params={{ id: row.id }}>
                  {t('fill.rideAlong')}
                </Link>
              ) : (
                <BackorderBadge of={row} />
              )}
            </div>
            <div className="small">
              {t('backorders.outstandingOf', {
                outstanding: numberText(row.outstanding),
                quantity: numberText(row.quantity),
              })}{' '}
              · {row.itemName}
            </div>
            <div className="quiet small">
              {row.promisedOn && `${t('backorders.expected')} `}
              <DayOr on={row.promisedOn} otherwise={t('backorders.noDate')} />
            </div>
          </li>
        ))}
      </ul>
    </Section>
  );
}
