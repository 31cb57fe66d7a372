import { Button } from '@mantine/core';
import { useList } from '#web/api/read.ts';
import { t } from '#web/i18n/words.ts';
import { useCompany } from '#web/ui/company.ts';
import { InstantText } from '#web/ui/date-text.tsx';
import { Section } from '#web/ui/page.tsx';
import { FailedState, LoadingState } from '#web/ui/states.tsx';
import styles from './history-section.module.css';
import { historySentences } from './history-words.ts';

/** Who did what, when, the newest first. */
export function HistorySection({ of }: { of: { name: 'getOrderHistory' | 'getBackorderHistory'; id: string } }) {
  const list = useList(of.name, { params: { id: of.id } });
  const { today } = useCompany();
  return (
    <Section title={t('history.title')}>
      {list.error && !list.rows && <FailedState what={t('history.title')} error={list.error} onRetry={list.retry} />}
      {!list.rows && !list.error && <LoadingState rows={3} rowHeight={44} />}
      {list.rows?.length === 0 && <p className="quiet">{t('history.empty')}</p>}
      <ol className={styles.events}>
        {list.rows?.map((event) => {
          const [first, ...more] = historySentences(event, today);
          return (
            <li key={event.id}>
              <div>{first}</div>
              {more.map((sentence) => (
                <div key={sentence} className="quiet small">
                  {sentence}
                </div>
              ))}
              <div className="quiet small">
                {event.actor}, <InstantText at={event.at} />
              </div>
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
