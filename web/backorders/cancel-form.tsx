import { useState } from 'react';
import type { Settlement } from '#domain/invoicing/invoice-rule.ts';
import { CANCELLATION_REASONS } from '#domain/orders/cancellation-reason.ts';
import { total } from '#domain/quantity.ts';
import type { ProblemError } from '#web/api/problem-error.ts';
import { t } from '#web/i18n/words.ts';
import type { ToSend } from '#web/messages/message-to-send.tsx';
import { chosenOf, QuantityRows, type TypedQuantities } from '#web/records/quantity-rows.tsx';
import { type CancellationGiven, cancellationGiven, NO_REASON, reasonLooks } from '#web/records/reason-looks.ts';
import { Fields } from '#web/records/record-form.tsx';
import { useForm } from '#web/records/use-form.ts';
import { ActButtons, ActForm } from '#web/ui/form.tsx';
import { amountText, numberText } from '#web/ui/quantity-text.ts';
import { useSentRows } from '#web/ui/sent-rows.ts';
import { Refused } from '#web/ui/states.tsx';
import { Tick } from '#web/ui/tick.tsx';
import { type CancelPreview, ConfirmCancel } from './confirm-cancel.tsx';

export type CancelLine = { id: string; itemName: string; sku: string; unitsPerCase: number; left: number };

type Lines = { id: string; quantity: number }[] | undefined;

type CancelProps = {
  /** By which what was typed is kept: "backorder 7". */
  name: string;
  title: string;
  /** Named in the sentences: "B-1002". */
  number: string;
  lines: readonly CancelLine[];
  /** `lines` is undefined when everything is cancelled. Null when it was refused, and `error` says why. */
  onPreview: (lines: Lines) => Promise<CancelPreview | null>;
  /** What the customer would be told of it. */
  toSend: (given: CancellationGiven & { settlement: Settlement; lines: Lines }) => ToSend;
  /** Answers whether it was done. */
  onSubmit: (
    given: CancellationGiven & { settlement: Settlement; notifyCustomer: boolean; lines: Lines },
  ) => Promise<boolean>;
  isBusy: boolean;
  isPreviewing: boolean;
  error: ProblemError | null;
  previewError: ProblemError | null;
  onAsk: () => void;
  onClose: () => void;
};

const START = {
  ...NO_REASON,
  notifyCustomer: false,
  settlement: 'credit' as Settlement,
  quantities: {} as TypedQuantities,
};

/**
 * Cancels what is left of a backorder or an order: all of it unless told less. Cancelled is final, so the server says
 * first what it would do: what it is worth, what is put back, and who gets what becomes free. What was invoiced in advance is
 * credited, or refunded, as chosen then.
 */
export function CancelForm(props: CancelProps) {
  const form = useForm(`cancel ${props.name}`, START);
  const { values } = form;
  const sent = useSentRows(props.error ?? props.previewError);
  const [preview, setPreview] = useState<CancelPreview | null>(null);
  const rows = props.lines.map((line) => ({ ...line, most: line.left, start: line.left }));
  const { chosen, isReadable } = chosenOf(rows, values.quantities);
  const given = cancellationGiven(values);
  const isAll = chosen.length === rows.length && chosen.every(({ row, quantity }) => quantity === row.left);
  const lines: Lines = isAll ? undefined : chosen.map(({ row, quantity }) => ({ id: row.id, quantity }));
  const units = total(chosen, ({ quantity }) => quantity);

  async function ask() {
    if (!isReadable || chosen.length === 0 || !given) return;
    props.onAsk();
    sent.send(chosen.map(({ row }) => row.id));
    setPreview(await props.onPreview(lines));
  }

  async function cancel() {
    const { notifyCustomer, settlement } = values;
    if (given && (await props.onSubmit({ ...given, notifyCustomer, settlement, lines }))) form.forget();
  }

  return (
    <ActForm title={props.title} note={t('cancel.note')} onStartOver={form.startOver} onSubmit={() => void ask()}>
      <QuantityRows
        rows={rows}
        typed={values.quantities}
        onType={(quantities) => form.set({ quantities })}
        sent={sent}
        label={t('cancel.quantity')}
        facts={(row) => t('cancel.left', { amount: amountText(row.left, row.unitsPerCase) })}
        tooMany={(row) => t('cancel.tooMany', { amount: amountText(row.left, row.unitsPerCase) })}
        outcome={outcome}
      />
      <Fields form={form} looks={reasonLooks(CANCELLATION_REASONS, values)} error={props.previewError} />
      <Tick
        label={t('cancel.notify')}
        isSet={values.notifyCustomer}
        onSet={(notifyCustomer) => form.set({ notifyCustomer })}
      />
      <Refused error={props.previewError} />
      <ActButtons
        act={t('cancel.act', { count: units, number: numberText(units) })}
        isBusy={props.isPreviewing}
        disabled={!isReadable || chosen.length === 0}
        onClose={() => {
          form.forget();
          props.onClose();
        }}
      />
      {preview && (
        <ConfirmCancel
          of={preview}
          number={props.number}
          units={units}
          rest={total(rows, (row) => row.left) - units}
          toSend={
            values.notifyCustomer && given ? props.toSend({ ...given, settlement: values.settlement, lines }) : null
          }
          settlement={values.settlement}
          onSettle={(settlement) => form.set({ settlement })}
          isBusy={props.isBusy}
          error={props.error}
          onConfirm={() => void cancel()}
          onClose={() => setPreview(null)}
        />
      )}
    </ActForm>
  );
}

function outcome(line: CancelLine, quantity: number): string {
  const rest = line.left - quantity;
  return rest === 0 ? t('cancel.noneStays') : t('cancel.stays', { amount: amountText(rest, line.unitsPerCase) });
}
