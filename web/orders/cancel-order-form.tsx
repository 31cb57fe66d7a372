import type { Order } from '#contract/orders/order.ts';
import { useAct } from '#web/api/act.ts';
import { CancelForm } from '#web/backorders/cancel-form.tsx';
import { t } from '#web/i18n/words.ts';
import { tell } from '#web/ui/toast.tsx';

/** Cancels what an order still has open. Its backorders are cancelled on their own pages. */
export function CancelOrderForm({ order, onDone, onClose }: { order: Order; onDone: () => void; onClose: () => void }) {
  const act = useAct('cancelOrder');
  const preview = useAct('previewOrderCancellation');
  const lines = order.lines.filter((line) => line.outstanding > 0).map((line) => ({ ...line, left: line.outstanding }));
  // Without lines an order is cancelled with its backorders, which this form does not show: it names its lines.
  const named = (given: { id: string; quantity: number }[] | undefined) =>
    order.status === 'draft'
      ? undefined
      : (given ?? lines.map(({ id, left }) => ({ id, quantity: left }))).map(({ id, quantity }) => ({
          orderLineId: id,
          quantity,
        }));
  return (
    <CancelForm
      name={`order ${order.id}`}
      title={t('order.cancelTitle', { number: order.number })}
      number={order.number}
      lines={lines}
      isBusy={act.isBusy}
      isPreviewing={preview.isBusy}
      error={act.error}
      previewError={preview.error}
      onAsk={() => {
        act.clear();
        preview.clear();
      }}
      onPreview={(given) => preview.submit({ params: { id: order.id }, body: { lines: named(given) } })}
      toSend={({ lines: given, ...reason }) => ({
        event: 'cancelled',
        body: { orderId: order.id, orderCancellation: { ...reason, lines: named(given) } },
      })}
      onClose={onClose}
      onSubmit={async ({ lines: given, ...reason }) => {
        const done = await act.submit({ params: { id: order.id }, body: { ...reason, lines: named(given) } });
        if (!done) return false;
        tell(t('cancel.done', { number: order.number }));
        onDone();
        return true;
      }}
    />
  );
}
