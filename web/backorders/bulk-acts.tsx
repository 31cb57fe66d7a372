import { Button, Checkbox, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useRef, useState } from 'react';
import type { BackorderRow } from '#contract/backorders/backorder-list.ts';
import { CANCELLATION_REASONS } from '#domain/orders/cancellation-reason.ts';
import { total } from '#domain/quantity.ts';
import { useMay } from '#web/accounts/viewer.ts';
import { call } from '#web/api/call.ts';
import { ProblemError } from '#web/api/problem-error.ts';
import { t } from '#web/i18n/words.ts';
import { useReason } from '#web/records/reason-fields.tsx';
import { useCompany } from '#web/ui/company.ts';
import { Dialog, DialogButtons } from '#web/ui/dialog.tsx';
import { moneyText, sumOfMoney } from '#web/ui/money-text.ts';
import { problemSentence } from '#web/ui/problem-words.ts';
import { numberText } from '#web/ui/quantity-text.ts';
import { tell } from '#web/ui/toast.tsx';
import styles from './bulk-acts.module.css';

export type BulkAct = 'fulfill' | 'promise' | 'message' | 'priority' | 'cancel';

/** What can be done with several backorders at once, as far as the viewer's role and their state allow. */
export function BulkButtons({ rows, onAct }: { rows: BackorderRow[]; onAct: (act: BulkAct) => void }) {
  const may = useMay();
  return possibleActs(rows, may).map((act) => (
    <Button key={act} variant={act === 'cancel' ? 'subtle' : 'default'} onClick={() => onAct(act)}>
      {t(`bulk.${act}`)}
    </Button>
  ));
}

/** The acts that make sense for some of these rows. */
export function possibleActs(rows: readonly BackorderRow[], may: ReturnType<typeof useMay>): BulkAct[] {
  const isOpen = rows.some(({ outstanding }) => outstanding > 0);
  return [
    ...(may('fulfillment.write') && rows.some(({ isReady }) => isReady) ? (['fulfill'] as const) : []),
    ...(may('backorders.write') && isOpen ? (['promise', 'message', 'priority', 'cancel'] as const) : []),
  ];
}

/** Asks what an act needs to know, then does it for each, one after the other, and says what was left as it was. */
export function BulkDialog({ act, rows, onClose }: { act: BulkAct; rows: BackorderRow[]; onClose: () => void }) {
  const open = rows.filter(({ outstanding }) => outstanding > 0);
  if (act === 'promise') return <PromiseAll rows={open} onClose={onClose} />;
  if (act === 'message') return <LogForAll rows={open} onClose={onClose} />;
  if (act === 'priority') return <PrioritizeAll rows={open} onClose={onClose} />;
  if (act === 'cancel') return <CancelAll rows={open} onClose={onClose} />;
  return <FulfillAll rows={open.filter(({ isReady }) => isReady)} onClose={onClose} />;
}

function PromiseAll({ rows, onClose }: { rows: BackorderRow[]; onClose: () => void }) {
  const { today } = useCompany();
  const [promisedOn, setPromisedOn] = useState('');
  const [reason, setReason] = useState('');
  return (
    <ForEach
      title={t('bulk.promiseTitle', { count: rows.length })}
      act={t('promise.act')}
      rows={rows}
      onEach={(row, idempotencyKey) =>
        call(
          'promiseBackorder',
          { params: { id: row.id }, body: { promisedOn: promisedOn || null, reason: reason.trim() || null } },
          { idempotencyKey },
        )
      }
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
    </ForEach>
  );
}

/** One call or message that was about several: it stands in the record of each. */
function LogForAll({ rows, onClose }: { rows: BackorderRow[]; onClose: () => void }) {
  const { today } = useCompany();
  const [method, setMethod] = useState<(typeof METHODS)[number]>('email');
  const [text, setText] = useState('');
  const [nextFollowUpOn, setNextFollowUpOn] = useState('');
  return (
    <ForEach
      title={t('bulk.messageTitle', { count: rows.length })}
      act={t('bulk.messageAct')}
      isReady={text.trim() !== ''}
      rows={rows}
      onEach={(row, idempotencyKey) =>
        call(
          'recordBackorderCommunication',
          { params: { id: row.id }, body: { method, text: text.trim(), nextFollowUpOn: nextFollowUpOn || null } },
          { idempotencyKey },
        )
      }
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
    </ForEach>
  );
}

const METHODS = ['email', 'phone', 'in_person', 'other'] as const;

function PrioritizeAll({ rows, onClose }: { rows: BackorderRow[]; onClose: () => void }) {
  // Most often they are raised; where all of them are raised already, the mark is taken back.
  const [isHigh, setIsHigh] = useState(!rows.every(({ highPriority }) => highPriority));
  const [reason, setReason] = useState('');
  return (
    <ForEach
      title={t('bulk.priorityTitle', { count: rows.length })}
      act={t('priority.act')}
      isReady={reason.trim() !== ''}
      rows={rows}
      onEach={(row, idempotencyKey) =>
        call(
          'prioritizeBackorder',
          { params: { id: row.id }, body: { highPriority: isHigh, reason: reason.trim() } },
          { idempotencyKey },
        )
      }
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
    </ForEach>
  );
}

function CancelAll({ rows, onClose }: { rows: BackorderRow[]; onClose: () => void }) {
  const reason = useReason(CANCELLATION_REASONS);
  const value = sumOfMoney(rows.map((row) => row.value));
  return (
    <ForEach
      title={t('bulk.cancelTitle', { count: rows.length })}
      act={t('bulk.cancelAct')}
      isReady={reason.given.reason !== ''}
      rows={rows}
      onEach={(row, idempotencyKey) =>
        call('cancelBackorder', { params: { id: row.id }, body: reason.given }, { idempotencyKey })
      }
      onClose={onClose}
    >
      <p>
        {t('bulk.cancelNote', {
          units: numberText(total(rows, ({ outstanding }) => outstanding)),
          value: value ? moneyText(value) : '',
        })}
      </p>
      {reason.fields}
    </ForEach>
  );
}

function FulfillAll({ rows, onClose }: { rows: BackorderRow[]; onClose: () => void }) {
  return (
    <ForEach
      title={t('bulk.fulfillTitle', { count: rows.length })}
      act={t('bulk.fulfillAct')}
      rows={rows}
      onEach={fulfillWhatIsReserved}
      onClose={onClose}
    >
      <p>{t('bulk.fulfillNote')}</p>
    </ForEach>
  );
}

/** The lines are read at this moment: what was reserved when the list was drawn may be picked by now. */
async function fulfillWhatIsReserved({ id }: BackorderRow, idempotencyKey: string): Promise<unknown> {
  const { lines } = await call('getBackorder', { params: { id } });
  const reserved = lines
    .map((line) => ({ backorderLineId: line.id, quantity: line.allocated - line.picked }))
    .filter(({ quantity }) => quantity > 0);
  if (reserved.length === 0) throw new NotDone(t('bulk.nothingReserved'));
  return call('fulfillBackorder', { params: { id }, body: { lines: reserved } }, { idempotencyKey });
}

class NotDone extends Error {}

type LeftAlone = { number: string; why: string };

function ForEach(props: {
  title: string;
  act: string;
  isReady?: boolean;
  rows: BackorderRow[];
  onEach: (row: BackorderRow, idempotencyKey: string) => Promise<unknown>;
  onClose: () => void;
  children: ReactNode;
}) {
  const { rows } = props;
  const client = useQueryClient();
  // The same try again after a lost answer does nothing twice.
  const keys = useRef(new Map<string, string>());
  const [done, setDone] = useState<number | null>(null);
  const [leftAlone, setLeftAlone] = useState<LeftAlone[]>([]);
  const isBusy = done !== null && done < rows.length;
  const isOver = done === rows.length;

  async function doAll(event: FormEvent) {
    event.preventDefault();
    if (isBusy) return;
    setDone(0);
    const refused: LeftAlone[] = [];
    for (const [index, row] of rows.entries()) {
      const key = keys.current.get(row.id) ?? crypto.randomUUID();
      keys.current.set(row.id, key);
      try {
        await props.onEach(row, key);
      } catch (error) {
        refused.push({ number: row.number, why: whyNot(error) });
      }
      setDone(index + 1);
    }
    void client.invalidateQueries();
    setLeftAlone(refused);
    if (refused.length > 0) return;
    tell(t('bulk.doneAll', { count: rows.length }));
    props.onClose();
  }

  return (
    <Dialog title={props.title} onClose={props.onClose}>
      <form className={styles.form} onSubmit={(event) => void doAll(event)}>
        {!isOver && props.children}
        {isBusy && <p role="status">{t('bulk.progress', { done: numberText(done), all: numberText(rows.length) })}</p>}
        {leftAlone.length > 0 && (
          <div role="alert">
            {rows.length > leftAlone.length && <p>{t('bulk.doneAll', { count: rows.length - leftAlone.length })}</p>}
            <p>{t('bulk.refused', { count: leftAlone.length })}</p>
            <ul className={styles.refused}>
              {leftAlone.map(({ number, why }) => (
                <li key={number}>{t('bulk.refusedOf', { number, why })}</li>
              ))}
            </ul>
          </div>
        )}
        <DialogButtons>
          <Button variant="default" onClick={props.onClose}>
            {t('act.close')}
          </Button>
          {!isOver && (
            <Button type="submit" loading={isBusy} disabled={props.isReady === false || rows.length === 0}>
              {props.act}
            </Button>
          )}
        </DialogButtons>
      </form>
    </Dialog>
  );
}

function whyNot(error: unknown): string {
  if (error instanceof ProblemError) return problemSentence(error);
  if (error instanceof NotDone) return error.message;
  throw error;
}
