import { useState } from 'react';
import type { Answer } from '#contract/operations.ts';
import { total } from '#domain/quantity.ts';
import type { ProblemError } from '#web/api/problem-error.ts';
import { Item } from '#web/catalog/item.tsx';
import { hasWords, t } from '#web/i18n/words.ts';
import { type CancellationGiven, useCancellationReason } from '#web/records/reason-fields.tsx';
import { ConfirmFinal } from '#web/ui/confirm-final.tsx';
import { ActButtons, ActForm, FieldRow } from '#web/ui/form.tsx';
import { moneyText } from '#web/ui/money-text.ts';
import { QuantityField } from '#web/ui/quantity-field.tsx';
import { QuantityLine, QuantityLines } from '#web/ui/quantity-lines.tsx';
import { amountText, numberText } from '#web/ui/quantity-text.ts';
import { useSentRows } from '#web/ui/sent-rows.ts';
import { Refused } from '#web/ui/states.tsx';
import { Tick } from '#web/ui/tick.tsx';

export type CancelLine = {
  id: string;
  itemName: string;
  sku: string;
  unitsPerCase: number;
  left: number;
  allocated: number;
  picked: number;
};

export type CancelPreview = Answer<'previewOrderCancellation'>;
type Lines = { id: string; quantity: number }[] | undefined;

/**
 * Cancels what is left of a backorder or an order: all of it unless told less. Cancelled is final, so the server says
 * first what it would do: what it is worth, what is put back, and who gets what becomes free.
 */
export function CancelForm(props: {
  title: string;
  /** Named in the sentences: "B-1002". */
  number: string;
  lines: readonly CancelLine[];
  /** `lines` is undefined when everything is cancelled. Null when it was refused, and `error` says why. */
  onPreview: (lines: Lines) => Promise<CancelPreview | null>;
  onSubmit: (given: CancellationGiven & { notifyCustomer: boolean; lines: Lines }) => void;
  isBusy: boolean;
  isPreviewing: boolean;
  error: ProblemError | null;
  previewError: ProblemError | null;
  onAsk: () => void;
  onClose: () => void;
}) {
  const { lines, number } = props;
  const reason = useCancellationReason();
  const [notifyCustomer, setNotifyCustomer] = useState(false);
  const [quantities, setQuantities] = useState<Record<string, number | null>>(() =>
    Object.fromEntries(lines.map((line) => [line.id, line.left])),
  );
  const sent = useSentRows(props.error ?? props.previewError);
  const [preview, setPreview] = useState<CancelPreview | null>(null);

  const chosen = lines
    .map((line) => ({ line, quantity: quantities[line.id] ?? 0 }))
    .filter(({ quantity }) => quantity > 0);
  const isReadable = lines.every((line) => {
    const quantity = quantities[line.id] ?? null;
    return quantity !== null && quantity <= line.left;
  });
  const isReady = isReadable && chosen.length > 0 && reason.given !== null;
  const isAll = chosen.length === lines.length && chosen.every(({ line, quantity }) => quantity === line.left);
  const asked: Lines = isAll ? undefined : chosen.map(({ line, quantity }) => ({ id: line.id, quantity }));

  const units = total(chosen, ({ quantity }) => quantity);
  const rest = total(lines, (line) => line.left) - units;

  async function ask() {
    if (!isReady) return;
    props.onAsk();
    sent.send(chosen.map(({ line }) => line.id));
    setPreview(await props.onPreview(asked));
  }

  return (
    <ActForm title={props.title} note={t('cancel.note')} onSubmit={() => void ask()}>
      <QuantityLines label={t('order.lines')}>
        {lines.map((line) => {
          const quantity = quantities[line.id] ?? null;
          const tooMany = quantity !== null && quantity > line.left;
          return (
            <QuantityLine
              key={line.id}
              name={line.itemName}
              item={<Item of={line} />}
              facts={t('cancel.left', { amount: amountText(line.left, line.unitsPerCase) })}
              fields={
                <QuantityField
                  label={t('cancel.quantity')}
                  value={quantity}
                  unitsPerCase={line.unitsPerCase}
                  empty={0}
                  onChange={(entered) => {
                    sent.change(line.id);
                    setQuantities((before) => ({ ...before, [line.id]: entered }));
                  }}
                />
              }
              error={
                tooMany
                  ? t('cancel.tooMany', { amount: amountText(line.left, line.unitsPerCase) })
                  : sent.problem(line.id)
              }
              outcome={quantity === null ? null : outcome(line, quantity)}
            />
          );
        })}
      </QuantityLines>
      <FieldRow>{reason.fields}</FieldRow>
      <Tick label={t('cancel.notify')} isSet={notifyCustomer} onSet={setNotifyCustomer} />
      <Refused error={props.previewError} />
      <ActButtons
        act={t('cancel.act', { count: units, number: numberText(units) })}
        isBusy={props.isPreviewing}
        disabled={!isReadable || chosen.length === 0}
        onClose={props.onClose}
      />
      {preview && (
        <ConfirmFinal
          title={t('cancel.confirmTitle', { count: units, units: numberText(units), number })}
          confirm={t('cancel.act', { count: units, number: numberText(units) })}
          isBusy={props.isBusy}
          error={props.error}
          onConfirm={() => reason.given && props.onSubmit({ ...reason.given, notifyCustomer, lines: asked })}
          onClose={() => setPreview(null)}
        >
          <ul style={{ listStyle: 'disc', paddingLeft: '1.25rem' }}>
            <li>{t('cancel.worth', { value: moneyText(preview.value) })}</li>
            <li>
              {rest === 0
                ? t('cancel.nothingStays', { number })
                : t('cancel.restStays', { count: rest, units: numberText(rest), number })}
            </li>
            <Consequences of={preview} />
            <li>{t(notifyCustomer ? 'cancel.tellsCustomer' : 'cancel.tellsNobody')}</li>
            <li>{t('cancel.final')}</li>
          </ul>
        </ConfirmFinal>
      )}
    </ActForm>
  );
}

function Consequences({ of: { putBack, freed, next, orderStatus, backorderStatus } }: { of: CancelPreview }) {
  const status = backorderStatus ?? orderStatus;
  return (
    <>
      {putBack > 0 && <li>{t('cancel.putBack', { count: putBack, units: numberText(putBack) })}</li>}
      {freed > 0 && next.length === 0 && <li>{t('cancel.freed', { count: freed, units: numberText(freed) })}</li>}
      {next.map((one) => (
        <li key={`${one.orderId} ${one.backorderId} ${one.sku}`}>
          {t('cancel.goesTo', {
            amount: amountText(one.quantity, one.unitsPerCase),
            name: one.itemName,
            number: one.backorderNumber ?? one.orderNumber,
            customer: one.customerName,
          })}
        </li>
      ))}
      {hasWords(`status.${status}`) && (
        <li>{t('cancel.statusAfter', { status: t(`status.${status as 'cancelled'}`) })}</li>
      )}
    </>
  );
}

function outcome(line: CancelLine, quantity: number): string {
  const rest = line.left - quantity;
  return rest === 0 ? t('cancel.noneStays') : t('cancel.stays', { amount: amountText(rest, line.unitsPerCase) });
}
