import { Checkbox, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { BackorderRow } from '#contract/backorders/backorder-list.ts';
import { total } from '#domain/quantity.ts';
import { call } from '#web/api/call.ts';
import { t } from '#web/i18n/words.ts';
import { type CancellationGiven, useCancellationReason } from '#web/records/reason-fields.tsx';
import { useCompany } from '#web/ui/company.ts';
import { moneyText, sumOfMoney } from '#web/ui/money-text.ts';
import { numberText } from '#web/ui/quantity-text.ts';
import { DoForAll, eachAlone, NotDone, refusedOf } from './do-for-all.tsx';

/** How many the server takes in one request. */
const MOST_AT_ONCE = 200;

/** One date for all of them, told to each customer. */
export function PromiseAll({ rows, onClose }: { rows: BackorderRow[]; onClose: () => void }) {
  const { today } = useCompany();
  const [promisedOn, setPromisedOn] = useState('');
  const [reason, setReason] = useState('');
  return (
    <DoForAll
      title={t('bulk.promiseTitle', { count: rows.length })}
      act={t('promise.act')}
      rows={rows}
      atOnce={MOST_AT_ONCE}
      onDo={async (some, idempotencyKey) => {
        const promise = { promisedOn: promisedOn || null, reason: reason.trim() || null };
        const promises = some.map(({ id }) => ({ backorderId: id, ...promise }));
        return refusedOf(await call('promiseBackorders', { body: { promises } }, { idempotencyKey }));
      }}
      onClose={onClose}
    >
      <TextInput
        type="date"
        label={t('promise.promisedOn')}
        description={t('promise.mayBeEmpty')}
        min={today}
        value={promisedOn}
        onChange={(event) => setPromisedOn(event.currentTarget.value)}
      />
      <TextInput
        label={t('promise.reason')}
        description={t('promise.early')}
        maxLength={500}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
    </DoForAll>
  );
}

/** One call or message that was about several: it stands in the record of each. */
export function LogForAll({ rows, onClose }: { rows: BackorderRow[]; onClose: () => void }) {
  const { today } = useCompany();
  const [method, setMethod] = useState<(typeof METHODS)[number]>('email');
  const [text, setText] = useState('');
  const [nextFollowUpOn, setNextFollowUpOn] = useState('');
  return (
    <DoForAll
      title={t('bulk.messageTitle', { count: rows.length })}
      act={t('bulk.messageAct')}
      isReady={text.trim() !== ''}
      rows={rows}
      onDo={eachAlone((row, idempotencyKey) =>
        call(
          'recordBackorderCommunication',
          { params: { id: row.id }, body: { method, text: text.trim(), nextFollowUpOn: nextFollowUpOn || null } },
          { idempotencyKey },
        ),
      )}
      onClose={onClose}
    >
      <NativeSelect
        label={t('bulk.method')}
        value={method}
        data={METHODS.map((value) => ({ value, label: t(`bulk.methods.${value}`) }))}
        onChange={(event) => setMethod(event.currentTarget.value as (typeof METHODS)[number])}
      />
      <Textarea
        label={t('bulk.text')}
        required
        autosize
        minRows={3}
        maxLength={4000}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <TextInput
        type="date"
        label={t('bulk.nextFollowUpOn')}
        min={today}
        value={nextFollowUpOn}
        onChange={(event) => setNextFollowUpOn(event.currentTarget.value)}
      />
    </DoForAll>
  );
}

const METHODS = ['email', 'phone', 'in_person', 'other'] as const;

/** All of them are raised, or lose their mark. */
export function PrioritizeAll({ rows, onClose }: { rows: BackorderRow[]; onClose: () => void }) {
  // Most often they are raised; where all of them are raised already, the mark is taken back.
  const [isHigh, setIsHigh] = useState(!rows.every(({ highPriority }) => highPriority));
  const [reason, setReason] = useState('');
  return (
    <DoForAll
      title={t('bulk.priorityTitle', { count: rows.length })}
      act={t('priority.act')}
      isReady={reason.trim() !== ''}
      rows={rows}
      atOnce={MOST_AT_ONCE}
      onDo={async (some, idempotencyKey) => {
        const body = { backorderIds: some.map(({ id }) => id), highPriority: isHigh, reason: reason.trim() };
        return refusedOf(await call('prioritizeBackorders', { body }, { idempotencyKey }));
      }}
      onClose={onClose}
    >
      <p>{t('priority.note')}</p>
      <Checkbox
        label={t('priority.mark')}
        checked={isHigh}
        onChange={(event) => setIsHigh(event.currentTarget.checked)}
      />
      <TextInput
        label={t('promise.reason')}
        required
        maxLength={500}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
    </DoForAll>
  );
}

/** What is left of all of them is cancelled for one reason. */
export function CancelAll({ rows, onClose }: { rows: BackorderRow[]; onClose: () => void }) {
  const reason = useCancellationReason();
  const value = sumOfMoney(rows.map((row) => row.value));
  return (
    <DoForAll
      title={t('bulk.cancelTitle', { count: rows.length })}
      act={t('bulk.cancelAct')}
      isReady={reason.given !== null}
      rows={rows}
      onDo={eachAlone((row, idempotencyKey) =>
        call(
          'cancelBackorder',
          { params: { id: row.id }, body: reason.given as CancellationGiven },
          { idempotencyKey },
        ),
      )}
      onClose={onClose}
    >
      <p>
        {t('bulk.cancelNote', {
          units: numberText(total(rows, ({ outstanding }) => outstanding)),
          value: value ? moneyText(value) : '',
        })}
      </p>
      {reason.fields}
    </DoForAll>
  );
}

/** What is allocated to each is recorded as picked. */
export function FulfillAll({ rows, onClose }: { rows: BackorderRow[]; onClose: () => void }) {
  return (
    <DoForAll
      title={t('bulk.fulfillTitle', { count: rows.length })}
      act={t('bulk.fulfillAct')}
      rows={rows}
      onDo={eachAlone(fulfillWhatIsAllocated)}
      onClose={onClose}
    >
      <p>{t('bulk.fulfillNote')}</p>
    </DoForAll>
  );
}

/** The lines are read at this moment: what was allocated when the list was drawn may be picked by now. */
async function fulfillWhatIsAllocated({ id }: BackorderRow, idempotencyKey: string): Promise<unknown> {
  const { lines } = await call('getBackorder', { params: { id } });
  const allocated = lines
    .map((line) => ({ backorderLineId: line.id, quantity: line.allocated - line.picked }))
    .filter(({ quantity }) => quantity > 0);
  if (allocated.length === 0) throw new NotDone(t('bulk.nothingReserved'));
  return call('fulfillBackorder', { params: { id }, body: { lines: allocated } }, { idempotencyKey });
}
