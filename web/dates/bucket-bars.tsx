import { Link } from '@tanstack/react-router';
import type { Answer } from '#contract/operations.ts';
import type { BackordersAddress, Filters } from '#web/backorders/backorders-address.ts';
import { t } from '#web/i18n/words.ts';
import { moneyText } from '#web/ui/money-text.ts';
import { numberText } from '#web/ui/quantity-text.ts';
import styles from './dates.module.css';

type Timeline = Answer<'getTimeline'>;
type Bucket = Timeline['buckets'][number];

/** Every open backorder by the span it is promised for, with its work; each bar opens the list behind it. */
export function BucketBars(props: { timeline: Timeline | undefined; filters: Filters; q: string | undefined }) {
  const { timeline, filters, q } = props;
  const most = Math.max(1, ...(timeline?.buckets.map(({ lines }) => lines) ?? []));
  if (!timeline) return <div className={styles.bars} aria-hidden />;
  return (
    <nav aria-label={t('dates.spans')} className={styles.bars}>
      {timeline.buckets.map((bucket) => (
        <Link
          key={bucket.bucket}
          to="/orders/backorders"
          search={{ ...filters, ...(q ? { q } : {}), ...addressOf(bucket) }}
          className={styles.bar}
          data-bucket={bucket.bucket}
          data-past={bucket.bucket === 'overdue' && bucket.backorders > 0 ? '' : undefined}
        >
          <Figures of={bucket} most={most} usual={timeline.usualLinesPerDay} />
        </Link>
      ))}
    </nav>
  );
}

function Figures({ of, most, usual }: { of: Bucket; most: number; usual: number | null }) {
  return (
    <>
      <span className={styles.barName}>{t(`dates.bucket.${of.bucket}`)}</span>
      <span className={styles.barCount}>{numberText(of.backorders)}</span>
      <span className="quiet small">
        <span className="nowrap">{t('dates.units', { count: of.quantity, number: numberText(of.quantity) })} ·</span>{' '}
        {moneyText(of.value)}
      </span>
      <span className={styles.track} aria-hidden>
        <span className={styles.fill} style={{ width: `${(100 * of.lines) / most}%` }} />
      </span>
      <span className="quiet small">{workText(of.lines, usual)}</span>
    </>
  );
}

function workText(lines: number, usual: number | null): string {
  const toPick = t('dates.lines', { count: lines, number: numberText(lines) });
  if (!usual || lines === 0) return toPick;
  const days = Math.round((10 * lines) / usual) / 10;
  return `${toPick} · ${t('dates.usualDays', { count: days, number: days.toLocaleString('en-US') })}`;
}

function addressOf({ bucket, from, to }: Bucket): BackordersAddress {
  if (bucket === 'no_date') return { tab: 'no_date' };
  if (bucket === 'overdue') return { tab: 'overdue' };
  return { ...(from ? { promisedFrom: from } : {}), ...(to ? { promisedTo: to } : {}) };
}
