import { Button } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { useRead } from '#web/api/read.ts';
import { LargeQuantities } from '#web/catalog/large-quantities.tsx';
import { type Customer, CustomerPicker } from '#web/customers/customer-picker.tsx';
import { t } from '#web/i18n/words.ts';
import { Fields } from '#web/records/record-form.tsx';
import { AskAgain } from '#web/ui/ask-again.tsx';
import { useCompany } from '#web/ui/company.ts';
import { dayText } from '#web/ui/date-words.ts';
import type { Looks } from '#web/ui/fields.tsx';
import { FormFrame, Restored } from '#web/ui/form.tsx';
import { moneyText, sumOfMoney } from '#web/ui/money-text.ts';
import { Section } from '#web/ui/page.tsx';
import { problemOfField } from '#web/ui/problem-words.ts';
import { Refused } from '#web/ui/states.tsx';
import styles from './entry/order-entry.module.css';
import { OrderEntry } from './entry/order-entry.tsx';
import { lineWorth } from './line-deals.ts';
import { isFree, type NewOrder, type NewOrderValues, useNewOrder } from './use-new-order.ts';

type NewOrderFormProps = {
  customer: Customer | null;
  copyOf?: string | undefined;
  again?: string | undefined;
};

/** Asks who, what and how much. Confirming it locks the prices; a draft locks nothing. `copyOf` is an order to begin from, `again` a backorder: with what was cancelled of it. */
export function NewOrderForm({ customer: first, ...from }: NewOrderFormProps) {
  const order = useNewOrder(first);
  const { form, act, save, isReady, isDecided } = order;
  useCopyOnce(order, from);
  useItemsFirst(order);
  return (
    <FormFrame label={t('orders.new')} onSubmit={() => void (isReady && isDecided && save(true))}>
      {form.startOver && <Restored onStartOver={form.startOver} />}
      <Section title={t('order.forWhom')}>
        <Fields form={form} looks={HEAD} error={act.error}>
          <CustomerPicker
            adds
            key={form.round}
            label={t('customer.title')}
            placeholder={t('customer.search')}
            chosen={form.values.customer}
            onChoose={(customer) => {
              form.set({ customer });
              if (customer) order.entryRef.current?.focus();
            }}
            error={problemOfField(act.error, '#/customerId')}
            autoFocus={form.values.customer === null}
          />
        </Fields>
        <details>
          <summary className="small">{t('entry.more')}</summary>
          <Fields form={form} looks={useFurtherLooks()} error={act.error} />
        </details>
      </Section>
      <Section title={t('order.lines')}>
        <OrderEntry order={order} error={act.error} />
      </Section>
      <Foot order={order} />
    </FormFrame>
  );
}

function useCopyOnce(order: NewOrder, { copyOf, again }: { copyOf?: string | undefined; again?: string | undefined }) {
  const isDone = useRef(order.form.startOver !== null);
  useEffect(() => {
    if ((copyOf === undefined && again === undefined) || isDone.current) return;
    isDone.current = true;
    if (copyOf !== undefined) void order.copy(copyOf);
    else if (again !== undefined) void order.copyCancelled(again);
  });
}

/** Where it is known for whom, the items are next. */
function useItemsFirst({ form, entryRef }: NewOrder) {
  const isKnown = useRef(form.values.customer !== null);
  useEffect(() => {
    if (isKnown.current) entryRef.current?.focus();
  }, [entryRef]);
}

const HEAD: Looks<NewOrderValues> = {
  customerReference: { kind: 'text', label: t('order.customerReference'), maxLength: 60 },
  requestedOn: { kind: 'date', label: t('order.requestedOn') },
};

function useFurtherLooks(): Looks<NewOrderValues> {
  const { data } = useRead('listWarehouses', {});
  const warehouses = (data?.data ?? []).map(({ id, name }) => ({ value: id, label: name }));
  return {
    shipBy: { kind: 'date', label: t('line.shipBy') },
    ...(warehouses.length > 1 && {
      warehouseId: {
        kind: 'choice',
        label: t('stock.warehouse'),
        choices: warehouses,
        none: t('stock.usualWarehouse'),
      },
    }),
    notes: { kind: 'long', label: t('order.notes'), maxLength: 4000 },
  };
}

/** What it comes to and what becomes of it, always in sight, with the acts. */
function Foot({ order }: { order: NewOrder }) {
  const { form, act, save, confirms, isReady, isDecided } = order;
  if (act.error?.code === 'free_of_charge_undecided')
    return (
      <AskAgain
        confirm={t('order.freeOfCharge')}
        isBusy={act.isBusy}
        onConfirm={() => void save(confirms, { freeOfCharge: true })}
        onClose={act.clear}
      >
        {form.values.lines.filter(isFree).map(({ variant }) => (
          <p key={variant.id}>{t('order.costsNothing', { name: variant.itemName })}</p>
        ))}
      </AskAgain>
    );
  if (act.error?.code === 'quantity_unconfirmed')
    return (
      <LargeQuantities
        error={act.error}
        items={new Map(form.values.lines.map(({ variant }) => [variant.id, variant]))}
        isBusy={act.isBusy}
        onConfirm={() => void save(confirms, { confirmed: true })}
        onClose={act.clear}
      />
    );
  return (
    <>
      <Refused error={act.error} />
      <div className={styles.foot}>
        <Button type="submit" disabled={!isReady || !isDecided} loading={act.isBusy && confirms}>
          {t('order.confirm')}
        </Button>
        <Button
          variant="default"
          disabled={!isReady}
          loading={act.isBusy && !confirms}
          onClick={() => void save(false)}
        >
          {t('order.saveDraft')}
        </Button>
        <span className={`${styles.hint} quiet small`}>{t(hintOf(order))}</span>
        <Totals order={order} />
      </div>
    </>
  );
}

/** What is still missing, else how it is sent. */
function hintOf({ form, isReady, isDecided }: NewOrder) {
  if (isReady) return isDecided ? 'entry.confirmKeys' : 'doubleDemand.needed';
  const { customer, lines } = form.values;
  return customer && lines.length > 0 ? 'entry.lineNeeds' : 'order.needs';
}

function Totals({ order }: { order: NewOrder }) {
  const { today } = useCompany();
  const { lines } = order.form.values;
  const value = sumOfMoney(lines.map((line) => lineWorth(line, order.dealOf(line)?.amount ?? null)));
  if (!value) return null;
  const outcomes = lines.flatMap((line) => order.outcomeOf(line) ?? []);
  const whole = outcomes.filter(({ later, undated }) => later + undated === 0).length;
  const last = outcomes.reduce((day, { laterOn }) => (laterOn !== null && laterOn > day ? laterOn : day), '');
  const count = outcomes.length - whole;
  const waits =
    count === 0
      ? null
      : last === ''
        ? t('entry.waitLines', { count })
        : t('entry.waitUntil', { count, day: dayText(last, today) });
  return (
    <div className={styles.total}>
      <strong>{t('order.total', { value: moneyText(value) })}</strong>
      <div className="quiet small">
        {[t('entry.lines', { count: lines.length }), outcomes.length > 0 && t('entry.shipNow', { count: whole }), waits]
          .filter(Boolean)
          .join(' · ')}
      </div>
    </div>
  );
}
