import { Link } from '@tanstack/react-router';
import type { Backorder } from '#contract/backorders/backorder.ts';
import { useRead } from '#web/api/read.ts';
import { t } from '#web/i18n/words.ts';
import { DayOr } from '#web/ui/date-text.tsx';
import { Section } from '#web/ui/page.tsx';
import { BackorderBadge } from './backorder-badge.tsx';
import styles from './customers-backorders.module.css';

const SHOWN = 5;

/** What else the same customer waits for; nothing when this is all. */
export function CustomersBackorders({ backorder }: { backorder: Backorder }) {
  const query = { customerId: backorder.customerId, limit: String(SHOWN + 1) };
  const { data } = useRead('listBackorders', { query });
  const others = (data?.data ?? []).filter(({ id }) => id !== backorder.id).slice(0, SHOWN);
  if (others.length === 0) return null;
  return (
    <Section title={t('backorder.others')}>
      <ul className={styles.list}>
        {others.map((other) => (
          <li key={other.id}>
            <div className={styles.head}>
              <Link to="/backorders/$id" params={{ id: other.id }}>
                {other.number}
              </Link>
              <BackorderBadge of={other} />
            </div>
            <div className="quiet small">
              {other.itemName}
              {other.lineCount > 1 && ` ${t('backorder.andMore', { count: other.lineCount - 1 })}`}
              {' · '}
              <DayOr on={other.promisedOn} otherwise={t('backorders.noDate')} />
            </div>
          </li>
        ))}
      </ul>
    </Section>
  );
}
