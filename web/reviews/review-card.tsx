import { Button, TextInput } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import type { Backorder } from '#contract/backorders/backorder.ts';
import { useMay, useMe } from '#web/accounts/viewer.ts';
import type { ProblemError } from '#web/api/problem-error.ts';
import { useRead } from '#web/api/read.ts';
import { ageText } from '#web/backorders/age-text.ts';
import { PromiseForm } from '#web/backorders/promise-form.tsx';
import { ContactForm } from '#web/communications/contact-form.tsx';
import { CustomerFacts } from '#web/customers/party.tsx';
import { t } from '#web/i18n/words.ts';
import { useForm } from '#web/records/use-form.ts';
import { ButtonLink } from '#web/ui/button-link.ts';
import { DayOr, InstantText } from '#web/ui/date-text.tsx';
import { Flags } from '#web/ui/flags.tsx';
import { FormButtons } from '#web/ui/form.tsx';
import { Money } from '#web/ui/money.tsx';
import { Fact, Facts, Section } from '#web/ui/page.tsx';
import { Quantity } from '#web/ui/quantity.tsx';
import { useShortcuts } from '#web/ui/shortcuts.ts';
import { Refused } from '#web/ui/states.tsx';
import { StatusBadge } from '#web/ui/status-badge.tsx';
import styles from './review-page.module.css';
import type { DueReview } from './use-reviewing.ts';

type UndoOf = { what: string; act: () => void };
type Moves = { onSkip: () => void; onBack: (() => void) | null; undo: UndoOf | null };

/** One backorder with all that is done about it: a date is promised and a call logged here, then the next comes. */
export function ReviewCard(
  props: {
    of: DueReview;
    /** It took the place of one that was just reviewed. */
    takesFocus: boolean;
    error: ProblemError | null;
    /** `onDone` once the server has it. */
    onReview: (note: string, onDone: () => void) => void;
  } & Moves,
) {
  const { of, onSkip, onBack, undo } = props;
  const form = useForm(`review ${of.id}`, { note: '' });
  const { note } = form.values;
  const [isPromising, setIsPromising] = useState(false);
  const { data: backorder } = useRead('getBackorder', { params: { id: of.id } });
  const canAct = useCanAct(of);
  const whole = useRef<HTMLDivElement>(null);
  const { takesFocus } = props;
  useEffect(() => {
    if (takesFocus) whole.current?.focus();
  }, [takesFocus]);
  const review = () => props.onReview(note, () => form.forget());
  const promise = () => setIsPromising(true);
  useReviewKeys(of.id, canAct ? { review, promise } : null, { onSkip, onBack, undo });
  return (
    <Section title={of.number} note={<StatusBadge status={of.status as 'open'} />}>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset names its fields, and this is more than fields */}
      <div ref={whole} className={styles.card} tabIndex={-1} role="group" aria-label={of.number}>
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
        <Refused error={props.error} />
        <ReviewActs
          id={of.id}
          onReview={canAct ? review : null}
          onPromise={isPromising ? null : promise}
          onSkip={onSkip}
          onBack={onBack}
          undo={undo}
        />
      </div>
    </Section>
  );
}

function useCanAct({ salesRepId }: DueReview): boolean {
  const me = useMe();
  return useMay()('backorders.write') && (me.role !== 'sales_rep' || salesRepId === me.id);
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
      <Fact name={t('review.waits')}>{ageText(of.ageDays)}</Fact>
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

function ReviewActs(props: { id: string; onReview: (() => void) | null; onPromise: (() => void) | null } & Moves) {
  const { onReview, onPromise, onBack } = props;
  return (
    <FormButtons>
      {onReview && <Button onClick={onReview}>{t('review.reviewed')}</Button>}
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
      {props.undo && <UndoReview {...props.undo} />}
    </FormButtons>
  );
}

/** Takes back the review before. */
export function UndoReview({ what, act }: UndoOf) {
  return (
    <Button variant="subtle" onClick={act}>
      {t('undo.what', { what })}
    </Button>
  );
}
