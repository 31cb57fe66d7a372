import { NativeSelect, Textarea } from '@mantine/core';
import type { Fulfillment } from '#contract/fulfillment/fulfillments.ts';
import { PLACES, RETURN_REASONS } from '#contract/fulfillment/returns.ts';
import { useAct } from '#web/api/act.ts';
import { t } from '#web/i18n/words.ts';
import { useForm } from '#web/records/use-form.ts';
import { ActButtons, ActForm, FieldRow } from '#web/ui/form.tsx';
import { QuantityField } from '#web/ui/quantity-field.tsx';
import { QuantityLine, QuantityLines } from '#web/ui/quantity-lines.tsx';
import { quantityText } from '#web/ui/quantity-text.ts';
import { Refused } from '#web/ui/states.tsx';
import { Tick } from '#web/ui/tick.tsx';
import { tell } from '#web/ui/toast.tsx';
import { arrivingOf } from './door-lines.tsx';

type Line = Fulfillment['lines'][number];
type Back = {
  quantity: number | null;
  reason: (typeof RETURN_REASONS)[number];
  disposition: (typeof PLACES)[number] | 'undecided';
  isReplaced: boolean;
};
const NOTHING: Back = { quantity: 0, reason: 'damaged', disposition: 'undecided', isReplaced: false };

/** Goods come back: how many of each line, why, where they go, and what the customer gets for them. */
export function ReturnForm({ fulfillment, onClose }: { fulfillment: Fulfillment; onClose: () => void }) {
  const act = useAct('createReturn');
  const form = useForm(`return ${fulfillment.id}`, { back: {} as Record<string, Back>, isCredited: false, note: '' });
  const { back, isCredited, note } = form.values;
  const close = () => {
    form.forget();
    onClose();
  };
  const lines = fulfillment.lines.filter((line) => arrivingOf(line) > 0);
  const given = lines.flatMap((line) => toGiven(line, back[line.id] ?? NOTHING));
  const isReadable = lines.every((line) => isWithin(line, back[line.id] ?? NOTHING));
  async function submit() {
    const body = { fulfillmentId: fulfillment.id, lines: given, credit: isCredited, note: note.trim() || null };
    const done = await act.submit({ body });
    if (!done) return;
    tell(t('returns.recorded', { number: done.number }));
    close();
  }
  return (
    <ActForm
      title={t('returns.formTitle', { number: fulfillment.number })}
      note={t('returns.formNote')}
      onStartOver={form.startOver}
      onSubmit={() => void submit()}
    >
      <QuantityLines label={t('returns.lines')}>
        {lines.map((line) => (
          <BackLine
            key={line.id}
            line={line}
            back={back[line.id] ?? NOTHING}
            onChange={(next) => form.set({ back: { ...back, [line.id]: next } })}
          />
        ))}
      </QuantityLines>
      <Tick label={t('returns.credit')} isSet={isCredited} onSet={(isSet) => form.set({ isCredited: isSet })} />
      <Textarea
        label={t('settle.note')}
        maxLength={1000}
        autosize
        value={note}
        onChange={(event) => form.set({ note: event.currentTarget.value })}
      />
      <Refused error={act.error} />
      <ActButtons
        act={t('returns.record')}
        isBusy={act.isBusy}
        disabled={given.length === 0 || !isReadable}
        onClose={close}
      />
    </ActForm>
  );
}

const isWithin = (line: Line, { quantity }: Back) => quantity !== null && quantity <= arrivingOf(line);

function toGiven(line: Line, { quantity, reason, disposition, isReplaced }: Back) {
  if (!quantity) return [];
  const replace = isReplaced ? { quantity } : null;
  return [{ fulfillmentLineId: line.id, quantity, reason, disposition, replace }];
}

function BackLine({ line, back, onChange }: { line: Line; back: Back; onChange: (back: Back) => void }) {
  const delivered = quantityText(arrivingOf(line), line.unitsPerCase);
  return (
    <QuantityLine
      name={line.itemName}
      item={line.itemName}
      facts={t('returns.delivered', { amount: delivered })}
      fields={
        <QuantityField
          label={t('returns.quantity')}
          value={back.quantity}
          empty={0}
          unitsPerCase={line.unitsPerCase}
          onChange={(quantity) => onChange({ ...back, quantity })}
        />
      }
      error={back.quantity !== null && !isWithin(line, back) ? t('returns.tooMany', { amount: delivered }) : null}
      more={back.quantity ? <BackFields back={back} onChange={onChange} /> : null}
    />
  );
}

function BackFields({ back, onChange }: { back: Back; onChange: (back: Back) => void }) {
  return (
    <FieldRow>
      <NativeSelect
        label={t('returns.why')}
        value={back.reason}
        data={RETURN_REASONS.map((value) => ({ value, label: t(`returns.reason.${value}`) }))}
        onChange={(event) => onChange({ ...back, reason: event.currentTarget.value as Back['reason'] })}
      />
      <NativeSelect
        label={t('returns.where')}
        value={back.disposition}
        data={(['undecided', ...PLACES] as const).map((value) => ({ value, label: t(`returns.place.${value}`) }))}
        onChange={(event) => onChange({ ...back, disposition: event.currentTarget.value as Back['disposition'] })}
      />
      <Tick
        label={t('returns.replace')}
        isSet={back.isReplaced}
        onSet={(isReplaced) => onChange({ ...back, isReplaced })}
      />
    </FieldRow>
  );
}
