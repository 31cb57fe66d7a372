import type { Order } from '#contract/orders.ts';
import { useAct } from '#web/api/act.ts';
import { CancelForm } from '#web/backorders/cancel-form.tsx';
import { t } from '#web/i18n/words.ts';
import { tell } from '#web/ui/toast.tsx';

/** Cancels what an order still has open. Its backorders are cancelled on their own pages. */
export function CancelOrderForm({ order, onDone, onClose }: { order: Order; onDone: () => void; onClose: () => void }) {
  const act = useAct('cancelOrder');
  return (
    <CancelForm
      title={t('order.cancelTitle', { number: order.number })}
      number={order.number}
      lines={order.lines.filter((line) => line.open > 0).map((line) => ({ ...line, left: line.open }))}
      isBusy={act.isBusy}
      error={act.error}
      onAsk={act.clear}
      onClose={onClose}
      onSubmit={async ({ lines, ...reason }) => {
        const done = await act.submit({
          params: { id: order.id },
          body: { ...reason, lines: lines?.map(({ id, quantity }) => ({ orderLineId: id, quantity })) },
        });
        if (!done) return;
        tell(t('cancel.done', { number: order.number }));
        onDone();
      }}
    />
  );
}
