import { useMemo, useState } from 'react';
import type { Order } from '#contract/orders/order.ts';
import type { Settlement } from '#domain/invoicing/invoice-rule.ts';
import { CANCELLATION_REASONS } from '#domain/orders/cancellation-reason.ts';
import { useAct } from '#web/api/act.ts';
import type { Given } from '#web/api/call.ts';
import { LargeQuantities } from '#web/catalog/large-quantities.tsx';
import { type VariantLine, VariantLines, variantLinesOf } from '#web/catalog/variant-lines.tsx';
import { t } from '#web/i18n/words.ts';
import { NotSaved } from '#web/records/changed-meanwhile.tsx';
import type { Known } from '#web/records/history-words.ts';
import { cancellationGiven, NO_REASON, type ReasonTyped, reasonLooks } from '#web/records/reason-looks.ts';
import { Fields } from '#web/records/record-form.tsx';
import { useForm } from '#web/records/use-form.ts';
import type { Looks } from '#web/ui/fields.tsx';
import { ActButtons, ActForm } from '#web/ui/form.tsx';
import { moneyText, timesMoney } from '#web/ui/money-text.ts';
import { tell } from '#web/ui/toast.tsx';
import { useFirstRows } from '#web/ui/use-first-rows.ts';
import { type AdditionChoice, Additions } from './additions.tsx';
import { EditedRows, quantityProblem, type RowValues } from './edited-rows.tsx';
import { type OrderRow, rowsOf } from './order-rows.ts';
import { SettlementChoice } from './settlement-choice.tsx';

type Change = NonNullable<Given<'updateOrder'>['body']>;
type ChangedLines = NonNullable<Change['lines']>;
type Values = RowValues &
  Pick<Order, 'requestedOn' | 'shipPolicy' | 'deliveryAddress' | 'customerReference' | 'notes'> & {
    lines: readonly VariantLine[];
    /** What becomes of what was invoiced in advance and is taken back; no field of the order. */
    settlement: Settlement;
  };

/**
 * Changes an order: what it asks for, row by row, and what it says. A confirmed row never goes below what is picked or
 * has shipped, and what is added to it stands behind whoever waits already.
 */
export function EditOrderForm(props: { order: Order; known: Known; onDone: () => void; onClose: () => void }) {
  const { order } = props;
  const isDraft = order.status === 'draft';
  const act = useAct('updateOrder');
  const rows = useMemo(
    () => rowsOf(order.lines.filter(({ replacesReturn }) => replacesReturn === null)),
    [order.lines],
  );
  const form = useForm<Values>(`order ${order.id}`, valuesOf(order, rows), order.version);
  const added = variantLinesOf(form);
  const [additions, setAdditions] = useState<AdditionChoice | null>(null);
  const lines = changedLines(rows, form.values, isDraft);
  const why = useForm<ReasonTyped>(`order ${order.id} leaves nothing`, NO_REASON);
  const because = cancellationGiven(why.values);
  const cancels = !isDraft && added.lines.length === 0 && rows.every(({ id }) => form.values.quantities[id] === 0);
  const { settlement } = form.values;
  const credits = order.invoiceRule === 'in_advance' && !isDraft && rows.some((row) => isLess(row, form.values));
  const isReady =
    rows.every((row) => quantityProblem(row, form.values.quantities[row.id] ?? null, isDraft) === null) &&
    (added.lines.length === 0 || added.isReady) &&
    (!cancels || because !== null);

  const { shown, isWhole } = useFirstRows(rows);

  async function save(version: number, confirmed = false) {
    if (!isReady) return;
    form.see(version);
    const body = {
      ...fieldsChanged(form.typed),
      ...(lines.length > 0 ? { lines } : {}),
      ...(additions ? { additions } : {}),
      ...(confirmed ? { confirmed } : {}),
      ...(credits ? { settlement } : {}),
      ...(cancels && because ? { reason: because.reason, reasonText: because.reasonText } : {}),
    };
    if (!(await act.submit({ params: { id: order.id }, body }, { version }))) return;
    tell(t(cancels ? 'order.cancelledByEdit' : 'order.saved', { number: order.number }));
    close(props.onDone);
  }

  function close(then: () => void) {
    form.forget();
    why.forget();
    then();
  }

  return (
    <ActForm
      title={t('order.editTitle', { number: order.number })}
      note={isDraft ? t('order.editDraftNote') : t('order.editNote')}
      onStartOver={form.startOver}
      onSubmit={() => void save(form.seen ?? order.version)}
    >
      <EditedRows rows={shown} form={form} order={order} error={act.error} sent={lines} />
      {isWhole && (
        <>
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
          <Fields form={form} looks={looks()} error={act.error} />
          <Additions order={order} error={act.error} chosen={additions} onChoose={setAdditions} />
          {credits && <SettlementChoice chosen={settlement} onChoose={(chosen) => form.set({ settlement: chosen })} />}
        </>
      )}
      {cancels && (
        <>
          <p role="status">{t('order.leavesNothing')}</p>
          <Fields form={why} looks={whyLooks(why.values)} error={act.error} />
        </>
      )}
      {act.error?.code === 'quantity_unconfirmed' ? (
        <LargeQuantities
          error={act.error}
          items={
            new Map<string, Named>([
              ...rows.map((row) => [row.variantId, row] as const),
              ...added.lines.map(itemOfLine),
            ])
          }
          isBusy={act.isBusy}
          onConfirm={() => void save(form.seen ?? order.version, true)}
          onClose={act.clear}
        />
      ) : (
        <NotSaved
          error={act.error}
          known={props.known}
          isBusy={act.isBusy}
          onSaveMine={(current) => void save(current)}
          onTakeTheirs={() => close(props.onDone)}
        />
      )}
      <ActButtons act={t('act.save')} isBusy={act.isBusy} disabled={!isReady} onClose={() => close(props.onClose)} />
    </ActForm>
  );
}

const isLess = ({ id, wanted }: OrderRow, { quantities }: Values) => (quantities[id] ?? wanted) < wanted;

type Named = Pick<OrderRow, 'itemName' | 'unitsPerCase'>;
const itemOfLine = ({ variant }: VariantLine) => [variant.id, variant] as const;

function valuesOf(order: Order, rows: readonly OrderRow[]): Values {
  const { requestedOn, shipPolicy, deliveryAddress, customerReference, notes } = order;
  return {
    quantities: Object.fromEntries(rows.map((row) => [row.id, row.wanted])),
    shipBy: Object.fromEntries(rows.map((row) => [row.id, row.cancelIfNotShippedBy])),
    lines: [],
    settlement: 'credit',
    ...{ requestedOn, shipPolicy, deliveryAddress, customerReference, notes },
  };
}

/** The fields other than lines, only those that were changed. */
function fieldsChanged({
  requestedOn,
  shipPolicy,
  deliveryAddress,
  customerReference,
  notes,
}: Partial<Values>): Change {
  return {
    ...(requestedOn === undefined ? {} : { requestedOn }),
    ...(shipPolicy === undefined ? {} : { shipPolicy }),
    ...(deliveryAddress === undefined ? {} : { deliveryAddress }),
    ...(customerReference === undefined ? {} : { customerReference: customerReference?.trim() || null }),
    ...(notes === undefined ? {} : { notes: notes?.trim() || null }),
  };
}

/** A draft is sent whole; of a confirmed order only the rows that were changed. New lines follow. */
function changedLines(rows: readonly OrderRow[], values: Values, isDraft: boolean): ChangedLines {
  const { quantities, shipBy, lines } = values;
  return [
    ...rows
      .filter(({ id, wanted, cancelIfNotShippedBy }) => {
        return isDraft || quantities[id] !== wanted || (shipBy[id] ?? null) !== cancelIfNotShippedBy;
      })
      .map(({ id, wanted }) => ({
        orderLineId: id,
        ...(quantities[id] === wanted && !isDraft ? {} : { quantity: quantities[id] ?? 0 }),
        cancelIfNotShippedBy: shipBy[id] ?? null,
      })),
    ...lines.map(({ variant, quantity }) => ({ variantId: variant.id, quantity: quantity ?? 0 })),
  ];
}

function looks(): Looks<Values> {
  return {
    customerReference: { kind: 'text', label: t('order.customerReference'), maxLength: 60 },
    requestedOn: { kind: 'date', label: t('order.requestedOn') },
    shipPolicy: {
      kind: 'choice',
      label: t('order.shipPolicy'),
      choices: (['partial', 'complete'] as const).map((value) => ({ value, label: t(`shipPolicy.${value}`) })),
    },
    deliveryAddress: { kind: 'address', label: t('order.deliveryAddress'), hasName: true },
    notes: { kind: 'long', label: t('order.notes'), maxLength: 4000 },
  };
}

/** Why nothing is left of it; what is to be noted has a field of its own. */
function whyLooks(typed: ReasonTyped): Looks<ReasonTyped> {
  const { notes: _, ...looks } = reasonLooks(CANCELLATION_REASONS, typed);
  return looks;
}
