import type { Backorder } from '#contract/backorders/backorder.ts';
import { useAct } from '#web/api/act.ts';
import { t } from '#web/i18n/words.ts';
import { tell } from '#web/ui/toast.tsx';
import { CancelForm } from './cancel-form.tsx';

type CancelBackorderFormProps = {
  backorder: Backorder;
  onDone: () => void;
  onClose: () => void;
};

/** Cancels what a backorder still owes, all of it or part. */
export function CancelBackorderForm({ backorder, onDone, onClose }: CancelBackorderFormProps) {
  const act = useAct('cancelBackorder');
  const preview = useAct('previewBackorderCancellation');
  const named = (lines: { id: string; quantity: number }[] | undefined) =>
    lines?.map(({ id, quantity }) => ({ backorderLineId: id, quantity }));
  return (
    <CancelForm
      name={`backorder ${backorder.id}`}
      title={t('backorder.cancelTitle', { number: backorder.number })}
      number={backorder.number}
      lines={backorder.lines
        .filter((line) => line.outstanding > 0)
        .map((line) => ({ ...line, left: line.outstanding }))}
      isBusy={act.isBusy}
      isPreviewing={preview.isBusy}
      error={act.error}
      previewError={preview.error}
      onAsk={() => {
        act.clear();
        preview.clear();
      }}
      onPreview={(lines) => preview.submit({ params: { id: backorder.id }, body: { lines: named(lines) } })}
      toSend={({ lines, ...reason }) => ({
        event: 'cancelled',
        body: { backorderId: backorder.id, backorderCancellation: { ...reason, lines: named(lines) } },
      })}
      onClose={onClose}
      onSubmit={async ({ lines, ...reason }) => {
        const done = await act.submit({ params: { id: backorder.id }, body: { ...reason, lines: named(lines) } });
        if (!done) return false;
        tell(t('cancel.done', { number: backorder.number }));
        onDone();
        return true;
      }}
    />
  );
}
