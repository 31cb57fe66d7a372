import { Button } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useAct } from '#web/api/act.ts';
import { useRead } from '#web/api/read.ts';
import { type VariantLine, VariantLines, variantLinesOf } from '#web/catalog/variant-lines.tsx';
import { type Customer, CustomerPicker } from '#web/customers/customer-picker.tsx';
import { t } from '#web/i18n/words.ts';
import { Fields } from '#web/records/record-form.tsx';
import { type Form, useForm } from '#web/records/use-form.ts';
import { AskAgain } from '#web/ui/ask-again.tsx';
import type { Looks } from '#web/ui/fields.tsx';
import { FormButtons, FormFrame, Restored } from '#web/ui/form.tsx';
import { moneyText, sumOfMoney } from '#web/ui/money-text.ts';
import { Section } from '#web/ui/page.tsx';
import { problemOfField } from '#web/ui/problem-words.ts';
import { Refused } from '#web/ui/states.tsx';
import { type Decision, DoubleDemand, useOpenDemand } from './double-demand.tsx';
import { lineWorth, useDeals } from './line-deals.ts';

type Values = {
  customer: Customer | null;
  warehouseId: string | null;
  requestedOn: string | null;
  shipBy: string | null;
  customerReference: string | null;
  notes: string | null;
  lines: readonly VariantLine[];
  decisions: Record<string, Decision>;
};

/** Asks who, what and how much. Confirming it locks the prices; a draft locks nothing. */
export function NewOrderForm({ customer: first }: { customer: Customer | null }) {
  const { form, act, save, confirms, open, isReady, isDecided } = useNewOrder(first);
  return (
    <FormFrame label={t('orders.new')} onSubmit={() => void (isReady && isDecided && save(true))}>
      {form.isRestored && <Restored onStartOver={() => form.forget()} />}
      <Section title={t('order.forWhom')}>
        <Fields form={form} looks={useTermLooks()} error={act.error}>
          <CustomerPicker
            key={form.round}
            label={t('customer.title')}
            placeholder={t('customer.search')}
            chosen={form.values.customer}
            onChoose={(customer) => form.set({ customer })}
            error={problemOfField(act.error, '#/customerId')}
            autoFocus={first === null}
          />
        </Fields>
      </Section>
      <OrderedLines form={form} error={act.error} />
      <DoubleDemand
        open={open}
        lines={form.values.lines}
        decisions={form.values.decisions}
        onDecide={(variantId, decision) => form.set({ decisions: { ...form.values.decisions, [variantId]: decision } })}
      />
      {act.error?.code === 'free_of_charge_undecided' ? (
        <AskAgain
          confirm={t('order.freeOfCharge')}
          isBusy={act.isBusy}
          onConfirm={() => void save(confirms, true)}
          onClose={act.clear}
        >
          {form.values.lines
            .filter(({ variant }) => isFree(variant))
            .map(({ variant }) => (
              <p key={variant.id}>{t('order.costsNothing', { name: variant.itemName })}</p>
            ))}
        </AskAgain>
      ) : (
        <Refused error={act.error} />
      )}
      <FormButtons>
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
        {!isReady && <span className="quiet small">{t('order.needs')}</span>}
        {isReady && !isDecided && <span className="quiet small">{t('doubleDemand.needed')}</span>}
      </FormButtons>
    </FormFrame>
  );
}

/** Its price is 0: asked about once, because it may be a price that nobody entered yet. */
function isFree({ price }: VariantLine['variant']): boolean {
  return Number(price.amount) === 0;
}

/** What is typed, whether it can be sent, and what sends it. */
function useNewOrder(first: Customer | null) {
  const navigate = useNavigate();
  const act = useAct('createOrder');
  const [confirms, setConfirms] = useState(true);
  const form = useForm<Values>(`order new ${first?.id ?? ''}`, {
    customer: first,
    warehouseId: null,
    requestedOn: null,
    shipBy: null,
    customerReference: null,
    notes: null,
    lines: [],
    decisions: {},
  });
  const { customer, warehouseId, requestedOn, shipBy, customerReference, notes, lines, decisions } = form.values;
  const open = useOpenDemand(customer, warehouseId ?? '', lines);

  async function save(confirm: boolean, freeOfCharge = false) {
    if (!customer) return;
    setConfirms(confirm);
    const decided = (id: string) => (open.some(({ variantId }) => variantId === id) ? (decisions[id] ?? null) : null);
    const order = await act.submit({
      body: {
        customerId: customer.id,
        lines: lines.map(({ variant, quantity }) => ({
          variantId: variant.id,
          quantity: quantity ?? 0,
          cancelIfNotShippedBy: shipBy,
          doubleDemand: decided(variant.id),
          ...(freeOfCharge && isFree(variant) ? { freeOfCharge } : {}),
        })),
        confirm,
        requestedOn,
        warehouseId: warehouseId ?? undefined,
        customerReference: customerReference?.trim() || null,
        notes: notes?.trim() || null,
      },
    });
    if (!order) return;
    form.forget();
    await navigate({ to: '/orders/$id', params: { id: order.id }, replace: true });
  }

  const isDecided = open.every(({ variantId }) => decisions[variantId] !== undefined);
  return { form, act, save, confirms, open, isDecided, isReady: customer !== null && variantLinesOf(form).isReady };
}

function useTermLooks(): Looks<Values> {
  const { data } = useRead('listWarehouses', {});
  const warehouses = (data?.data ?? []).map(({ id, name }) => ({ value: id, label: name }));
  return {
    customerReference: { kind: 'text', label: t('order.customerReference'), maxLength: 60 },
    requestedOn: { kind: 'date', label: t('order.requestedOn') },
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

function OrderedLines({ form, error }: { form: Form<Values>; error: Parameters<typeof Refused>[0]['error'] }) {
  const { customer, lines } = form.values;
  const dealOf = useDeals(customer, lines);
  const value = sumOfMoney(lines.map((line) => lineWorth(line, dealOf(line)?.amount ?? null)));
  return (
    <Section title={t('order.lines')} note={value && t('order.total', { value: moneyText(value) })}>
      <VariantLines
        label={t('order.lines')}
        of={variantLinesOf(form)}
        error={error}
        outcome={(line) => {
          const deal = dealOf(line);
          return t(deal ? 'line.atPriceAndDeal' : 'line.atPrice', {
            price: moneyText(line.variant.price),
            value: moneyText(lineWorth(line, deal?.amount ?? null)),
            deal: deal?.name ?? '',
          });
        }}
      />
    </Section>
  );
}
