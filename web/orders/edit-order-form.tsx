import { NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { Order } from '#contract/orders/order.ts';
import type { Address } from '#contract/primitives.ts';
import { useAct } from '#web/api/act.ts';
import type { Given } from '#web/api/call.ts';
import { Item } from '#web/catalog/item.tsx';
import { useVariantLines, VariantLines } from '#web/catalog/variant-lines.tsx';
import { t } from '#web/i18n/words.ts';
import { NotSaved } from '#web/records/changed-meanwhile.tsx';
import type { Known } from '#web/records/history-words.ts';
import { ActButtons, ActForm, FieldRow } from '#web/ui/form.tsx';
import { moneyText, timesMoney } from '#web/ui/money-text.ts';
import { problemOfField, problemOfRow } from '#web/ui/problem-words.ts';
import { QuantityField } from '#web/ui/quantity-field.tsx';
import { QuantityLine, QuantityLines } from '#web/ui/quantity-lines.tsx';
import { amountText } from '#web/ui/quantity-text.ts';
import { tell } from '#web/ui/toast.tsx';
import { type OrderRow, rowsOf } from './order-rows.ts';

type ChangedLines = NonNullable<NonNullable<Given<'updateOrder'>['body']>['lines']>;

/**
 * Changes an order: what it asks for, row by row, and what it says. A confirmed row never goes below what is picked or
 * has shipped, and what is added to it stands behind whoever waits already.
 */
export function EditOrderForm(props: { order: Order; known: Known; onDone: () => void; onClose: () => void }) {
  const { order } = props;
  const isDraft = order.status === 'draft';
  const act = useAct('updateOrder');
  const rows = rowsOf(order.lines);
  const [version, setVersion] = useState(order.version);
  const [quantities, setQuantities] = useState<Record<string, number | null>>(() =>
    Object.fromEntries(rows.map((row) => [row.id, row.wanted])),
  );
  const [shipBy, setShipBy] = useState<Record<string, string>>(() =>
    Object.fromEntries(rows.map((row) => [row.id, row.cancelIfNotShippedBy ?? ''])),
  );
  const added = useVariantLines();
  const [requestedOn, setRequestedOn] = useState(order.requestedOn ?? '');
  const [shipPolicy, setShipPolicy] = useState(order.shipPolicy);
  const [address, setAddress] = useState<Address>(order.deliveryAddress ?? {});
  const [notes, setNotes] = useState(order.notes ?? '');

  const problems = new Map(rows.map((row) => [row.id, quantityProblem(row, quantities[row.id] ?? null, isDraft)]));
  const isReady =
    [...problems.values()].every((problem) => problem === null) && (added.lines.length === 0 || added.isReady);

  const lines: ChangedLines = [
    ...rows
      .filter(
        (row) => isDraft || quantities[row.id] !== row.wanted || (shipBy[row.id] || null) !== row.cancelIfNotShippedBy,
      )
      .map((row) => ({
        orderLineId: row.id,
        ...(quantities[row.id] === row.wanted && !isDraft ? {} : { quantity: quantities[row.id] ?? 0 }),
        cancelIfNotShippedBy: shipBy[row.id] || null,
      })),
    ...added.lines.map(({ variant, quantity }) => ({ variantId: variant.id, quantity: quantity ?? 0 })),
  ];

  async function save(ifMatch: number) {
    if (!isReady) return;
    setVersion(ifMatch);
    const done = await act.submit(
      {
        params: { id: order.id },
        body: {
          ...(requestedOn === (order.requestedOn ?? '') ? {} : { requestedOn: requestedOn || null }),
          ...(shipPolicy === order.shipPolicy ? {} : { shipPolicy }),
          ...(sameAddress(address, order.deliveryAddress) ? {} : { deliveryAddress: filled(address) }),
          ...(notes.trim() === (order.notes ?? '') ? {} : { notes: notes.trim() || null }),
          ...(lines.length > 0 ? { lines } : {}),
        },
      },
      { version: ifMatch },
    );
    if (!done) return;
    tell(t('order.saved', { number: order.number }));
    props.onDone();
  }

  return (
    <ActForm
      title={t('order.editTitle', { number: order.number })}
      note={isDraft ? t('order.editDraftNote') : t('order.editNote')}
      onSubmit={() => void save(version)}
    >
      <QuantityLines label={t('order.lines')}>
        {rows.map((row) => {
          const quantity = quantities[row.id] ?? null;
          return (
            <QuantityLine
              key={row.id}
              name={row.name}
              item={<Item of={row} />}
              facts={isDraft ? null : rowFacts(row)}
              fields={
                <>
                  <QuantityField
                    label={t('line.quantity')}
                    value={quantity}
                    unitsPerCase={row.unitsPerCase}
                    empty={0}
                    onChange={(entered) => setQuantities((before) => ({ ...before, [row.id]: entered }))}
                  />
                  <TextInput
                    type="date"
                    style={{ width: '12rem' }}
                    label={t('line.shipBy')}
                    value={shipBy[row.id] ?? ''}
                    onChange={(event) => {
                      const day = event.currentTarget.value;
                      setShipBy((before) => ({ ...before, [row.id]: day }));
                    }}
                  />
                </>
              }
              error={
                problems.get(row.id) ??
                problemOfRow(
                  act.error,
                  lines.findIndex(({ orderLineId }) => orderLineId === row.id),
                )
              }
              outcome={outcome(row, quantity, isDraft)}
            />
          );
        })}
      </QuantityLines>
      <VariantLines
        label={t('order.newLines')}
        of={added}
        error={null}
        outcome={({ variant, quantity }) =>
          t('line.atPrice', {
            price: moneyText(variant.price),
            value: moneyText(timesMoney(variant.price, quantity ?? 0)),
          })
        }
      />
      <FieldRow>
        <TextInput
          type="date"
          label={t('order.requestedOn')}
          value={requestedOn}
          error={problemOfField(act.error, '#/requestedOn')}
          onChange={(event) => setRequestedOn(event.currentTarget.value)}
        />
        <NativeSelect
          label={t('order.shipPolicy')}
          value={shipPolicy}
          data={(['partial', 'complete'] as const).map((value) => ({ value, label: t(`shipPolicy.${value}`) }))}
          onChange={(event) => setShipPolicy(event.currentTarget.value as Order['shipPolicy'])}
        />
      </FieldRow>
      <FieldRow>
        {ADDRESS_FIELDS.map((field) => (
          <TextInput
            key={field}
            label={t(`address.${field}`)}
            value={address[field] ?? ''}
            maxLength={200}
            onChange={(event) => {
              const written = event.currentTarget.value;
              setAddress((before) => ({ ...before, [field]: written }));
            }}
          />
        ))}
      </FieldRow>
      <Textarea
        label={t('order.notes')}
        rows={2}
        maxLength={4000}
        value={notes}
        onChange={(event) => setNotes(event.currentTarget.value)}
      />
      <NotSaved
        error={act.error}
        known={props.known}
        isBusy={act.isBusy}
        onSaveMine={(current) => void save(current)}
        onTakeTheirs={props.onDone}
      />
      <ActButtons act={t('act.save')} isBusy={act.isBusy} disabled={!isReady} onClose={props.onClose} />
    </ActForm>
  );
}

const ADDRESS_FIELDS = ['name', 'line1', 'line2', 'city', 'region', 'postalCode', 'country'] as const;

function quantityProblem(row: OrderRow, quantity: number | null, isDraft: boolean): string | null {
  if (quantity === null) return t('quantity.unreadable', { example: row.unitsPerCase === 1 ? '12' : '4 cs + 3' });
  if (!isDraft && quantity < row.least) return t('order.notBelow', { amount: amountText(row.least, row.unitsPerCase) });
  const change = isDraft ? quantity : quantity - row.wanted;
  return change % row.orderMultiple === 0
    ? null
    : t('line.notMultiple', { amount: amountText(row.orderMultiple, row.unitsPerCase) });
}

function rowFacts(row: OrderRow): string {
  const now = t('order.asksFor', { amount: amountText(row.wanted, row.unitsPerCase) });
  return row.least === 0
    ? now
    : `${now}, ${t('order.pickedOrShipped', { amount: amountText(row.least, row.unitsPerCase) })}`;
}

/** What a changed quantity leads to. */
function outcome(row: OrderRow, quantity: number | null, isDraft: boolean): string | null {
  if (quantity === null || quantity === row.wanted) return null;
  const amount = amountText(Math.abs(quantity - row.wanted), row.unitsPerCase);
  if (isDraft) return quantity === 0 ? t('order.lineRemoved') : null;
  if (quantity < row.wanted) return t('order.lessOutcome', { amount });
  const backorder = row.onBackorders.findLast(({ outstanding }) => outstanding > 0);
  return backorder
    ? t('order.moreOnBackorder', { amount, number: backorder.number })
    : t('order.moreOutcome', { amount });
}

function filled(address: Address): Address | null {
  const written = Object.entries(address).filter(([, value]) => (value ?? '').trim() !== '');
  return written.length === 0 ? null : Object.fromEntries(written);
}

function sameAddress(one: Address, other: Address | null): boolean {
  const text = (address: Address | null) =>
    JSON.stringify(ADDRESS_FIELDS.map((field) => (address?.[field] ?? '').trim()));
  return text(one) === text(other);
}
