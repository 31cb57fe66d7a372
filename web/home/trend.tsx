import type { Answer } from '#contract/operations.ts';
import { t } from '#web/i18n/words.ts';
import { useCompany } from '#web/ui/company.ts';
import { dayText } from '#web/ui/date-words.ts';
import { numberText } from '#web/ui/quantity-text.ts';
import styles from './home.module.css';
import { backordersText } from './work-list.tsx';

type Weeks = NonNullable<Answer<'getHome'>['company']>['trend'];

/** Bars on an axis, whose numbers are there for whoever looks, asks or listens. */
export function Trend({ of }: { of: Weeks }) {
  const top = roundUp(Math.max(1, ...of.map(({ backorders }) => backorders)));
  const last = of.at(-1);
  return (
    <div className={styles.trend}>
      <div className={styles.plot}>
        <div className={styles.axis} aria-hidden>
          {[top, top / 2, 0].map((mark) => (
            <span key={mark}>{numberText(mark)}</span>
          ))}
        </div>
        <ol className={styles.bars}>
          {of.map((week) => (
            <Week key={week.on} of={week} top={top} />
          ))}
        </ol>
      </div>
      {last && (
        <p className="quiet small">
          {t('home.trendNow', { backorders: numberText(last.backorders), units: numberText(last.outstanding) })}
        </p>
      )}
    </div>
  );
}

function Week({ of: { on, backorders, outstanding }, top }: { of: Weeks[number]; top: number }) {
  const { today } = useCompany();
  const units = t('home.units', { count: outstanding, number: numberText(outstanding) });
  const words = `${t('home.trendWeek', { day: dayText(on, today) })}: ${backordersText(backorders)}, ${units}`;
  return (
    <li title={words}>
      <span className="visually-hidden">{words}</span>
      <span className={styles.column} aria-hidden>
        <span className={styles.mark}>{numberText(backorders)}</span>
        <span className={styles.bar} style={{ height: `${(backorders / top) * 100}%` }} />
      </span>
      <span className={`${styles.mark} ${styles.week}`} aria-hidden>
        {dayText(on, today)}
      </span>
    </li>
  );
}

/** The end of the axis: the next number with one figure and noughts behind it that halves evenly. */
function roundUp(most: number): number {
  const step = 10 ** Math.floor(Math.log10(most));
  const whole = Math.ceil(most / step) * step;
  return whole % 2 === 0 ? whole : whole + step;
}
