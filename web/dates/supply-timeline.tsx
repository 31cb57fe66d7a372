import { Link } from '@tanstack/react-router';
import { memo } from 'react';
import type { Answer } from '#contract/operations.ts';
import { daysBetween } from '#domain/time/calendar.ts';
import type { Filters } from '#web/backorders/backorders-address.ts';
import { t } from '#web/i18n/words.ts';
import { useCompany } from '#web/ui/company.ts';
import { dayText } from '#web/ui/date-words.ts';
import { numberText } from '#web/ui/quantity-text.ts';
import { EmptyState } from '#web/ui/states.tsx';
import styles from './supply-timeline.module.css';
import { useFollow } from './use-follow.ts';

type Timeline = Answer<'getTimeline'>;
type Supply = Timeline['supply'][number];
type Promised = Supply['promises'][number];
type Scale = { from: string; count: number; today: string };

/** What is on its way as bars, and the promises that depend on it as dots: filled red where a promise comes before its supply. */
export function SupplyTimeline(props: { timeline: Timeline; days: readonly string[]; filters: Filters }) {
  const { timeline, days, filters } = props;
  const { today } = useCompany();
  if (timeline.supply.length === 0) {
    return <EmptyState title={t('dates.supplyEmpty')}>{t('dates.supplyEmptyWhy')}</EmptyState>;
  }
  const scale = { from: days[0] as string, count: days.length, today };
  return (
    <div className={styles.timeline}>
      <Legend />
      <Weeks days={days} scale={scale} />
      <ul className={styles.rows}>
        {timeline.supply.map((supply) => (
          <SupplyRow key={supply.purchaseOrderId} supply={supply} scale={scale} filters={filters} />
        ))}
      </ul>
    </div>
  );
}

function Legend() {
  return (
    <ul className={styles.legend} aria-label={t('dates.legend')}>
      <li>
        <span className={styles.dot} data-broken="" aria-hidden /> {t('dates.broken')}
      </li>
      <li>
        <span className={styles.dot} aria-hidden /> {t('dates.kept')}
      </li>
    </ul>
  );
}

function Weeks({ days, scale }: { days: readonly string[]; scale: Scale }) {
  return (
    <div className={styles.weeks} aria-hidden>
      {days
        .filter((_, index) => index % 7 === 0)
        .map((on) => (
          <span key={on}>{dayText(on, scale.today)}</span>
        ))}
    </div>
  );
}

/** One purchase order: who, when, what it breaks, and the way to promise anew. */
const SupplyRow = memo(function SupplyRow(props: { supply: Supply; scale: Scale; filters: Filters }) {
  const { supply, scale, filters } = props;
  return (
    <li className={styles.row} data-breaks={supply.breaks > 0 ? '' : undefined}>
      <div className={styles.head}>
        <span className={styles.name}>
          <Link to="/purchase-orders/$id" params={{ id: supply.purchaseOrderId }}>
            {supply.number}
          </Link>{' '}
          <span>{supply.supplierName}</span>
        </span>
        <span className="quiet small">
          {whenText(supply, scale.today)} ·{' '}
          {t('dates.units', { count: supply.quantity, number: numberText(supply.quantity) })}
        </span>
        <Dependents of={supply} filters={filters} />
      </div>
      <Track supply={supply} scale={scale} />
    </li>
  );
});

function Dependents({ of, filters }: { of: Supply; filters: Filters }) {
  if (of.dependents === 0) return <span className="quiet small">{t('dates.nobody')}</span>;
  const search = { ...filters, purchaseOrderId: of.purchaseOrderId };
  return (
    <span className={`small ${styles.dependents}`}>
      <Link to="/orders/backorders" search={search}>
        {t('dates.depends', { count: of.dependents })}
      </Link>
      {of.breaks > 0 && (
        <>
          <span className={styles.breaks}>{t('dates.breaks', { count: of.breaks })}</span>
          <Link to="/orders/backorders" search={{ ...search, isAtRisk: 'true' }}>
            {t('dates.repromise')}
          </Link>
        </>
      )}
      {of.better > 0 && <span className="quiet">{t('dates.better', { count: of.better })}</span>}
    </span>
  );
}

function whenText({ expectedOn, firstExpectedOn, isLate }: Supply, today: string): string {
  if (expectedOn === null) return t('dates.noDay');
  const day = dayText(expectedOn, today);
  if (isLate) return t('dates.late', { day });
  const due = t('dates.due', { day });
  const hasSlipped = firstExpectedOn !== null && firstExpectedOn < expectedOn;
  return hasSlipped ? `${due}, ${t('dates.slipped', { day: dayText(firstExpectedOn, today) })}` : due;
}

function Track({ supply, scale }: { supply: Supply; scale: Scale }) {
  const follow = useFollow();
  const start = position(supply.orderedOn, scale);
  const isThere = supply.expectedOn !== null && supply.expectedOn > scale.today;
  const end = position(isThere ? (supply.expectedOn as string) : scale.today, scale);
  return (
    <div className={styles.track}>
      <span className={styles.today} style={{ left: `${position(scale.today, scale)}%` }} aria-hidden />
      <span
        className={styles.bar}
        data-late={supply.isLate ? '' : undefined}
        data-undated={supply.expectedOn === null ? '' : undefined}
        style={{ left: `${start}%`, width: `${Math.max(0.6, end - start)}%` }}
        aria-hidden
      />
      {dotsOf(supply.promises, scale).map((dot) => (
        <Dot key={`${dot.on} ${dot.isAtRisk}`} dot={dot} of={supply} scale={scale} onFollow={follow} />
      ))}
    </div>
  );
}

type DotOf = { on: string; isAtRisk: boolean; promises: readonly [Promised, ...Promised[]] };

/** The promises in sight by their day: those of one day are one dot, kept and broken ones each. */
function dotsOf(promises: readonly Promised[], { from, count }: Scale): DotOf[] {
  const dots = new Map<string, { on: string; isAtRisk: boolean; promises: [Promised, ...Promised[]] }>();
  for (const promise of promises) {
    const { promisedOn: on, isAtRisk } = promise;
    if (on === null || on < from || daysBetween(from, on) >= count) continue;
    const dot = dots.get(`${on} ${isAtRisk}`);
    if (dot) dot.promises.push(promise);
    else dots.set(`${on} ${isAtRisk}`, { on, isAtRisk, promises: [promise] });
  }
  return [...dots.values()];
}

function Dot(props: { dot: DotOf; of: Supply; scale: Scale; onFollow: ReturnType<typeof useFollow> }) {
  const { of, scale } = props;
  const { on, isAtRisk, promises } = props.dot;
  const [{ number, customerName, backorderId }, ...others] = promises;
  const words = { number, customer: customerName, day: dayText(on, scale.today) };
  const one = isAtRisk ? t('dates.promiseBroken', words) : t('dates.promiseDot', words);
  const label = others.length > 0 ? `${one}; ${t('dates.andOthers', { count: others.length })}` : one;
  const many = `/orders/backorders?purchaseOrderId=${of.purchaseOrderId}&promisedFrom=${on}&promisedTo=${on}`;
  return (
    <a
      href={others.length > 0 ? many : `/backorders/${backorderId}`}
      className={styles.dotLink}
      onClick={props.onFollow}
      style={{ left: `${position(on, scale)}%` }}
      title={label}
      aria-label={label}
    >
      <span
        className={styles.dot}
        data-broken={isAtRisk ? '' : undefined}
        data-many={others.length > 0 ? '' : undefined}
      >
        {others.length > 0 ? promises.length : null}
      </span>
    </a>
  );
}

/** Where a day stands on the track, in percent; days out of sight stand at its ends. */
function position(on: string, { from, count }: Scale): number {
  return (100 * Math.min(Math.max(0, daysBetween(from, on)), count)) / count;
}
