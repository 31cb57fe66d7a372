import { Link } from '@tanstack/react-router';
import type { Answer } from '#contract/operations.ts';
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
        <GroupsHead by={by} />
        <tbody>
          {data.data.map((group) => (
            <GroupRow key={group.id ?? 'none'} group={group} by={by} address={address} largest={largest} />
          ))}
        </tbody>
      </table>
      {!data.isWhole && <p className={`quiet small ${styles.note}`}>{t('grouping.more')}</p>}
    </>
  );
}

function GroupsHead({ by }: { by: Grouping }) {
  return (
    <thead>
      <tr>
        <th scope="col">{t(`grouping.${by}`)}</th>
        {(['backorders', 'units', 'oldest', 'value'] as const).map((figure) => (
          <th key={figure} scope="col" className={styles.end}>
            {t(`grouping.${figure}`)}
          </th>
        ))}
      </tr>
    </thead>
  );
}

type GroupRowProps = {
  group: Answer<'groupBackorders'>['data'][number];
  by: Grouping;
  address: BackordersAddress;
  largest: number;
};

function GroupRow({ group, by, address, largest }: GroupRowProps) {
  const share = (100 * Number(group.outstandingValue.amount)) / largest;
  return (
    <tr>
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
        <span className={styles.bar} style={{ width: `${share}%` }} aria-hidden />
      </td>
    </tr>
  );
}
