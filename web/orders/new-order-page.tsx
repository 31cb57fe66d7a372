import { Button, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useMay } from '#web/accounts/viewer.ts';
import { useAct } from '#web/api/act.ts';
import { useRead } from '#web/api/read.ts';
import { useVariantLines, VariantLines } from '#web/catalog/variant-lines.tsx';
import { type Customer, CustomerPicker } from '#web/customers/customer-picker.tsx';
import { t } from '#web/i18n/words.ts';
import { FieldRow, FormButtons } from '#web/ui/form.tsx';
import { moneyText, sumOfMoney } from '#web/ui/money-text.ts';
import { Page, Section } from '#web/ui/page.tsx';
import { problemOfField } from '#web/ui/problem-words.ts';
import { EmptyState, FailedState, LoadingState, Refused } from '#web/ui/states.tsx';
import { type Decision, DoubleDemand, useOpenDemand } from './double-demand.tsx';
import { lineWorth, useDeals } from './line-deals.ts';

const route = getRouteApi('/signed-in/orders/new');

/** Takes an order: who, what, how much, at the prices of today, which the confirmation locks. */
export function NewOrderPage() {
  const may = useMay();
  return (
    <Page title={t('orders.new')}>
      {may('orders.write') ? (
        <ForWhom />
      ) : (
        <EmptyState title={t('state.noPermission')}>{t('problem.not_permitted')}</EmptyState>
      )}
    </Page>
  );
}

/** Waits for the customer whom the address names, so that the form starts with them. */
function ForWhom() {
  const { customer: id } = route.useSearch();
  const read = useRead('getCustomer', { params: { id: id ?? '' } }, { enabled: id !== undefined });
  if (id === undefined) return <NewOrder customer={null} />;
  if (read.data) return <NewOrder customer={read.data} />;
  if (!read.error) return <LoadingState rows={6} />;
  return <FailedState what={t('customer.this')} error={read.error} onRetry={() => void read.refetch()} />;
}

function NewOrder({ customer: first }: { customer: Customer | null }) {
  const navigate = useNavigate();
  const act = useAct('createOrder');
  const { data: warehouses } = useRead('listWarehouses', {});
  const [customer, setCustomer] = useState<Customer | null>(first);
  const [warehouseId, setWarehouseId] = useState('');
  const [requestedOn, setRequestedOn] = useState('');
  const [notes, setNotes] = useState('');
  const [confirms, setConfirms] = useState(true);
  const lines = useVariantLines();
  const [decisions, setDecisions] = useState<Record<string, Decision>>({});
  const [shipBy, setShipBy] = useState('');
  const open = useOpenDemand(customer, warehouseId, lines.lines);
  const dealOf = useDeals(customer, lines.lines);
  const isDecided = open.every(({ variantId }) => decisions[variantId] !== undefined);
  const isReady = customer !== null && lines.isReady;
  const value = sumOfMoney(lines.lines.map((line) => lineWorth(line, dealOf(line)?.amount ?? null)));

  async function save(confirm: boolean) {
    if (!customer) return;
    setConfirms(confirm);
    const order = await act.submit({
      body: {
        customerId: customer.id,
        lines: lines.lines.map(({ variant, quantity }) => ({
          variantId: variant.id,
          quantity: quantity ?? 0,
          cancelIfNotShippedBy: shipBy || null,
          doubleDemand: open.some(({ variantId }) => variantId === variant.id) ? (decisions[variant.id] ?? null) : null,
        })),
        confirm,
        requestedOn: requestedOn || null,
        warehouseId: warehouseId || undefined,
        notes: notes.trim() || null,
      },
    });
    if (order) await navigate({ to: '/orders/$id', params: { id: order.id }, replace: true });
  }

  return (
    <form
      style={{ display: 'grid', gap: '1rem' }}
      onSubmit={(event) => {
        event.preventDefault();
        if (isReady && isDecided) void save(true);
      }}
    >
      <Section title={t('order.forWhom')}>
        <FieldRow>
          <CustomerPicker
            label={t('customer.title')}
            placeholder={t('customer.search')}
            chosen={customer}
            onChoose={setCustomer}
            error={problemOfField(act.error, '#/customerId')}
            autoFocus={first === null}
          />
          <TextInput
            type="date"
            label={t('order.requestedOn')}
            value={requestedOn}
            error={problemOfField(act.error, '#/requestedOn')}
            onChange={(event) => setRequestedOn(event.currentTarget.value)}
          />
          <TextInput
            type="date"
            label={t('line.shipBy')}
            value={shipBy}
            onChange={(event) => setShipBy(event.currentTarget.value)}
          />
          {(warehouses?.data.length ?? 0) > 1 && (
            <NativeSelect
              label={t('stock.warehouse')}
              value={warehouseId}
              data={[
                { value: '', label: t('stock.usualWarehouse') },
                ...(warehouses?.data ?? []).map(({ id, name }) => ({ value: id, label: name })),
              ]}
              onChange={(event) => setWarehouseId(event.currentTarget.value)}
            />
          )}
        </FieldRow>
      </Section>
      <Section title={t('order.lines')} note={value && t('order.total', { value: moneyText(value) })}>
        <VariantLines
          label={t('order.lines')}
          of={lines}
          error={act.error}
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
      <DoubleDemand
        open={open}
        lines={lines.lines}
        decisions={decisions}
        onDecide={(variantId, decision) => setDecisions((before) => ({ ...before, [variantId]: decision }))}
      />
      <Section title={t('order.notes')}>
        <Textarea
          aria-label={t('order.notes')}
          rows={2}
          maxLength={4000}
          value={notes}
          onChange={(event) => setNotes(event.currentTarget.value)}
        />
      </Section>
      <Refused error={act.error} />
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
    </form>
  );
}
