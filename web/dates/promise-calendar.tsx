import { Link } from '@tanstack/react-router';
import { type DragEvent, type KeyboardEvent, memo, useCallback, useRef, useState } from 'react';
import type { Answer } from '#contract/operations.ts';
import { stepToWorkingDay, weekday } from '#domain/time/calendar.ts';
import { useMay } from '#web/accounts/viewer.ts';
import { filtersOf } from '#web/backorders/backorders-address.ts';
import { useFollow } from '#web/dates/use-follow.ts';
import { t } from '#web/i18n/words.ts';
import { useCompany } from '#web/ui/company.ts';
import { dayText, fullDayText } from '#web/ui/date-words.ts';
import { numberText } from '#web/ui/quantity-text.ts';
import { EmptyState } from '#web/ui/states.tsx';
import styles from './dates.module.css';
import type { DatesAddress } from './dates-address.ts';
import type { Moved } from './move-dialog.tsx';
import { usePromiseKeys } from './use-promise-keys.ts';

type Timeline = Answer<'getTimeline'>;
type Day = Timeline['days'][number];
type Entry = Day['first'][number];
type Move = (moved: Moved) => void;

/** So many promises of a day are in sight; the others are a click away. */
const IN_SIGHT = 4;

/** The days with what is promised for each. A promise moves by being dragged, or from the keyboard. */
export function PromiseCalendar(props: {
  timeline: Timeline;
  days: readonly string[];
  address: DatesAddress;
  onMove: Move;
}) {
  const { timeline, days, address, onMove } = props;
  const { today, workingDays } = useCompany();
  const mayMove = useMay()('backorders.write');
  const whole = useRef<HTMLOListElement>(null);
  const dragged = useRef<Entry | null>(null);
  const byDay = new Map(timeline.days.map((day) => [day.on, day]));
  const drag = useCallback((entry: Entry | null) => {
    dragged.current = entry;
  }, []);
  const drop = useCallback(
    (on: string) => {
      if (dragged.current && dragged.current.promisedOn !== on) onMove({ entry: dragged.current, to: on });
      dragged.current = null;
    },
    [onMove],
  );
  const step = usePromiseKeys(whole);
  return (
    <>
      {timeline.days.length === 0 && <EmptyState title={t('dates.empty')}>{t('dates.emptyWhy')}</EmptyState>}
      {mayMove && <p className={`quiet small ${styles.keys}`}>{t('dates.keys')}</p>}
      <ol ref={whole} className={styles.calendar} aria-label={t('dates.calendar')} onKeyDown={step}>
        {days.map((on) => (
          <DayCell
            key={on}
            on={on}
            day={byDay.get(on)}
            usual={timeline.usualLinesPerDay}
            address={address}
            isPast={on < today}
            isToday={on === today}
            isOff={!workingDays.includes(weekday(on))}
            onDrop={drop}
            onDrag={drag}
            onMove={mayMove ? onMove : null}
          />
        ))}
      </ol>
    </>
  );
}

type CellProps = {
  on: string;
  day: Day | undefined;
  usual: number | null;
  address: DatesAddress;
  isPast: boolean;
  isToday: boolean;
  isOff: boolean;
  onDrop: (on: string) => void;
  onDrag: (entry: Entry | null) => void;
  onMove: Move | null;
};

const DayCell = memo(function DayCell(props: CellProps) {
  const { on, day, isPast } = props;
  const [isOver, setIsOver] = useState(false);
  const accepts = !isPast && props.onMove !== null;
  const over = (event: DragEvent) => {
    if (!accepts) return;
    event.preventDefault();
    setIsOver(true);
  };
  return (
    <li
      className={styles.day}
      data-empty={day ? undefined : ''}
      data-today={props.isToday ? '' : undefined}
      data-past={isPast ? '' : undefined}
      data-off={props.isOff ? '' : undefined}
      data-over={isOver ? '' : undefined}
      aria-label={t('dates.dayOf', { day: fullDayText(on), count: day?.backorders ?? 0 })}
      onDragOver={over}
      onDragLeave={() => setIsOver(false)}
      onDrop={() => {
        setIsOver(false);
        if (accepts) props.onDrop(on);
      }}
    >
      <DayHead on={on} day={day} usual={props.usual} address={props.address} />
      {day?.first.slice(0, IN_SIGHT).map((entry) => (
        <PromiseEntry key={entry.backorderId} entry={entry} onMove={props.onMove} onDrag={props.onDrag} />
      ))}
      {day && day.backorders > IN_SIGHT && (
        <DayLink on={on} address={props.address}>
          {t('dates.more', { count: day.backorders - Math.min(IN_SIGHT, day.first.length) })}
        </DayLink>
      )}
    </li>
  );
});

function DayHead(props: { on: string; day: Day | undefined; usual: number | null; address: DatesAddress }) {
  const { on, day, usual } = props;
  const { today } = useCompany();
  const share = day && usual ? day.lines / usual : 0;
  return (
    <div className={styles.dayHead}>
      <span className={styles.dayName}>
        <span className={styles.weekday}>{WEEKDAY.format(new Date(`${on}T00:00:00Z`))}</span> {dayText(on, today)}
      </span>
      {day && (
        <span className={styles.load} data-over={share > 1 ? '' : undefined}>
          {t('dates.lines', { count: day.lines, number: numberText(day.lines) })}
          <span className={styles.track} aria-hidden>
            <span className={styles.fill} style={{ width: `${Math.min(100, 100 * share)}%` }} />
          </span>
        </span>
      )}
      {day && day.atRisk > 0 && <span className={styles.risk}>{t('dates.atRisk', { count: day.atRisk })}</span>}
    </div>
  );
}

const WEEKDAY = new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', weekday: 'short' });

function DayLink({ on, address, children }: { on: string; address: DatesAddress; children: string }) {
  return (
    <Link
      to="/orders/backorders"
      search={{ ...filtersOf(address), ...(address.q ? { q: address.q } : {}), promisedFrom: on, promisedTo: on }}
      className="small"
      title={t('dates.openDay', { day: fullDayText(on) })}
    >
      {children}
    </Link>
  );
}

const STEPS: Record<string, number> = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };

/** One promise: a link to its backorder that can be dragged, or moved by keys. */
const PromiseEntry = memo(function PromiseEntry(props: {
  entry: Entry;
  onMove: Move | null;
  onDrag: (entry: Entry | null) => void;
}) {
  const { entry, onMove, onDrag } = props;
  const { today, workingDays } = useCompany();
  const follow = useFollow();
  const on = entry.promisedOn as string;
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.shiftKey ? STEPS[event.key] : undefined;
    if (!onMove || (step === undefined && event.key !== 'd')) return;
    event.preventDefault();
    event.stopPropagation();
    const to = step === undefined ? proposedFor(entry, today) : latest(stepToWorkingDay(on, step, workingDays), today);
    onMove({ entry, to });
  };
  return (
    <a
      href={`/backorders/${entry.backorderId}`}
      className={styles.entry}
      onClick={follow}
      data-risk={entry.isAtRisk ? '' : undefined}
      draggable={onMove !== null}
      onDragStart={() => onDrag(entry)}
      onDragEnd={() => onDrag(null)}
      onKeyDown={onKeyDown}
      title={titleOf(entry, today)}
    >
      <span className={styles.entryCustomer}>{entry.customerName}</span>
      <span className={styles.entryItem}>
        {entry.number} · {entry.itemName}
      </span>
    </a>
  );
});

/** What supply gives; else the day it is promised for, unless that has passed. */
function proposedFor({ projectedOn, promisedOn }: Entry, today: string): string {
  return projectedOn ?? (promisedOn !== null && promisedOn >= today ? promisedOn : '');
}

const latest = (one: string, other: string) => (one > other ? one : other);

function titleOf({ number, customerName, itemName, promisedOn, projectedOn, isAtRisk }: Entry, today: string): string {
  const day = promisedOn ? dayText(promisedOn, today) : '';
  const entry = t('dates.entry', { number, customer: customerName, item: itemName, day });
  if (!isAtRisk) return entry;
  const why = projectedOn ? t('dates.entryRisk', { day: dayText(projectedOn, today) }) : t('dates.entryNoDate');
  return `${entry}. ${why}`;
}
