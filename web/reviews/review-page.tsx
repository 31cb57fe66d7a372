import { Button, TextInput } from '@mantine/core';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { Backorder } from '#contract/backorders/backorder.ts';
import { useMay, useMe } from '#web/accounts/viewer.ts';
import { useAct } from '#web/api/act.ts';
import { type ItemOf, useRead } from '#web/api/read.ts';
import { PromiseForm } from '#web/backorders/promise-form.tsx';
import { ContactForm } from '#web/communications/contact-form.tsx';
import { CustomerFacts } from '#web/customers/party.tsx';
import { t } from '#web/i18n/words.ts';
import { useForm } from '#web/records/use-form.ts';
import { Whose } from '#web/records/whose.tsx';
import { ButtonLink } from '#web/ui/button-link.ts';
import { DayOr, DayText, InstantText } from '#web/ui/date-text.tsx';
import { Flags } from '#web/ui/flags.tsx';
import { FormButtons } from '#web/ui/form.tsx';
import { Money } from '#web/ui/money.tsx';
import { Fact, Facts, Page, Section } from '#web/ui/page.tsx';
import { Quantity } from '#web/ui/quantity.tsx';
import { useShortcuts } from '#web/ui/shortcuts.ts';
import { EmptyState, FailedState, LoadingState, Refused } from '#web/ui/states.tsx';
import { StatusBadge } from '#web/ui/status-badge.tsx';
import styles from './review-page.module.css';

const route = getRouteApi('/signed-in/review');
type DueReview = ItemOf<'listDueReviews'>;

/** The weekly look at everything that is open, one at a time, longest unseen first. */
export function ReviewPage() {
  const address = route.useSearch();
  const navigate = useNavigate({ from: '/review' });
  const { role } = useMe();
  const whose = address.whose ?? (role === 'sales_rep' ? 'mine' : 'all');
  const { data, error, refetch } = useRead('listDueReviews', { query: { whose, limit: 50 } }, { keepPrevious: true });
  const [skipped, setSkipped] = useState<readonly string[]>([]);
  const rows = data?.data.filter(({ id }) => !skipped.includes(id)) ?? [];
  const [current, ...next] = rows;
  const done = data ? data.open - data.due : 0;

  return (
    <Page
      title={t('review.title')}
      badges={data && <span className="quiet">{t('review.progress', { done, all: data.open })}</span>}
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
      {data && !current && <EmptyState title={t('review.empty')}>{t('review.emptyWhy')}</EmptyState>}
      {current && (
        <Card
          key={current.id}
          of={current}
          onSkip={() => setSkipped((before) => [...before, current.id])}
          onBack={skipped.length > 0 ? () => setSkipped((before) => before.slice(0, -1)) : null}
        />
      )}
      {data && !current && skipped.length > 0 && <BackTo skipped={skipped.length} onBack={() => setSkipped([])} />}
      {next.length > 0 && <Next rows={next.slice(0, 8)} />}
    </Page>
  );
}

type Moves = { onSkip: () => void; onBack: (() => void) | null };

/** One backorder with all that is done about it: a date is promised and a call logged here, then the next comes. */
function Card({ of, ...moves }: { of: DueReview } & Moves) {
  const me = useMe();
  const may = useMay();
  const act = useAct('reviewBackorder');
  const form = useForm(`review ${of.id}`, { note: '' });
  const { note } = form.values;
  const [isPromising, setIsPromising] = useState(false);
  const { data: backorder } = useRead('getBackorder', { params: { id: of.id } });
  const canAct = may('backorders.write') && (me.role !== 'sales_rep' || backorder?.salesRepId === me.id);
  const review = async () => {
    if (await act.submit({ params: { id: of.id }, body: { note: note.trim() || null } })) form.forget();
  };
  const promise = () => setIsPromising(true);
  useReviewKeys(of.id, canAct ? { review, promise } : null, moves);
  return (
    <Section title={of.number} note={<StatusBadge status={of.status as 'open'} />}>
      <div className={styles.card}>
        <Customer of={of} backorder={backorder} />
        <WhatWaits of={of} backorder={backorder} />
        <LastContact of={of.lastContact} />
        {canAct && backorder && isPromising && (
          <PromiseForm backorder={backorder} onClose={() => setIsPromising(false)} />
        )}
        {canAct && <ContactForm of={{ record: 'backorder', id: of.id, customerId: of.customerId }} />}
        {canAct && (
          <TextInput
            label={t('review.note')}
            maxLength={4000}
            value={note}
            onChange={(event) => form.set({ note: event.currentTarget.value })}
            onKeyDown={(event) => event.key === 'Enter' && review()}
          />
        )}
        <Refused error={act.error} />
        <ReviewActs
          id={of.id}
          isBusy={act.isBusy}
          onReview={canAct ? review : null}
          onPromise={isPromising ? null : promise}
          {...moves}
        />
      </div>
    </Section>
  );
}

function useReviewKeys(
  id: string,
  acts: { review: () => void; promise: () => void } | null,
  { onSkip, onBack }: Moves,
) {
  const navigate = useNavigate();
  const open = () => void navigate({ to: '/backorders/$id', params: { id } });
  useShortcuts([
    ...(acts
      ? [
          { keys: 'r', label: t('review.reviewedKey'), act: acts.review },
          { keys: 'd', label: t('review.promise'), act: acts.promise },
        ]
      : []),
    { keys: 'j', label: t('review.skip'), act: onSkip },
    ...(onBack ? [{ keys: 'k', label: t('review.back'), act: onBack }] : []),
    { keys: 'Enter', label: t('review.open'), act: open },
  ]);
}

type Reviewed = { of: DueReview; backorder: Backorder | undefined };

function Customer({ of, backorder }: Reviewed) {
  return (
    <div className={styles.who}>
      <CustomerFacts
        of={{
          id: of.customerId,
          accountNumber: backorder?.customer.accountNumber ?? '…',
          name: of.customerName,
          email: backorder?.customer.email ?? null,
          phone: of.customerPhone,
          tier: of.customerTier,
        }}
      />
    </div>
  );
}

function WhatWaits({ of, backorder }: Reviewed) {
  return (
    <Facts>
      <Fact name={t('review.item')}>
        {of.itemName}{' '}
        {of.lineCount > 1 && <span className="quiet">{t('review.moreItems', { count: of.lineCount - 1 })}</span>}
      </Fact>
      <Fact name={t('review.outstanding')}>
        <Quantity of={of.outstanding} unitsPerCase={of.unitsPerCase} />
      </Fact>
      <Fact name={t('review.waits')}>{t('backorders.age', { count: of.ageDays })}</Fact>
      <Fact name={t('review.expected')}>
        <DayOr on={of.promisedOn} otherwise={t('backorders.noDate')} />{' '}
        <Flags of={{ overdue: of.isOverdue, atRisk: backorder?.isAtRisk && !of.isOverdue }} />
      </Fact>
      <Fact name={t('review.projected')}>
        {backorder ? <DayOr on={backorder.projectedOn} otherwise={t('backorders.noDate')} /> : '…'}
      </Fact>
      <Fact name={t('review.value')}>
        <Money of={of.outstandingValue} />
      </Fact>
      <Fact name={t('review.lastReview')}>
        {of.reviewedAt ? <InstantText at={of.reviewedAt} /> : t('review.neverReviewed')}
      </Fact>
    </Facts>
  );
}

function LastContact({ of }: { of: DueReview['lastContact'] }) {
  return (
    <div>
      <div className="quiet small">{t('review.lastContact')}</div>
      {of ? (
        <p>
          {of.text}{' '}
          <span className="quiet small">
            (<InstantText at={of.at} />)
          </span>
        </p>
      ) : (
        <p>{t('review.never')}</p>
      )}
    </div>
  );
}

function ReviewActs(
  props: { id: string; isBusy: boolean; onReview: (() => void) | null; onPromise: (() => void) | null } & Moves,
) {
  const { onReview, onPromise, onBack } = props;
  return (
    <FormButtons>
      {onReview && (
        <Button loading={props.isBusy} onClick={onReview}>
          {t('review.reviewed')}
        </Button>
      )}
      {onReview && onPromise && (
        <Button variant="default" onClick={onPromise}>
          {t('review.promise')}
        </Button>
      )}
      <ButtonLink to="/backorders/$id" params={{ id: props.id }} variant="default">
        {t('review.open')}
      </ButtonLink>
      <Button variant="subtle" onClick={props.onSkip}>
        {t('review.skip')}
      </Button>
      {onBack && (
        <Button variant="subtle" onClick={onBack}>
          {t('review.back')}
        </Button>
      )}
    </FormButtons>
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
              <DayText on={row.createdOn} /> · {t('backorders.age', { count: row.ageDays })}
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
