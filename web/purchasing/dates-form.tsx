import { useQueryClient } from '@tanstack/react-query';
import type { Answer } from '#contract/operations.ts';
import { useAct } from '#web/api/act.ts';
import { Item } from '#web/catalog/item.tsx';
import { t } from '#web/i18n/words.ts';
import { Fields } from '#web/records/record-form.tsx';
import { useForm } from '#web/records/use-form.ts';
import { useCompany } from '#web/ui/company.ts';
import { dayText } from '#web/ui/date-words.ts';
import { DayField } from '#web/ui/day-field.tsx';
import type { Looks } from '#web/ui/fields.tsx';
import { ActButtons, ActForm, FieldRow } from '#web/ui/form.tsx';
import { QuantityLine, QuantityLines } from '#web/ui/quantity-lines.tsx';
import { amountText } from '#web/ui/quantity-text.ts';
import { Refused } from '#web/ui/states.tsx';
import { tell } from '#web/ui/toast.tsx';
import { LineParts, type Part, placed } from './line-parts.tsx';
import { WhatItBreaks } from './what-it-breaks.tsx';

type PurchaseOrder = Answer<'getPurchaseOrder'>;
type Line = PurchaseOrder['lines'][number];
/** The dates that were typed, by line; an emptied one is ''. */
type Dates = Record<string, string>;
/** Lines that come in parts with days of their own; none where a line has one day. */
type Parts = Record<string, readonly Part[]>;
type Values = {
  dates: Dates;
  parts: Parts;
  shiftDays: number | null;
  confirmedOn: string | null;
  supplierReference: string | null;
  notes: string | null;
};

/**
 * Changes when the lines of a purchase order are expected. What was typed stays when somebody else was faster: beside it
 * stands what they set, and saving again sets ours.
 */
export function DatesForm({ purchaseOrder, onClose }: { purchaseOrder: PurchaseOrder; onClose: () => void }) {
  const { id, number, version } = purchaseOrder;
  const act = useAct('updatePurchaseOrder');
  const client = useQueryClient();
  const form = useForm<Values>(`dates ${id}`, startOf(purchaseOrder), version);
  const { dates, parts, shiftDays } = form.values;
  const lines = purchaseOrder.lines.filter(({ remaining }) => remaining > 0);
  const changed = lines.flatMap((line) => changeOf(line, dates, parts) ?? []);
  const isWhole = lines.every((line) => placed(line, parts[line.id] ?? []) === 0);
  const isConflict = act.error?.code === 'changed_meanwhile';

  const dated = { ...(shiftDays ? { shiftDays } : {}), lines: changed };

  async function submit() {
    const { notes, confirmedOn, supplierReference } = form.typed;
    const body = {
      ...(notes === undefined ? {} : { notes: notes?.trim() || null }),
      ...(confirmedOn === undefined ? {} : { confirmedOn: confirmedOn || null }),
      ...(supplierReference === undefined ? {} : { supplierReference: supplierReference?.trim() || null }),
      ...dated,
    };
    const seen = isConflict ? version : (form.seen ?? version);
    if (!(await act.submit({ params: { id }, body }, { version: seen })))
      return void client.invalidateQueries({ queryKey: ['getPurchaseOrder'] });
    form.forget();
    tell(t('purchasing.datesSaved', { number }));
    onClose();
  }

  return (
    <ActForm
      title={t('purchasing.datesTitle', { number })}
      note={t('purchasing.datesNote')}
      onStartOver={form.startOver}
      onSubmit={() => void submit()}
    >
      <DateLines {...{ lines, dates, parts, isConflict }} onSet={form.set} />
      {isWhole && (changed.length > 0 || shiftDays) && <WhatItBreaks id={id} body={dated} />}
      <Fields form={form} looks={looks()} error={act.error} />
      {isConflict ? <p role="alert">{t('purchasing.conflict')}</p> : <Refused error={act.error} />}
      <ActButtons
        act={t('purchasing.saveDates')}
        isBusy={act.isBusy}
        disabled={!isWhole || (changed.length === 0 && !hasMore(form.typed))}
        onClose={() => {
          form.forget();
          onClose();
        }}
      />
    </ActForm>
  );
}

const looks = (): Looks<Values> => ({
  shiftDays: {
    kind: 'number',
    label: t('purchasing.shiftDays'),
    description: t('purchasing.shiftDaysWhy'),
    min: -366,
    max: 366,
  },
  confirmedOn: { kind: 'date', label: t('purchasing.confirmedOn') },
  supplierReference: { kind: 'text', label: t('purchasing.supplierReference'), maxLength: 100 },
  notes: { kind: 'long', label: t('purchasing.notes'), maxLength: 4000 },
});

function startOf({ notes, confirmedOn, supplierReference, lines }: PurchaseOrder): Values {
  const split = lines.filter(({ deliveries }) => deliveries.length > 0);
  const parts = Object.fromEntries(split.map(({ id, deliveries }) => [id, deliveries]));
  return { dates: {}, parts, shiftDays: null, confirmedOn, supplierReference, notes };
}

function hasMore({ notes, confirmedOn, supplierReference, shiftDays }: Partial<Values>): boolean {
  return notes !== undefined || confirmedOn !== undefined || supplierReference !== undefined || Boolean(shiftDays);
}

/** What is sent of a line: its parts, or its one day, where they are other than they were. */
function changeOf(line: Line, dates: Dates, parts: Parts) {
  const deliveries = parts[line.id] ?? [];
  if (deliveries.length > 0) {
    const typed = deliveries.map(({ quantity, expectedOn }) => ({ quantity: quantity ?? 0, expectedOn }));
    return JSON.stringify(typed) === JSON.stringify(line.deliveries) ? null : { id: line.id, deliveries: typed };
  }
  const isJoined = line.deliveries.length > 0;
  return isOther(line, dates) || isJoined
    ? { id: line.id, expectedOn: (dates[line.id] ?? line.expectedOn) || null }
    : null;
}

function isOther({ id, expectedOn }: Line, dates: Dates): boolean {
  return dates[id] !== undefined && dates[id] !== (expectedOn ?? '');
}

/** A date for each line, or one for all of them. */
function DateLines(props: {
  lines: readonly Line[];
  dates: Dates;
  parts: Parts;
  onSet: (typed: { dates?: Dates; parts?: Parts }) => void;
  isConflict: boolean;
}) {
  const { lines, dates, parts } = props;
  const { today } = useCompany();
  return (
    <>
      {lines.length > 1 && (
        <FieldRow>
          <DayField
            label={t('purchasing.allLinesOn')}
            onDay={(on) => {
              const typed = Object.fromEntries(lines.map(({ id }) => [id, on]));
              // One day for all is one day for each part, too.
              props.onSet(on ? { dates: typed, parts: {} } : { dates: typed });
            }}
          />
        </FieldRow>
      )}
      <QuantityLines label={t('order.lines')}>
        {lines.map((line) => (
          <DateLine
            key={line.id}
            line={line}
            value={dates[line.id] ?? line.expectedOn ?? ''}
            onSet={(on) => props.onSet({ dates: { ...dates, [line.id]: on } })}
            parts={parts[line.id] ?? []}
            onSplit={(typed) => props.onSet({ parts: { ...parts, [line.id]: typed } })}
            theirs={props.isConflict && isOther(line, dates) ? saysNow(line, today) : null}
          />
        ))}
      </QuantityLines>
    </>
  );
}

function saysNow({ expectedOn }: Line, today: string): string {
  return t('purchasing.saysNow', { day: expectedOn ? dayText(expectedOn, today) : t('purchasing.noDay') });
}

function DateLine(props: {
  line: Line;
  value: string;
  parts: readonly Part[];
  onSet: (on: string) => void;
  onSplit: (parts: readonly Part[]) => void;
  theirs: string | null;
}) {
  const { line, parts } = props;
  return (
    <QuantityLine
      name={line.itemName}
      item={<Item of={line} />}
      facts={t('purchasing.toCome', { amount: amountText(line.remaining, line.unitsPerCase) })}
      fields={
        <DayField
          label={t('purchasing.expectedOn')}
          style={{ width: '10rem' }}
          disabled={parts.length > 0}
          value={props.value}
          onDay={(on) => props.onSet(on)}
        />
      }
      outcome={props.theirs}
      more={<LineParts line={line} parts={parts} day={props.value} onChange={props.onSplit} />}
    />
  );
}
