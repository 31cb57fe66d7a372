import type { Call } from '#contract/operations.ts';
import { useAct } from '#web/api/act.ts';
import type { Filling } from './filling.ts';

type Body = Call<'fulfillOrder'>['body'];
type Given = {
  lines: { id: string; picked: number; short: number }[];
  shipment: Body['shipment'];
  delivery: Body['delivery'];
};

/** Records a pick of whatever is being filled. */
export function useFulfill({ kind, id }: Pick<Filling, 'kind' | 'id'>) {
  const order = useAct('fulfillOrder');
  const backorder = useAct('fulfillBackorder');
  return {
    isBusy: order.isBusy || backorder.isBusy,
    error: order.error ?? backorder.error,
    submit: ({ lines, shipment, delivery }: Given) =>
      kind === 'order'
        ? order.submit({
            params: { id },
            body: {
              lines: lines.map(({ id: orderLineId, picked, short }) => ({ orderLineId, picked, short })),
              shipment,
              delivery,
            },
          })
        : backorder.submit({
            params: { id },
            body: {
              lines: lines.map(({ id: backorderLineId, picked, short }) => ({
                backorderLineId,
                quantity: picked,
                short,
              })),
              shipment,
              delivery,
            },
          }),
  };
}
