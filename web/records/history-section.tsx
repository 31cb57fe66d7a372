import { Button } from '@mantine/core';
import { useList } from '#web/api/read.ts';
import { t } from '#web/i18n/words.ts';
import { useCompany } from '#web/ui/company.ts';
import { InstantText } from '#web/ui/date-text.tsx';
import events from '#web/ui/events.module.css';
import { Section } from '#web/ui/page.tsx';
import { FailedState, LoadingState } from '#web/ui/states.tsx';
import { actorText } from './actor-text.ts';
import styles from './history-section.module.css';
import { historySentences, type Known } from './history-words.ts';

/** Who did what, when, the newest first. */
export function HistorySection({
  of,
  known,
}: {
  of: { name: 'getOrderHistory' | 'getBackorderHistory' | 'getPurchaseOrderHistory'; id: string };
  known: Known;
}) {
  const list = useList(of.name, { params: { id: of.id } });
  const { today, timeZone } = useCompany();
  return (
    <Section title={t('history.title')}>
      {list.error && !list.rows && <FailedState what={t('history.title')} error={list.error} onRetry={list.retry} />}
      {!list.rows && !list.error && <LoadingState rows={3} rowHeight={44} />}
      {list.rows?.length === 0 && <p className="quiet">{t('history.empty')}</p>}
      <ol className={events.events}>
        {list.rows?.map((event) => {
          const [first, ...more] = historySentences(event, { today, timeZone, known });
          return (
            <li key={event.id}>
              <div className={styles.what}>
                <span>{first}</span>
                <span className="quiet small">
                  {actorText(event.actor)} · <InstantText at={event.at} />
                </span>
              </div>
              {more.length > 0 && <div className="quiet small">{more.join(' · ')}</div>}
            </li>
          );
        })}
      </ol>
      {list.hasMore && (
        <Button variant="default" loading={list.isLoadingMore} onClick={list.loadMore}>
          {t('history.more')}
        </Button>
      )}
    </Section>
  );
}
