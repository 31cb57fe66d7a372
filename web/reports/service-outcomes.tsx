import type { Answer } from '#contract/operations.ts';
import { t } from '#web/i18n/words.ts';
import { reasonText } from '#web/records/reasons.ts';
import { Money } from '#web/ui/money.tsx';
import { numberText } from '#web/ui/quantity-text.ts';
import styles from './reports.module.css';

/** What was lost and why, and how customers took it. */
export function Outcomes({ of: { reasons, reactions } }: { of: Answer<'reportService'> }) {
  return (
    <div className={styles.outcomes}>
      <section aria-label={t('reports.service.lost')}>
        <h2>{t('reports.service.lost')}</h2>
        {reasons.length === 0 && <p className="quiet">{t('reports.service.nothingLost')}</p>}
        <ul>
          {reasons.map(({ reason, lines, value }) => (
            <li key={reason}>
              <span>{reasonText(reason)}</span>
              <span className="quiet small">{t('reports.service.lines', { count: lines })}</span>
              <Money of={value} />
            </li>
          ))}
        </ul>
      </section>
      <section aria-label={t('reports.service.reactions')}>
        <h2>{t('reports.service.reactions')}</h2>
        {reactions.length === 0 && <p className="quiet">{t('reports.service.noReactions')}</p>}
        <ul>
          {reactions.map(({ reaction, count }) => (
            <li key={reaction}>
              <span>{t(`reports.reaction.${reaction}`)}</span>
              <span>{numberText(count)}</span>
            </li>
          ))}
        </ul>
      </section>
    </div>
  );
}
