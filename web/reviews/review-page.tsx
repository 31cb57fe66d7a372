import { Button } from '@mantine/core';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useMe } from '#web/accounts/viewer.ts';
import { useRead } from '#web/api/read.ts';
import { ageText } from '#web/backorders/age-text.ts';
import { t } from '#web/i18n/words.ts';
import { Whose } from '#web/records/whose.tsx';
import { DayText } from '#web/ui/date-text.tsx';
import { Page, Section } from '#web/ui/page.tsx';
import { useShortcuts } from '#web/ui/shortcuts.ts';
import { EmptyState, FailedState, LoadingState } from '#web/ui/states.tsx';
import { ReviewCard, UndoReview } from './review-card.tsx';
import styles from './review-page.module.css';
import { type DueReview, stillDue, useReviewing } from './use-reviewing.ts';

const route = getRouteApi('/signed-in/review');

/** The weekly look at everything that is open, one at a time, longest unseen first. */
export function ReviewPage() {
  const address = route.useSearch();
  const navigate = useNavigate({ from: '/review' });
  const { role } = useMe();
  const whose = address.whose ?? (role === 'sales_rep' ? 'mine' : 'all');
  const { data, error, refetch } = useRead('listDueReviews', { query: { whose, limit: 50 } }, { keepPrevious: true });
  const [skipped, setSkipped] = useState<readonly string[]>([]);
  const reviewing = useReviewing();
  const { undo, refused } = reviewing;
  const all = stillDue(data?.data ?? [], reviewing);
  const [current, ...next] = all.filter(({ id }) => !skipped.includes(id));
  const done = data ? data.open - data.due + data.data.length - all.length : 0;
  useShortcuts(undo ? [{ keys: 'z', label: t('act.undo'), act: undo.act }] : []);
  // What the next card shows is there when it comes.
  useRead('getBackorder', { params: { id: next[0]?.id ?? '' } }, { enabled: next.length > 0 });

  return (
    <Page
      title={t('review.title')}
      badges={data && data.open > 0 && <span className="quiet">{t('review.progress', { done, all: data.open })}</span>}
      actions={
        <Whose
          label={t('review.whose')}
          of={whose}
          onChoose={(value) => void navigate({ search: { whose: value }, replace: true })}
        />
      }
    >
      {data && data.open > 0 && (
        <progress className={styles.progress} aria-label={t('review.title')} max={data.open} value={done} />
      )}
      {error && !data && <FailedState what={t('review.title')} error={error} onRetry={() => void refetch()} />}
      {!data && !error && <LoadingState rows={6} />}
      {data && !current && (
        <EmptyState title={t(data.open > 0 ? 'review.empty' : 'review.nothing')}>{t('review.emptyWhy')}</EmptyState>
      )}
      {current && (
        <ReviewCard
          key={current.id}
          of={current}
          takesFocus={reviewing.reviewed.length > 0}
          error={refused?.id === current.id ? refused.error : null}
          onReview={(note, onDone) => reviewing.review(current, note, onDone)}
          undo={undo}
          onSkip={() => setSkipped((before) => [...before, current.id])}
          onBack={skipped.length > 0 ? () => setSkipped((before) => before.slice(0, -1)) : null}
        />
      )}
      {data && !current && undo && <UndoReview {...undo} />}
      {data && !current && skipped.length > 0 && <BackTo skipped={skipped.length} onBack={() => setSkipped([])} />}
      {next.length > 0 && <Next rows={next.slice(0, 8)} />}
    </Page>
  );
}

function Next({ rows }: { rows: readonly DueReview[] }) {
  return (
    <Section title={t('review.next')} flush>
      <ol className={styles.next}>
        {rows.map((row) => (
          <li key={row.id}>
            <Link to="/backorders/$id" params={{ id: row.id }}>
              {row.number}
            </Link>
            <span>{row.customerName}</span>
            <span className="quiet">{row.itemName}</span>
            <span className="quiet nowrap">
              <DayText on={row.createdOn} /> · {ageText(row.ageDays)}
            </span>
          </li>
        ))}
      </ol>
    </Section>
  );
}

function BackTo({ skipped, onBack }: { skipped: number; onBack: () => void }) {
  return (
    <Button variant="default" onClick={onBack}>
      {t('review.backToSkipped', { count: skipped })}
    </Button>
  );
}
