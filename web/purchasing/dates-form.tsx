import { TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import type { Answer } from '#contract/operations.ts';
import { useAct } from '#web/api/act.ts';
import { Item } from '#web/catalog/item.tsx';
import { t } from '#web/i18n/words.ts';
import { Fields } from '#web/records/record-form.tsx';
import { useForm } from '#web/records/use-form.ts';
import { useCompany } from '#web/ui/company.ts';
import { dayText } from '#web/ui/date-words.ts';
import type { Looks } from '#web/ui/fields.tsx';
import { ActButtons, ActForm, FieldRow } from '#web/ui/form.tsx';
import { QuantityLine, QuantityLines } from '#web/ui/quantity-lines.tsx';
import { amountText } from '#web/ui/quantity-text.ts';
import { Refused } from '#web/ui/states.tsx';
import { tell } from '#web/ui/toast.tsx';

type PurchaseOrder = Answer<'getPurchaseOrder'>;
type Line = PurchaseOrder['lines'][number];
/** The dates that were typed, by line; an emptied one is ''. */
type Dates = Record<string, string>;
type Values = { dates: Dates; notes: string | null };

/**
 * Changes when the lines of a purchase order are expected. What was typed stays when somebody else was faster: beside it
 * stands what they set, and saving again sets ours.
 */
export function DatesForm({ purchaseOrder, onClose }: { purchaseOrder: PurchaseOrder; onClose: () => void }) {
  const { id, number, version } = purchaseOrder;
  const act = useAct('updatePurchaseOrder');
  const client = useQueryClient();
  const form = useForm<Values>(`dates ${id}`, { dates: {}, notes: purchaseOrder.notes }, version);
  const { dates } = form.values;
  const lines = purchaseOrder.lines.filter(({ remaining }) => remaining > 0);
  const changed = lines.filter((line) => isOther(line, dates));
  const isConflict = act.error?.code === 'changed_meanwhile';

  async function submit() {
    const { notes } = form.typed;
    const body = {
      ...(notes === undefined ? {} : { notes: notes?.trim() || null }),
      lines: changed.map((line) => ({ id: line.id, expectedOn: dates[line.id] || null })),
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
      onStartOver={form.isRestored ? () => form.forget() : null}
      onSubmit={() => void submit()}
    >
      <DateLines lines={lines} dates={dates} onSet={(typed) => form.set({ dates: typed })} isConflict={isConflict} />
      <Fields form={form} looks={looks()} error={act.error} />
      {isConflict ? <p role="alert">{t('purchasing.conflict')}</p> : <Refused error={act.error} />}
      <ActButtons
        act={t('purchasing.saveDates')}
        isBusy={act.isBusy}
        disabled={changed.length === 0 && form.typed.notes === undefined}
        onClose={() => {
          form.forget();
          onClose();
        }}
      />
    </ActForm>
  );
}

const looks = (): Looks<Values> => ({ notes: { kind: 'long', label: t('purchasing.notes'), maxLength: 4000 } });

function isOther({ id, expectedOn }: Line, dates: Dates): boolean {
  return dates[id] !== undefined && dates[id] !== (expectedOn ?? '');
}

/** A date for each line, or one for all of them. */
function DateLines(props: {
  lines: readonly Line[];
  dates: Dates;
  onSet: (dates: Dates) => void;
  isConflict: boolean;
}) {
  const { lines, dates } = props;
  const { today } = useCompany();
  return (
    <>
      {lines.length > 1 && (
        <FieldRow>
          <TextInput
            type="date"
            label={t('purchasing.allLinesOn')}
            onChange={(event) => {
              const on = event.currentTarget.value;
              props.onSet(Object.fromEntries(lines.map(({ id }) => [id, on])));
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
            onSet={(on) => props.onSet({ ...dates, [line.id]: on })}
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

function DateLine(props: { line: Line; value: string; onSet: (on: string) => void; theirs: string | null }) {
  const { line } = props;
  return (
    <QuantityLine
      name={line.itemName}
      item={<Item of={line} />}
      facts={t('purchasing.toCome', { amount: amountText(line.remaining, line.unitsPerCase) })}
      fields={
        <TextInput
          type="date"
          label={t('purchasing.expectedOn')}
          style={{ width: '10rem' }}
          value={props.value}
          onChange={(event) => props.onSet(event.currentTarget.value)}
        />
      }
      outcome={props.theirs}
    />
  );
}
