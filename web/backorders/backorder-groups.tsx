import { Link } from '@tanstack/react-router';
import { useRead } from '#web/api/read.ts';
import { t } from '#web/i18n/words.ts';
import { DayText } from '#web/ui/date-text.tsx';
import { Money } from '#web/ui/money.tsx';
import { numberText } from '#web/ui/quantity-text.ts';
import { EmptyState, FailedState, LoadingState } from '#web/ui/states.tsx';
import styles from './backorder-groups.module.css';
import { type BackordersAddress, type Grouping, groupsAsked } from './backorders-address.ts';
import { FILTER_OF_GROUP } from './groupings.ts';

/** The backorders of an address put together; each group opens into its rows. */
export function BackorderGroups({ address, by }: { address: BackordersAddress; by: Grouping }) {
  const { data, error, refetch, isPlaceholderData } = useRead('groupBackorders', groupsAsked(address, by), {
    keepPrevious: true,
  });
  if (error && !data) return <FailedState what={t('backorders.title')} error={error} onRetry={() => void refetch()} />;
  if (!data) return <LoadingState rows={12} />;
  if (data.data.length === 0) return <EmptyState title={t('grouping.empty')} />;
  const largest = Math.max(...data.data.map(({ outstandingValue }) => Number(outstandingValue.amount)), 1);
  return (
    <>
      <table className={styles.table} aria-busy={isPlaceholderData}>
        <thead>
          <tr>
            <th scope="col">{t(`grouping.${by}`)}</th>
            <th scope="col" className={styles.end}>
              {t('grouping.backorders')}
            </th>
            <th scope="col" className={styles.end}>
              {t('grouping.units')}
            </th>
            <th scope="col" className={styles.end}>
              {t('grouping.oldest')}
            </th>
            <th scope="col" className={styles.end}>
              {t('grouping.value')}
            </th>
          </tr>
        </thead>
        <tbody>
          {data.data.map((group) => (
            <tr key={group.id ?? 'none'}>
              <td>
                {group.id === null ? (
                  <span className="quiet">{t(`grouping.unnamed.${by}`)}</span>
                ) : (
                  <Link to="/orders/backorders" search={{ ...address, by: undefined, [FILTER_OF_GROUP[by]]: group.id }}>
                    {group.name}
                  </Link>
                )}
              </td>
              <td className={styles.end}>{numberText(group.backorders)}</td>
              <td className={styles.end}>{numberText(group.outstanding)}</td>
              <td className={styles.end}>
                <DayText on={group.oldestCreatedOn} />
              </td>
              <td className={styles.end}>
                <Money of={group.outstandingValue} />
                <span
                  className={styles.bar}
                  style={{ width: `${(100 * Number(group.outstandingValue.amount)) / largest}%` }}
                  aria-hidden
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {!data.isWhole && <p className={`quiet small ${styles.note}`}>{t('grouping.more')}</p>}
    </>
  );
}
