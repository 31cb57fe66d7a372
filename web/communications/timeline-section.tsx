import { Button } from '@mantine/core';
import { useState } from 'react';
import { useMay, useMe } from '#web/accounts/viewer.ts';
import { type List, useList, useRead } from '#web/api/read.ts';
import { t } from '#web/i18n/words.ts';
import { actorText } from '#web/records/actor-text.ts';
import type { Known } from '#web/records/history-words.ts';
import { useKnown } from '#web/records/use-known.ts';
import { Choice } from '#web/ui/choice.tsx';
import { useCompany } from '#web/ui/company.ts';
import { InstantText } from '#web/ui/date-text.tsx';
import events from '#web/ui/events.module.css';
import { Section } from '#web/ui/page.tsx';
import { FailedState, LoadingState } from '#web/ui/states.tsx';
import { ContactForm, type TimelineOf } from './contact-form.tsx';
import styles from './timeline-section.module.css';
import { gathered, type TimelineEntry, wordsOfGroup } from './timeline-words.ts';

const SUBJECTS = ['all', 'contact', 'dates', 'stock', 'edits'] as const;
type Subject = (typeof SUBJECTS)[number];

/**
 * Everything that happened to a record and everything that was said about it, newest first, with the place to write down
 * what is said next on top.
 */
export function TimelineSection({ of, known }: { of: TimelineOf; known: Known }) {
  const [subject, setSubject] = useState<Subject>('all');
  const list = useList(of.record === 'order' ? 'getOrderTimeline' : 'getBackorderTimeline', {
    params: { id: of.id },
    query: { limit: 100, about: subject === 'all' ? undefined : subject },
  });
  const { data: customer } = useRead('getCustomer', { params: { id: of.customerId } });
  const me = useMe();
  const may = useMay();
  const mayWrite =
    may(of.record === 'order' ? 'orders.write' : 'backorders.write') &&
    customer !== undefined &&
    (me.role !== 'sales_rep' || customer.salesRepId === me.id);

  return (
    <Section title={t('timeline.title')}>
      <div className={styles.stack}>
        {customer?.contactPreference && (
          <p className="small">{t('timeline.prefers', { preference: customer.contactPreference })}</p>
        )}
        {mayWrite && <ContactForm of={of} />}
        <Choice
          label={t('timeline.filter')}
          options={SUBJECTS.map((value) => ({ value, label: t(`timeline.${value}`) }))}
          value={subject}
          onChange={setSubject}
        />
        <Entries list={list} subject={subject} known={known} />
      </div>
    </Section>
  );
}

/** Of so many facts none is folded, and what is folded leaves two. */
const FEW = 3;

/** What else there is to an entry: one line that unfolds. */
function Details({ of }: { of: readonly string[] }) {
  const [isUnfolded, setIsUnfolded] = useState(of.length <= FEW);
  if (of.length === 0) return null;
  const shown = isUnfolded ? of : of.slice(0, FEW - 1);
  return (
    <div className="quiet small">
      {shown.join(' · ')}{' '}
      {!isUnfolded && (
        <button type="button" className="link" onClick={() => setIsUnfolded(true)}>
          {t('timeline.andMore', { count: of.length - shown.length })}
        </button>
      )}
    </div>
  );
}

function Entries(props: { list: List<TimelineEntry>; subject: Subject; known: Known }) {
  const { list, subject } = props;
  const { today, timeZone } = useCompany();
  const known = useKnown(props.known, list.rows ?? []);
  if (list.error && !list.rows)
    return <FailedState what={t('timeline.title')} error={list.error} onRetry={list.retry} />;
  if (!list.rows) return <LoadingState rows={4} rowHeight={44} />;
  if (list.rows.length === 0)
    return <p className="quiet">{t(subject === 'all' ? 'timeline.empty' : 'timeline.emptyOf')}</p>;
  return (
    <>
      <ol className={events.events}>
        {gathered(list.rows).map((group) => {
          const [entry] = group;
          const { headline, body, details } = wordsOfGroup(group, { today, timeZone, known });
          return (
            <li key={entry.id} data-about={entry.about}>
              <div>
                <span className={body === null ? undefined : styles.spoken}>{headline}</span>
              </div>
              {body !== null && <p className={styles.body}>{body}</p>}
              <Details of={details} />
              <div className="quiet small">
                {actorText(entry.actor)} · <InstantText at={entry.at} />
              </div>
            </li>
          );
        })}
      </ol>
      {list.hasMore && (
        <Button variant="default" loading={list.isLoadingMore} onClick={list.loadMore}>
          {t('timeline.more')}
        </Button>
      )}
    </>
  );
}
