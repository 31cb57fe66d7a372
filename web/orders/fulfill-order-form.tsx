import type { Order } from '#contract/orders.ts';
import { useAct } from '#web/api/act.ts';
import { PickForm } from '#web/fulfillment/pick-form.tsx';
import type { PickResult } from '#web/fulfillment/pick-result.tsx';
import { t } from '#web/i18n/words.ts';

/** Fulfils what is still open of an order. What is marked short becomes a backorder in the same step. */
export function FulfillOrderForm({
  order,
  onDone,
  onClose,
}: {
  order: Order;
  onDone: (result: PickResult) => void;
  onClose: () => void;
}) {
  const act = useAct('fulfillOrder');
  const lines = order.lines
    .filter((line) => line.open - line.picked > 0)
    .map((line) => ({
      ...line,
      asked: line.open - line.picked,
      reserved: line.allocated - line.picked,
      free: line.available,
    }));
  return (
    <PickForm
      title={t('pick.orderTitle', { number: order.number })}
      note={t('pick.note')}
      lines={lines}
      shortBecomes={order.backorderCreation.setting === 'never' ? 'stays_on_order' : 'backorder'}
      isBusy={act.isBusy}
      error={act.error}
      onClose={onClose}
      onSubmit={async (given) => {
        const result = await act.submit({
          params: { id: order.id },
          body: {
            lines: given.lines.map(({ id, picked, short }) => ({ orderLineId: id, picked, short })),
            shipment: given.shipment,
            delivery: given.delivery,
          },
        });
        if (result) onDone(result);
      }}
    />
  );
}
