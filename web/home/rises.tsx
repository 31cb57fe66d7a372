import { Link } from '@tanstack/react-router';
import type { Answer } from '#contract/operations.ts';
import { FILTER_OF_GROUP } from '#web/backorders/groupings.ts';
import { t } from '#web/i18n/words.ts';
import { moneyText } from '#web/ui/money-text.ts';
import { Section } from '#web/ui/page.tsx';
import styles from './home.module.css';

type Rise = NonNullable<Answer<'getHome'>['company']>['rises'][number];

/** Whose and which goods' open value rose most since the same day of last week. */
export function Rises({ of }: { of: readonly Rise[] }) {
  return (
    <Section
      title={t('home.rises')}
      actions={
        <Link to="/reports" search={{ report: 'open' }}>
          {t('home.inReports')}
        </Link>
      }
      flush
    >
      {of.length === 0 && <p className={`quiet ${styles.none}`}>{t('home.risesNone')}</p>}
      <ul className={styles.items}>
        {of.map(({ by, key, label, rise }) => (
          <li key={`${by} ${key}`}>
            <div className={styles.line}>
              <span className={`quiet small ${styles.kind}`}>{t(`home.risesBy.${by}`)}</span>
              <Link to="/orders/backorders" search={{ [FILTER_OF_GROUP[by]]: key }} className={styles.grow}>
                {label}
              </Link>
              <span className="nowrap">{t('home.rise', { value: moneyText(rise) })}</span>
            </div>
          </li>
        ))}
      </ul>
    </Section>
  );
}
