import type { Backorder } from '#contract/backorders/backorder.ts';
import { promiseRecord } from '#domain/backorders/promise-record.ts';
import { hasWords, t } from '#web/i18n/words.ts';
import { actorText } from '#web/records/actor-text.ts';
import { useCompany } from '#web/ui/company.ts';
import { DayOr, DayText, InstantText } from '#web/ui/date-text.tsx';
import { dateOf } from '#web/ui/date-words.ts';
import { Section } from '#web/ui/page.tsx';
import { wordsOfCode } from '#web/ui/words-of-code.ts';
import styles from './promise-section.module.css';

/** What was asked for and promised, how often it slipped, and how it stands against each date by its name. */
export function PromiseSection({ backorder }: { backorder: Backorder }) {
  const { today, timeZone } = useCompany();
  const { promises, requestedOn, projectedOn, outstanding } = backorder;
  const record = promiseRecord(promises, { requestedOn, today, doneOn: doneOn(backorder, timeZone) });
  return (
    <Section
      title={t('promise.history')}
      note={record.slips > 0 ? t('promise.slips', { count: record.slips }) : undefined}
    >
      <dl className={styles.bases}>
        {record.onTime.map(({ basis, on, outcome }) => (
          <div key={basis}>
            <dt>{t(`promise.basis.${basis}`)}</dt>
            <dd>
              <DayText on={on} />
              <div className={`small ${outcome === 'late' ? styles.late : 'quiet'}`}>
                {t(`promise.outcome.${outstanding > 0 && outcome === 'late' ? 'late_so_far' : outcome}`)}
              </div>
            </dd>
          </div>
        ))}
        {outstanding > 0 && (
          <div>
            <dt>{t('backorder.projectedOn')}</dt>
            <dd>
              <DayOr on={projectedOn} otherwise={t('backorders.noDate')} />
              {backorder.dateMoved && <div className="quiet small">{t('promise.notTold')}</div>}
            </dd>
          </div>
        )}
      </dl>
      {promises.length === 0 ? <p className="quiet">{t('promise.none')}</p> : <Promises of={promises} />}
    </Section>
  );
}

/** Every date that was promised, why and by whom. */
export function Promises({ of }: { of: Backorder['promises'] }) {
  return (
    <ol className={styles.promises}>
      {of.map((promise) => (
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
  );
}

/** The day the last of it was delivered, or left where no delivery was confirmed; null while something is outstanding. */
function doneOn({ outstanding, fulfilled, fulfillments }: Backorder, timeZone: string): string | null {
  if (outstanding > 0 || fulfilled === 0) return null;
  const days = fulfillments.flatMap(({ deliveredAt, shippedAt }) => deliveredAt ?? shippedAt ?? []);
  const last = days.sort().at(-1);
  return last ? dateOf(last, timeZone) : null;
}

function causeText(cause: string): string {
  const key = `promise.cause.${cause}`;
  return hasWords(key) ? t(key as 'promise.cause.promise') : wordsOfCode(cause);
}
