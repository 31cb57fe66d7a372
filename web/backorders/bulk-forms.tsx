import { Checkbox, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useRef } from 'react';
import type { BackorderRow } from '#contract/backorders/backorder-list.ts';
import type { Settlement } from '#domain/invoicing/invoice-rule.ts';
import { CANCELLATION_REASONS } from '#domain/orders/cancellation-reason.ts';
import { total } from '#domain/quantity.ts';
import { call } from '#web/api/call.ts';
import { ProblemError } from '#web/api/problem-error.ts';
import { t } from '#web/i18n/words.ts';
import { SettlementChoice } from '#web/orders/settlement-choice.tsx';
import { cancellationGiven, NO_REASON, reasonLooks } from '#web/records/reason-looks.ts';
import { Fields } from '#web/records/record-form.tsx';
import { useForm } from '#web/records/use-form.ts';
import { useCompany } from '#web/ui/company.ts';
import { DayField } from '#web/ui/day-field.tsx';
import { moneyText, sumOfMoney } from '#web/ui/money-text.ts';
import { numberText } from '#web/ui/quantity-text.ts';
import { type BulkProps, DoForAll, refusedOf, whyNot } from './do-for-all.tsx';

/** One call or message that was about several: it stands in the record of each. */
export function LogForAll(props: BulkProps) {
  const { rows } = props;
  const { today } = useCompany();
  const form = useForm(`log for all ${idsOf(rows).join(' ')}`, {
    method: 'email' as (typeof METHODS)[number],
    text: '',
    nextFollowUpOn: '',
  });
  const { method, text, nextFollowUpOn } = form.values;
  return (
    <DoForAll
      {...props}
      form={form}
      title={t('bulk.messageTitle', { count: rows.length })}
      act={t('bulk.messageAct')}
      isReady={text.trim() !== ''}
      onDo={async (some, idempotencyKey) => {
        const said = { method, text: text.trim(), nextFollowUpOn: nextFollowUpOn || null };
        const body = { ...said, backorderIds: idsOf(some) };
        return refusedOf(await call('recordBackorderCommunications', { body }, { idempotencyKey }));
      }}
    >
      <Link className="small" to="/messages/to-tell" search={{ only: idsOf(rows).slice(0, 200).join(',') }}>
        {t('bulk.drafts')}
      </Link>
      <NativeSelect
        label={t('bulk.method')}
        value={method}
        data={METHODS.map((value) => ({ value, label: t(`bulk.methods.${value}`) }))}
        onChange={(event) => form.set({ method: event.currentTarget.value as typeof method })}
      />
      <Textarea
        label={t('bulk.text')}
        required
        autosize
        minRows={3}
        maxLength={4000}
        value={text}
        onChange={(event) => form.set({ text: event.currentTarget.value })}
      />
      <DayField
        label={t('bulk.nextFollowUpOn')}
        min={today}
        value={nextFollowUpOn}
        onDay={(on) => form.set({ nextFollowUpOn: on })}
      />
    </DoForAll>
  );
}

const METHODS = ['email', 'phone', 'in_person', 'other'] as const;

/** All of them are raised, or lose their mark. */
export function PrioritizeAll(props: BulkProps) {
  const { rows } = props;
  // Most often they are raised; where all of them are raised already, the mark is taken back.
  const start = { isHigh: !rows.every(({ highPriority }) => highPriority), reason: '' };
  const form = useForm(`priority for all ${idsOf(rows).join(' ')}`, start);
  const { isHigh, reason } = form.values;
  return (
    <DoForAll
      {...props}
      form={form}
      title={t('bulk.priorityTitle', { count: rows.length })}
      act={t('priority.act')}
      isReady={reason.trim() !== ''}
      onDo={async (some, idempotencyKey) => {
        const body = { backorderIds: idsOf(some), highPriority: isHigh, reason: reason.trim() };
        return refusedOf(await call('prioritizeBackorders', { body }, { idempotencyKey }));
      }}
      onUndo={(done) => {
        const backorderIds = idsOf(done.filter(({ highPriority }) => highPriority !== isHigh));
        const body = { backorderIds, highPriority: !isHigh, reason: t('bulk.undoReason', { reason: reason.trim() }) };
        return backorderIds.length > 0 ? call('prioritizeBackorders', { body }) : Promise.resolve();
      }}
    >
      <p>{t('priority.note')}</p>
      <Checkbox
        label={t('priority.mark')}
        checked={isHigh}
        onChange={(event) => form.set({ isHigh: event.currentTarget.checked })}
      />
      <TextInput
        label={t('promise.reason')}
        required
        maxLength={500}
        value={reason}
        onChange={(event) => form.set({ reason: event.currentTarget.value })}
      />
    </DoForAll>
  );
}

/** All of them were looked at. */
export function ReviewAll(props: BulkProps) {
  const { rows } = props;
  const form = useForm(`review all ${idsOf(rows).join(' ')}`, { note: '' });
  const reviewedAt = useRef(new Map<string, string>());
  return (
    <DoForAll
      {...props}
      form={form}
      title={t('bulk.reviewTitle', { count: rows.length })}
      act={t('bulk.review')}
      onDo={async (some, idempotencyKey) => {
        const body = { backorderIds: idsOf(some), note: form.values.note.trim() || null };
        try {
          const { data } = await call('reviewBackorders', { body }, { idempotencyKey });
          for (const one of data) reviewedAt.current.set(one.backorderId, one.reviewedAt);
          return [];
        } catch (error) {
          return allOrNone(error, some);
        }
      }}
      onUndo={async (done) => {
        // Each two hundred were reviewed at an instant of their own.
        for (const at of new Set(reviewedAt.current.values())) {
          const backorderIds = idsOf(done).filter((id) => reviewedAt.current.get(id) === at);
          await call('withdrawReviews', { body: { backorderIds, reviewedAt: at } });
        }
      }}
    >
      <TextInput
        label={t('review.note')}
        maxLength={4000}
        value={form.values.note}
        onChange={(event) => form.set({ note: event.currentTarget.value })}
      />
    </DoForAll>
  );
}

/** Where one of them is refused all are left alone, and the one says why. */
function allOrNone(error: unknown, rows: readonly BackorderRow[]) {
  const why = whyNot(error);
  const refused = error instanceof ProblemError ? error.errors.map(({ pointer }) => pointer) : [];
  return rows.map(({ id }, index) => {
    const isOther = refused.length > 0 && !refused.includes(`#/backorderIds/${index}`);
    return { id, why: isOther ? t('bulk.otherRefused') : why };
  });
}

/** What is left of all of them is cancelled for one reason. */
export function CancelAll(props: BulkProps) {
  const { rows } = props;
  const form = useForm(`cancel all ${idsOf(rows).join(' ')}`, { ...NO_REASON, settlement: 'credit' as Settlement });
  const given = cancellationGiven(form.values);
  const value = sumOfMoney(rows.map((row) => row.outstandingValue));
  return (
    <DoForAll
      {...props}
      form={form}
      title={t('bulk.cancelTitle', { count: rows.length })}
      act={t('bulk.cancelAct')}
      isReady={given !== null}
      onDo={async (some, idempotencyKey) => {
        if (!given) return [];
        const body = { ...given, settlement: form.values.settlement, backorderIds: idsOf(some) };
        return refusedOf(await call('cancelBackorders', { body }, { idempotencyKey }));
      }}
    >
      <p>
        {t('bulk.cancelNote', {
          units: numberText(total(rows, ({ outstanding }) => outstanding)),
          value: value ? moneyText(value) : '',
        })}
      </p>
      <Fields form={form} looks={reasonLooks(CANCELLATION_REASONS, form.values)} error={null} />
      {rows.some(({ invoiceRule }) => invoiceRule === 'in_advance') && (
        <SettlementChoice chosen={form.values.settlement} onChoose={(settlement) => form.set({ settlement })} />
      )}
    </DoForAll>
  );
}

/** What is allocated to each is recorded as picked. */
export function FulfillAll(props: BulkProps) {
  const { rows } = props;
  return (
    <DoForAll
      {...props}
      title={t('bulk.fulfillTitle', { count: rows.length })}
      act={t('bulk.fulfillAct')}
      onDo={async (some, idempotencyKey) => {
        const body = { backorderIds: idsOf(some) };
        return refusedOf(await call('fulfillBackorders', { body }, { idempotencyKey }), {
          nothing_picked: t('bulk.nothingReserved'),
        });
      }}
    >
      <p>{t('bulk.fulfillNote')}</p>
    </DoForAll>
  );
}

const idsOf = (rows: readonly BackorderRow[]) => rows.map(({ id }) => id);
