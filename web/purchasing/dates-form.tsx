import { Textarea, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Answer } from '#contract/operations.ts';
import { useAct } from '#web/api/act.ts';
import { Item } from '#web/catalog/item.tsx';
import { t } from '#web/i18n/words.ts';
import { useCompany } from '#web/ui/company.ts';
import { dayText } from '#web/ui/date-words.ts';
import { ActButtons, ActForm, FieldRow } from '#web/ui/form.tsx';
import { QuantityLine, QuantityLines } from '#web/ui/quantity-lines.tsx';
import { amountText } from '#web/ui/quantity-text.ts';
import { Refused } from '#web/ui/states.tsx';
import { tell } from '#web/ui/toast.tsx';

type PurchaseOrder = Answer<'getPurchaseOrder'>;

/**
 * Changes when the lines of a purchase order are expected. What was typed stays when somebody else was faster: beside it
 * stands what they set, and saving again sets ours.
 */
export function DatesForm({ purchaseOrder, onClose }: { purchaseOrder: PurchaseOrder; onClose: () => void }) {
  const act = useAct('updatePurchaseOrder');
  const client = useQueryClient();
  const { today } = useCompany();
  const lines = purchaseOrder.lines.filter(({ remaining }) => remaining > 0);
  const [typed, setTyped] = useState<Record<string, string>>({});
  const [notes, setNotes] = useState(purchaseOrder.notes ?? '');
  const [notesBefore] = useState(purchaseOrder.notes ?? '');
  const changed = lines.filter((line) => line.id in typed && typed[line.id] !== (line.expectedOn ?? ''));
  const isConflict = act.error?.code === 'changed_meanwhile';

  async function submit() {
    const done = await act.submit(
      {
        params: { id: purchaseOrder.id },
        body: {
          ...(notes !== notesBefore ? { notes: notes.trim() || null } : {}),
          lines: changed.map(({ id }) => ({ id, expectedOn: typed[id] || null })),
        },
      },
      { version: purchaseOrder.version },
    );
    if (done) {
      tell(t('purchasing.datesSaved', { number: purchaseOrder.number }));
      onClose();
    } else void client.invalidateQueries({ queryKey: ['getPurchaseOrder'] });
  }

  return (
    <ActForm
      title={t('purchasing.datesTitle', { number: purchaseOrder.number })}
      note={t('purchasing.datesNote')}
      onSubmit={() => void submit()}
    >
      {lines.length > 1 && (
        <FieldRow>
          <TextInput
            type="date"
            label={t('purchasing.allLinesOn')}
            onChange={(event) => {
              const on = event.currentTarget.value;
              setTyped(Object.fromEntries(lines.map(({ id }) => [id, on])));
            }}
          />
        </FieldRow>
      )}
      <QuantityLines label={t('order.lines')}>
        {lines.map((line) => {
          const mine = typed[line.id];
          const isOther = isConflict && mine !== undefined && mine !== (line.expectedOn ?? '');
          return (
            <QuantityLine
              key={line.id}
              name={line.itemName}
              item={<Item of={line} />}
              facts={t('purchasing.toCome', { amount: amountText(line.remaining, line.unitsPerCase) })}
              fields={
                <TextInput
                  type="date"
                  label={t('purchasing.expectedOn')}
                  style={{ width: '10rem' }}
                  value={mine ?? line.expectedOn ?? ''}
                  onChange={(event) => {
                    const on = event.currentTarget.value;
                    setTyped((before) => ({ ...before, [line.id]: on }));
                  }}
                />
              }
              outcome={
                isOther
                  ? t('purchasing.saysNow', {
                      day: line.expectedOn ? dayText(line.expectedOn, today) : t('purchasing.noDay'),
                    })
                  : null
              }
            />
          );
        })}
      </QuantityLines>
      <Textarea
        label={t('purchasing.notes')}
        autosize={false}
        rows={2}
        maxLength={4000}
        value={notes}
        onChange={(event) => setNotes(event.currentTarget.value)}
      />
      {isConflict ? <p role="alert">{t('purchasing.conflict')}</p> : <Refused error={act.error} />}
      <ActButtons
        act={t('purchasing.saveDates')}
        isBusy={act.isBusy}
        disabled={changed.length === 0 && notes === notesBefore}
        onClose={onClose}
      />
    </ActForm>
  );
}
