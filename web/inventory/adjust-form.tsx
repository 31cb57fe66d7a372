import { useState } from 'react';
import { useAct } from '#web/api/act.ts';
import type { ItemOf } from '#web/api/read.ts';
import { t } from '#web/i18n/words.ts';
import { useReason } from '#web/records/reason-fields.tsx';
import { ADJUSTMENT_REASONS } from '#web/records/reasons.ts';
import { ActButtons, ActForm, FieldRow } from '#web/ui/form.tsx';
import { QuantityField } from '#web/ui/quantity-field.tsx';
import { amountText } from '#web/ui/quantity-text.ts';
import { Refused } from '#web/ui/states.tsx';
import { tell } from '#web/ui/toast.tsx';

/** Records what was counted. Stock below what is promised takes promises back, and the answer says how many. */
export function AdjustForm({ stock, onClose }: { stock: ItemOf<'listStock'>; onClose: () => void }) {
  const act = useAct('adjustStock');
  const [counted, setCounted] = useState<number | null>(stock.onHand);
  const reason = useReason(ADJUSTMENT_REASONS);
  const { unitsPerCase } = stock;
  const difference = counted === null ? null : counted - stock.onHand;

  async function submit() {
    if (counted === null || reason.given.reason === '') return;
    const done = await act.submit({
      body: { variantId: stock.variantId, warehouseId: stock.warehouseId, countedQuantity: counted, ...reason.given },
    });
    if (!done) return;
    const lost = done.released.length;
    tell(
      [
        t('stock.adjusted', { amount: amountText(done.onHand, unitsPerCase) }),
        lost > 0 ? t('stock.released', { count: lost }) : null,
        done.exceptionId && t('stock.exception'),
      ]
        .filter(Boolean)
        .join(' '),
    );
    onClose();
  }

  return (
    <ActForm title={t('stock.adjustTitle', { name: stock.itemName })} onSubmit={() => void submit()}>
      <FieldRow>
        <QuantityField label={t('stock.counted')} value={counted} unitsPerCase={unitsPerCase} onChange={setCounted} />
        {reason.fields}
      </FieldRow>
      <p aria-live="polite">{difference === null ? null : <Difference of={difference} stock={stock} />}</p>
      <Refused error={act.error} />
      <ActButtons act={t('stock.record')} isBusy={act.isBusy} disabled={counted === null} onClose={onClose} />
    </ActForm>
  );
}

function Difference({ of, stock }: { of: number; stock: ItemOf<'listStock'> }) {
  const { unitsPerCase, onHand, allocated } = stock;
  const amount = amountText(Math.abs(of), unitsPerCase);
  const says = of === 0 ? t('stock.asRecorded') : of > 0 ? t('stock.more', { amount }) : t('stock.less', { amount });
  const broken = allocated - (onHand + of);
  return broken > 0 ? `${says} ${t('stock.breaks', { amount: amountText(broken, unitsPerCase) })}` : says;
}
