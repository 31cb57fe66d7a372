import { Button } from '@mantine/core';
import type { Order } from '#contract/orders/order.ts';
import type { Action } from '#contract/permissions.ts';
import { useMay } from '#web/accounts/viewer.ts';
import { useAct } from '#web/api/act.ts';
import { t } from '#web/i18n/words.ts';
import { ButtonLink } from '#web/ui/button-link.ts';
import { Refused } from '#web/ui/states.tsx';
import { tell } from '#web/ui/toast.tsx';
import type { OrderPanel } from './order-address.ts';

/** What can be done with an order. */
export type Can = {
  edit: boolean;
  confirm: boolean;
  fulfill: boolean;
  backorder: boolean;
  hold: boolean;
  cancel: boolean;
  copy: boolean;
};

/** What the order's state and the viewer's role allow. The server decides again; here it decides what is offered. */
export function whatCanBeDone(order: Order, may: (action: Action) => boolean): Can {
  const isConfirmed = order.confirmedAt !== null && order.cancelledAt === null;
  return {
    edit: order.status !== 'cancelled' && may('orders.write'),
    confirm: order.status === 'draft' && may('orders.write'),
    fulfill: isConfirmed && may('fulfillment.write') && order.lines.some((line) => line.outstanding - line.picked > 0),
    backorder: isConfirmed && may('backorders.write') && order.lines.some((line) => line.outstanding - line.picked > 0),
    hold:
      isConfirmed &&
      may('orders.write') &&
      order.holds.length === 0 &&
      order.lines.some((line) => line.outstanding > 0),
    cancel:
      order.cancelledAt === null &&
      may('orders.write') &&
      (order.status === 'draft' || order.lines.some((line) => line.outstanding > 0)),
    copy: may('orders.write') && order.lines.length > 0,
  };
}

/** The backorder that is all there is left to fill of an order; null where there are several, or the order itself has something. */
export function useWaitingBackorder({ backorders }: Order, can: Can) {
  const may = useMay();
  const [first, ...others] = backorders.filter(({ outstanding }) => outstanding > 0);
  return !can.fulfill && first && others.length === 0 && may('fulfillment.write') ? first : null;
}

/** The buttons of what can be done. */
export function OrderActs({ order, can, onOpen }: { order: Order; can: Can; onOpen: (panel: OrderPanel) => void }) {
  const confirm = useAct('confirmOrder');
  const waiting = useWaitingBackorder(order, can);
  return (
    <>
      <Refused error={confirm.error} />
      {can.confirm && (
        <Button
          loading={confirm.isBusy}
          onClick={() =>
            void confirm
              .submit({ params: { id: order.id } })
              .then((done) => done && tell(t('order.nowConfirmed', { number: order.number })))
          }
        >
          {t('order.confirm')}
        </Button>
      )}
      {can.fulfill && (
        <ButtonLink to="/fulfill/orders/$id" params={{ id: order.id }}>
          {t('order.fulfill')}
        </ButtonLink>
      )}
      {waiting && (
        <ButtonLink
          variant={waiting.status === 'ready_to_fulfill' ? 'filled' : 'default'}
          to="/fulfill/backorders/$id"
          params={{ id: waiting.id }}
        >
          {t('order.fulfillBackorder', { number: waiting.number })}
        </ButtonLink>
      )}
      {can.backorder && (
        <Button variant="default" onClick={() => onOpen('backorder')}>
          {t('order.createBackorder')}
        </Button>
      )}
      {can.edit && (
        <Button variant="default" onClick={() => onOpen('edit')}>
          {t('order.edit')}
        </Button>
      )}
      {can.hold && (
        <Button variant="default" onClick={() => onOpen('hold')}>
          {t('hold.title')}
        </Button>
      )}
      {can.copy && (
        <ButtonLink variant="default" to="/orders/new" search={{ customer: order.customerId, copyOf: order.id }}>
          {t('order.copy')}
        </ButtonLink>
      )}
      {can.cancel && (
        <Button variant="subtle" onClick={() => onOpen('cancel')}>
          {t('order.cancel')}
        </Button>
      )}
    </>
  );
}
