import { Button, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useRef, useState } from 'react';
import type { BackorderRow } from '#contract/backorders.ts';
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

export type BulkAct = 'promise' | 'fulfill' | 'cancel';

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
    ...(may('backorders.write') && isOpen ? (['promise', 'cancel'] as const) : []),
  ];
}

/** Asks what an act needs to know, then does it for each, one after the other, and says what was left as it was. */
export function BulkDialog({ act, rows, onClose }: { act: BulkAct; rows: BackorderRow[]; onClose: () => void }) {
  const open = rows.filter(({ outstanding }) => outstanding > 0);
  if (act === 'promise') return <PromiseAll rows={open} onClose={onClose} />;
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
