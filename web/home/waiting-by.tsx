import { Link } from '@tanstack/react-router';
import { useRead } from '#web/api/read.ts';
import { FILTER_OF_GROUP } from '#web/backorders/groupings.ts';
import { t } from '#web/i18n/words.ts';
import { Money } from '#web/ui/money.tsx';
import { Section } from '#web/ui/page.tsx';
import { FailedState, LoadingState } from '#web/ui/states.tsx';
import styles from './home.module.css';
import { backordersText } from './work-list.tsx';

/** So many say where most of it waits; the list has all. */
const SHOWN = 6;

/** Whose customers, or whose goods, most of what is open waits on. */
export function WaitingBy({ by }: { by: 'rep' | 'supplier' }) {
  const { data, error, refetch } = useRead('reportOpenBackorders', { query: { groupBy: by } });
  return (
    <Section
      title={t(`home.waitingBy.${by}`)}
      actions={
        <Link to="/reports" search={{ report: 'open', by }}>
          {t('home.allGroups')}
        </Link>
      }
      flush
    >
      {error && !data && <FailedState what={t(`home.waitingBy.${by}`)} error={error} onRetry={() => void refetch()} />}
      {!data && !error && <LoadingState rows={SHOWN} rowHeight={37} />}
      {data?.groups.length === 0 && <p className={`quiet ${styles.none}`}>{t('grouping.empty')}</p>}
      <ul className={styles.items}>
        {data?.groups.slice(0, SHOWN).map((group) => (
          <li key={group.key ?? 'none'}>
            <div className={styles.line}>
              {group.key === null ? (
                <span className={`quiet ${styles.grow}`}>{t(`grouping.unnamed.${by}`)}</span>
              ) : (
                <Link to="/orders/backorders" search={{ [FILTER_OF_GROUP[by]]: group.key }} className={styles.grow}>
                  {group.label}
                </Link>
              )}
              <span className="quiet small">{backordersText(group.backorders)}</span>
              <Money of={group.value} />
            </div>
          </li>
        ))}
      </ul>
    </Section>
  );
}
