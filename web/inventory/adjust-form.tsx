import type { Answer } from '#contract/operations.ts';
import { useAct } from '#web/api/act.ts';
import type { ItemOf } from '#web/api/read.ts';
import { ScanCounter } from '#web/catalog/scan-counter.tsx';
import { t } from '#web/i18n/words.ts';
import { NO_REASON, type ReasonTyped, reasonGiven, reasonLooks } from '#web/records/reason-looks.ts';
import { ADJUSTMENT_REASONS } from '#web/records/reasons.ts';
import { Fields } from '#web/records/record-form.tsx';
import { useForm } from '#web/records/use-form.ts';
import { AskAgain } from '#web/ui/ask-again.tsx';
import type { Looks } from '#web/ui/fields.tsx';
import { ActButtons, ActForm } from '#web/ui/form.tsx';
import { QuantityField } from '#web/ui/quantity-field.tsx';
import { amountText } from '#web/ui/quantity-text.ts';
import { Refused } from '#web/ui/states.tsx';
import { tell } from '#web/ui/toast.tsx';

type Count = ReasonTyped & { counted: number | null; isScanned: boolean };

/**
 * Records what was counted; the field is empty, so that nobody confirms the books unseen. Stock below what is promised takes
 * promises back, and the answer says how many.
 */
export function AdjustForm(props: { stock: ItemOf<'listStock'>; variant: Answer<'getVariant'>; onClose: () => void }) {
  const { stock, variant, onClose } = props;
  const act = useAct('adjustStock');
  const form = useForm<Count>(`count ${stock.variantId} ${stock.warehouseId}`, {
    ...NO_REASON,
    counted: null,
    isScanned: false,
  });
  const { counted } = form.values;
  const reason = reasonGiven(form.values);
  const { unitsPerCase } = stock;
  const difference = counted === null ? null : counted - stock.onHand;

  async function submit(confirmed = false) {
    if (counted === null || reason.reason === '') return;
    const { variantId, warehouseId } = stock;
    const done = await act.submit({
      body: { variantId, warehouseId, countedQuantity: counted, ...reason, ...(confirmed ? { confirmed } : {}) },
    });
    if (!done) return;
    form.forget();
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
    <>
      <ScanCounter
        label={t('stock.scan')}
        lines={[{ ...variant, remaining: 1 }]}
        onCount={(_, more) =>
          form.set((before) => ({ isScanned: true, counted: (before.isScanned ? (before.counted ?? 0) : 0) + more }))
        }
        says={(line) => t('scan.counted', { amount: amountText(counted ?? 0, unitsPerCase), name: line.itemName })}
      />
      <ActForm
        takesFocus={false}
        onStartOver={form.startOver}
        title={t('stock.adjustTitle', { name: stock.itemName })}
        onSubmit={() => void submit()}
      >
        <Fields form={form} looks={reasonLooks(ADJUSTMENT_REASONS, form.values) as Looks<Count>} error={act.error}>
          <QuantityField
            label={t('stock.counted')}
            value={counted}
            unitsPerCase={unitsPerCase}
            onChange={(typed) => form.set({ counted: typed })}
          />
        </Fields>
        <p aria-live="polite">{difference === null ? null : <Difference of={difference} stock={stock} />}</p>
        {act.error?.code === 'quantity_unconfirmed' && counted !== null ? (
          <AskAgain
            confirm={t('doubt.record')}
            isBusy={act.isBusy}
            onConfirm={() => void submit(true)}
            onClose={() => act.clear()}
          >
            <p>
              {t('doubt.overCount', {
                amount: amountText(counted, unitsPerCase),
                known: amountText(stock.onHand, unitsPerCase),
                over: amountText(counted - stock.onHand, unitsPerCase),
              })}
            </p>
          </AskAgain>
        ) : (
          <Refused error={act.error} />
        )}
        <ActButtons
          act={t('stock.record')}
          isBusy={act.isBusy}
          disabled={counted === null}
          onClose={() => {
            form.forget();
            onClose();
          }}
        />
      </ActForm>
    </>
  );
}

function Difference({ of, stock }: { of: number; stock: ItemOf<'listStock'> }) {
  const { unitsPerCase, onHand, allocated } = stock;
  const amount = amountText(Math.abs(of), unitsPerCase);
  const says = of === 0 ? t('stock.asRecorded') : of > 0 ? t('stock.more', { amount }) : t('stock.less', { amount });
  const broken = allocated - (onHand + of);
  return broken > 0 ? `${says} ${t('stock.breaks', { amount: amountText(broken, unitsPerCase) })}` : says;
}
