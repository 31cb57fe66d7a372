import type { Backorder } from '#contract/backorders.ts';
import { hasWords, t } from '#web/i18n/words.ts';
import { actorText } from '#web/records/actor-text.ts';
import { DayOr, InstantText } from '#web/ui/date-text.tsx';
import { Section } from '#web/ui/page.tsx';
import { wordsOfCode } from '#web/ui/words-of-code.ts';
import styles from './promise-section.module.css';

/** Every date the customer was promised, the newest first; an earlier one is never overwritten. */
export function PromiseSection({ backorder }: { backorder: Backorder }) {
  const { promises } = backorder;
  return (
    <Section title={t('promise.history')}>
      {promises.length === 0 ? (
        <p className="quiet">{t('promise.none')}</p>
      ) : (
        <ol className={styles.promises}>
          {promises.map((promise) => (
            <li key={promise.id}>
              <strong>
                <DayOr on={promise.promisedOn} otherwise={t('backorders.noDate')} />
              </strong>{' '}
              <span className="quiet small">
                {causeText(promise.cause)} · {actorText(promise.promisedBy)}, <InstantText at={promise.promisedAt} />
              </span>
              {promise.reason && <div className="small">{promise.reason}</div>}
            </li>
          ))}
        </ol>
      )}
    </Section>
  );
}

function causeText(cause: string): string {
  const key = `promise.cause.${cause}`;
  return hasWords(key) ? t(key as 'promise.cause.promise') : wordsOfCode(cause);
}
