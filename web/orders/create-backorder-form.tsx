import type { Order } from '#contract/orders/order.ts';
import { total } from '#domain/quantity.ts';
import { useAct } from '#web/api/act.ts';
import { useDayOff } from '#web/backorders/day-off.ts';
import { t } from '#web/i18n/words.ts';
import { MessageToSend, type ToSend } from '#web/messages/message-to-send.tsx';
import { chosenOf, QuantityRows, type TypedQuantities } from '#web/records/quantity-rows.tsx';
import { NO_REASON, reasonGiven, reasonLooks } from '#web/records/reason-looks.ts';
import { CREATION_REASONS } from '#web/records/reasons.ts';
import { Fields } from '#web/records/record-form.tsx';
import { useForm } from '#web/records/use-form.ts';
import { useCompany } from '#web/ui/company.ts';
import type { Look } from '#web/ui/fields.tsx';
import { ActButtons, ActForm } from '#web/ui/form.tsx';
import { amountText, numberText } from '#web/ui/quantity-text.ts';
import { useSentRows } from '#web/ui/sent-rows.ts';
import { Refused } from '#web/ui/states.tsx';
import { Tick } from '#web/ui/tick.tsx';

const START = {
  ...NO_REASON,
  promisedOn: null as string | null,
  notifyCustomer: false,
  quantities: {} as TypedQuantities,
};

/** Makes a backorder of what an order cannot fill, line by line, starting from what is short. */
export function CreateBackorderForm(props: {
  order: Order;
  onDone: (backorder: { id: string; number: string }) => void;
  onClose: () => void;
}) {
  const { order } = props;
  const act = useAct('createBackorder');
  const form = useForm(`create backorder ${order.id}`, START);
  const { values } = form;
  const looks = useLooks(values);
  const rows = rowsOf(order);
  const { chosen, isReadable } = chosenOf(rows, values.quantities);
  const sent = useSentRows(act.error);
  const units = total(chosen, ({ quantity }) => quantity);

  const toSend = toSendOf(order, { values, chosen });

  async function submit() {
    const given = reasonGiven(values);
    if (!isReadable || chosen.length === 0 || given.reason === '') return;
    sent.send(chosen.map(({ row }) => row.id));
    const lines = chosen.map(({ row, quantity }) => ({ orderLineId: row.id, quantity }));
    const { promisedOn, notifyCustomer } = values;
    const body = { lines, promisedOn, notifyCustomer, ...given };
    const backorder = await act.submit({ params: { id: order.id }, body });
    if (!backorder) return;
    form.forget();
    props.onDone(backorder);
  }

  return (
    <ActForm
      title={t('order.createBackorderTitle', { number: order.number })}
      note={t('order.createBackorderNote')}
      onStartOver={form.startOver}
      onSubmit={() => void submit()}
    >
      <QuantityRows
        rows={rows}
        typed={values.quantities}
        onType={(quantities) => form.set({ quantities })}
        sent={sent}
        label={t('backorder.quantity')}
        facts={facts}
        tooMany={(row) => t('pick.moreThanAsked', { asked: amountText(row.most, row.unitsPerCase) })}
        outcome={outcome}
      />
      <Fields form={form} looks={looks} error={act.error} />
      <Tick
        label={t('cancel.notify')}
        isSet={values.notifyCustomer}
        onSet={(notifyCustomer) => form.set({ notifyCustomer })}
      />
      {values.notifyCustomer && toSend && <MessageToSend of={toSend} />}
      <Refused error={act.error} />
      <ActButtons
        act={t('order.createBackorderOf', { count: units, number: numberText(units) })}
        isBusy={act.isBusy}
        disabled={!isReadable || chosen.length === 0}
        onClose={() => {
          form.forget();
          props.onClose();
        }}
      />
    </ActForm>
  );
}

function useLooks(values: typeof START) {
  const { today } = useCompany();
  const dayOff = useDayOff();
  const promisedOn: Look = {
    kind: 'date',
    label: t('promise.promisedOn'),
    description: dayOff(values.promisedOn) ?? t('promise.mayBeEmpty'),
    min: today,
  };
  return { promisedOn, ...reasonLooks(CREATION_REASONS, values) };
}

/** What the customer would be told of it; null while it cannot be made. */
function toSendOf(
  order: Order,
  { values, chosen }: { values: typeof START; chosen: readonly { row: Row; quantity: number }[] },
): ToSend | null {
  const given = reasonGiven(values);
  if (chosen.length === 0 || given.reason === '') return null;
  const lines = chosen.map(({ row, quantity }) => ({ orderLineId: row.id, quantity }));
  const backorder = { lines, promisedOn: values.promisedOn, ...given };
  return { event: 'backorder_created', body: { orderId: order.id, backorder } };
}

type Row = Order['lines'][number] & { most: number; start: number };

function rowsOf({ lines }: Order): Row[] {
  return lines
    .map((line) => ({ ...line, most: line.outstanding - line.picked, start: line.shortage }))
    .filter(({ most }) => most > 0);
}

function facts(row: Row): string {
  return t('pick.factsOnOrder', {
    asked: amountText(row.most, row.unitsPerCase),
    reserved: amountText(row.allocated - row.picked, row.unitsPerCase),
  });
}

function outcome(row: Row, quantity: number): string {
  if (quantity === 0) return t('order.notBackordered');
  return t('order.movesToBackorder', {
    amount: amountText(quantity, row.unitsPerCase),
    rest: amountText(row.most - quantity, row.unitsPerCase),
  });
}
