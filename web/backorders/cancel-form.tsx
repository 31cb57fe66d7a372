import { Button } from '@mantine/core';
import { useState } from 'react';
import { total } from '#domain/quantity.ts';
import type { ProblemError } from '#web/api/problem-error.ts';
import { Item } from '#web/catalog/item.tsx';
import { t } from '#web/i18n/words.ts';
import { type ReasonGiven, useReason } from '#web/records/reason-fields.tsx';
import { CANCELLATION_REASONS } from '#web/records/reasons.ts';
import { ConfirmFinal } from '#web/ui/confirm-final.tsx';
import { ActForm, FieldRow, FormButtons } from '#web/ui/form.tsx';
import { QuantityField } from '#web/ui/quantity-field.tsx';
import { QuantityLine, QuantityLines } from '#web/ui/quantity-lines.tsx';
import { amountText, numberText } from '#web/ui/quantity-text.ts';
import { useSentRows } from '#web/ui/sent-rows.ts';

export type CancelLine = {
  id: string;
  name: string;
  sku: string;
  unitsPerCase: number;
  left: number;
  allocated: number;
  picked: number;
};

/**
 * Cancels what is left of a backorder or an order: all of it unless told less. Cancelled is final, so it says what will
 * happen, in numbers, before it does it.
 */
export function CancelForm(props: {
  title: string;
  /** Named in the sentences: "B-1002". */
  number: string;
  lines: readonly CancelLine[];
  isBusy: boolean;
  error: ProblemError | null;
  /** `lines` is undefined when everything is cancelled. */
  onSubmit: (given: ReasonGiven & { lines: { id: string; quantity: number }[] | undefined }) => void;
  onAsk: () => void;
  onClose: () => void;
}) {
  const { lines, number } = props;
  const reason = useReason(CANCELLATION_REASONS);
  const [quantities, setQuantities] = useState<Record<string, number | null>>(() =>
    Object.fromEntries(lines.map((line) => [line.id, line.left])),
  );
  const sent = useSentRows(props.error);
  const [isAsking, setIsAsking] = useState(false);

  const chosen = lines
    .map((line) => ({ line, quantity: quantities[line.id] ?? 0 }))
    .filter(({ quantity }) => quantity > 0);
  const isReadable = lines.every((line) => {
    const quantity = quantities[line.id] ?? null;
    return quantity !== null && quantity <= line.left;
  });
  const isReady = isReadable && chosen.length > 0 && reason.given.reason !== '';
  const isAll = chosen.length === lines.length && chosen.every(({ line, quantity }) => quantity === line.left);

  const units = total(chosen, ({ quantity }) => quantity);
  const rest = total(lines, (line) => line.left) - units;
  const picked = total(chosen, ({ line, quantity }) => Math.max(0, quantity - (line.left - line.picked)));
  const freed = total(chosen, ({ line, quantity }) => Math.max(0, quantity - (line.left - line.allocated))) - picked;

  function confirm() {
    sent.send(chosen.map(({ line }) => line.id));
    props.onSubmit({
      ...reason.given,
      lines: isAll ? undefined : chosen.map(({ line, quantity }) => ({ id: line.id, quantity })),
    });
  }

  return (
    <ActForm
      title={props.title}
      note={t('cancel.note')}
      onSubmit={() => {
        if (!isReady) return;
        props.onAsk();
        setIsAsking(true);
      }}
    >
      <QuantityLines label={t('order.lines')}>
        {lines.map((line) => {
          const quantity = quantities[line.id] ?? null;
          const tooMany = quantity !== null && quantity > line.left;
          return (
            <QuantityLine
              key={line.id}
              name={line.name}
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
      <FormButtons>
        <Button type="submit" disabled={!isReadable || chosen.length === 0}>
          {t('cancel.act', { count: units, number: numberText(units) })}
        </Button>
        <Button variant="default" onClick={props.onClose}>
          {t('act.close')}
        </Button>
      </FormButtons>
      {isAsking && (
        <ConfirmFinal
          title={t('cancel.confirmTitle', { count: units, units: numberText(units), number })}
          confirm={t('cancel.act', { count: units, number: numberText(units) })}
          isBusy={props.isBusy}
          error={props.error}
          onConfirm={confirm}
          onClose={() => setIsAsking(false)}
        >
          <ul style={{ listStyle: 'disc', paddingLeft: '1.25rem' }}>
            <li>
              {rest === 0
                ? t('cancel.nothingStays', { number })
                : t('cancel.restStays', { count: rest, units: numberText(rest), number })}
            </li>
            {freed > 0 && <li>{t('cancel.freed', { count: freed, units: numberText(freed) })}</li>}
            {picked > 0 && <li>{t('cancel.putBack', { count: picked, units: numberText(picked) })}</li>}
            <li>{t('cancel.final')}</li>
          </ul>
        </ConfirmFinal>
      )}
    </ActForm>
  );
}

function outcome(line: CancelLine, quantity: number): string {
  const rest = line.left - quantity;
  return rest === 0 ? t('cancel.noneStays') : t('cancel.stays', { amount: amountText(rest, line.unitsPerCase) });
}
