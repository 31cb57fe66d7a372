import type { Backorder } from '#contract/backorders.ts';
import { useAct } from '#web/api/act.ts';
import { PickForm } from '#web/fulfillment/pick-form.tsx';
import type { PickResult } from '#web/fulfillment/pick-result.tsx';
import { t } from '#web/i18n/words.ts';

/** Fulfils what is reserved for a backorder. What is missing on the shelf stays on the same backorder. */
export function FulfillBackorderForm({
  backorder,
  onDone,
  onClose,
}: {
  backorder: Backorder;
  onDone: (result: PickResult) => void;
  onClose: () => void;
}) {
  const act = useAct('fulfillBackorder');
  const lines = backorder.lines
    .filter((line) => line.outstanding - line.picked > 0)
    .map((line) => ({
      ...line,
      asked: line.outstanding - line.picked,
      reserved: line.allocated - line.picked,
      free: line.allocatableNow,
      freeForIt: line.allocatableNow,
    }));
  return (
    <PickForm
      title={t('pick.backorderTitle', { number: backorder.number })}
      note={t('pick.note')}
      lines={lines}
      shortBecomes="stays_on_backorder"
      isBusy={act.isBusy}
      error={act.error}
      onClose={onClose}
      onSubmit={async (given) => {
        const result = await act.submit({
          params: { id: backorder.id },
          body: {
            lines: given.lines.map(({ id, picked, short }) => ({ backorderLineId: id, quantity: picked, short })),
            shipment: given.shipment,
            delivery: given.delivery,
          },
        });
        if (result) onDone(result);
      }}
    />
  );
}
