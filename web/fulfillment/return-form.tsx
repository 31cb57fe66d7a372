import { Textarea } from '@mantine/core';
import type { Fulfillment } from '#contract/fulfillment/fulfillments.ts';
import { useAct } from '#web/api/act.ts';
import { t } from '#web/i18n/words.ts';
import { useForm } from '#web/records/use-form.ts';
import { ActButtons, ActForm } from '#web/ui/form.tsx';
import { QuantityLines } from '#web/ui/quantity-lines.tsx';
import { Refused } from '#web/ui/states.tsx';
import { Tick } from '#web/ui/tick.tsx';
import { tell } from '#web/ui/toast.tsx';
import { type Back, BackLine, isReadable, NOTHING, toGiven } from './back-line.tsx';
import { arrivingOf } from './door-lines.tsx';

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
  const areReadable = lines.every((line) => isReadable(line, back[line.id] ?? NOTHING));
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
        disabled={given.length === 0 || !areReadable}
        onClose={close}
      />
    </ActForm>
  );
}
