import type { Backorder } from '#contract/backorders/backorder.ts';
import type { Answer } from '#contract/operations.ts';
import { total } from '#domain/quantity.ts';
import { useMe } from '#web/accounts/viewer.ts';
import { useAct } from '#web/api/act.ts';
import { t } from '#web/i18n/words.ts';
import { ActFieldsForm } from '#web/records/act-fields-form.tsx';
import { useForm } from '#web/records/use-form.ts';
import type { Looks } from '#web/ui/fields.tsx';
import { numberText } from '#web/ui/quantity-text.ts';
import { tell } from '#web/ui/toast.tsx';

type Values = { highPriority: boolean; manualRank: string | null; reason: string | null };
type Rank = -1 | 0 | 1;

/** Marks a backorder, or puts it ahead of or behind its queue; says what stock that moved. */
export function PriorityForm({ backorder, onClose }: { backorder: Backorder; onClose: () => void }) {
  const { role } = useMe();
  const mayOverride = role === 'manager' || role === 'administrator';
  const act = useAct('prioritizeBackorder');
  const before = String(backorder.manualRank);
  // The form opens on the change that is most likely meant.
  const start = { highPriority: !backorder.highPriority, manualRank: before, reason: null };
  const form = useForm<Values>(`priority ${backorder.id}`, start);
  const { highPriority, manualRank } = form.values;
  const reason = form.values.reason?.trim() ?? '';
  const isChanged = highPriority !== backorder.highPriority || manualRank !== before;

  async function submit() {
    const rank = mayOverride ? { manualRank: Number(manualRank) as Rank } : {};
    const done = await act.submit({ params: { id: backorder.id }, body: { highPriority, ...rank, reason } });
    if (!done) return;
    form.forget();
    tell(movedText(done));
    onClose();
  }

  return (
    <ActFieldsForm
      form={form}
      title={t('priority.title')}
      note={t('priority.note')}
      looks={looks(mayOverride)}
      submit={t('priority.act')}
      isReady={isChanged && reason !== ''}
      act={act}
      onSubmit={() => void submit()}
      onClose={onClose}
    />
  );
}

function looks(mayOverride: boolean): Looks<Values> {
  return {
    highPriority: { kind: 'tick', label: t('priority.mark'), description: t('priority.markNote') },
    ...(mayOverride && {
      manualRank: {
        kind: 'choice',
        label: t('priority.override'),
        choices: [
          { value: '-1', label: t('priority.ahead') },
          { value: '0', label: t('priority.normal') },
          { value: '1', label: t('priority.behind') },
        ],
      },
    }),
    reason: { kind: 'text', label: t('promise.reason'), required: true, maxLength: 500 },
  };
}

function movedText({ moved }: Answer<'prioritizeBackorder'>): string {
  const units = (direction: 'gained' | 'returned') =>
    total(
      moved.filter((one) => one.direction === direction),
      ({ quantity }) => quantity,
    );
  const [gained, returned] = [units('gained'), units('returned')];
  if (gained > 0) return t('priority.gained', { count: gained, units: numberText(gained) });
  if (returned > 0) return t('priority.returned', { count: returned, units: numberText(returned) });
  return t('priority.nothingMoved');
}
