import { Button, TextInput } from '@mantine/core';
import type { Request } from '#contract/operations.ts';
import { useMay } from '#web/accounts/viewer.ts';
import { useAct } from '#web/api/act.ts';
import { t } from '#web/i18n/words.ts';
import { useForm } from '#web/records/use-form.ts';
import { ActButtons, ActForm } from '#web/ui/form.tsx';
import { Refused } from '#web/ui/states.tsx';

type Document = Request<'recordPrints'>['body']['document'];

/**
 * Opens the paper of some fulfillments, and records that it was printed where the viewer may: the second time it asks why.
 * Who only reads opens it and records nothing. `href` is the file.
 */
export function PrintPaper(props: { document: Document; fulfillmentIds: readonly string[]; href: string }) {
  const { document, fulfillmentIds, href } = props;
  const act = useAct('recordPrints');
  const may = useMay();
  const label = t(fulfillmentIds.length > 1 ? `paper.${document}_many` : `paper.${document}`);
  if (!may('fulfillment.write'))
    return (
      <Button variant="subtle" component="a" href={href} target="_blank">
        {label}
      </Button>
    );

  async function print(reason: string | null) {
    if (!(await act.submit({ body: { document, fulfillmentIds: [...fulfillmentIds], reason } }))) return;
    act.clear();
    window.open(href, '_blank');
  }
  const asksWhy = act.error?.code === 'reprint_needs_reason';
  return (
    <>
      <Button variant="subtle" loading={act.isBusy} onClick={() => void print(null)}>
        {label}
      </Button>
      {asksWhy && (
        <Again
          of={`${document} ${fulfillmentIds.join(' ')}`}
          numbers={act.error?.facts.numbers}
          isBusy={act.isBusy}
          onPrint={print}
          onClose={act.clear}
        />
      )}
      {!asksWhy && <Refused error={act.error} />}
    </>
  );
}

/** Asks why something is printed again. */
function Again(props: {
  of: string;
  numbers: unknown;
  isBusy: boolean;
  onPrint: (reason: string) => Promise<void>;
  onClose: () => void;
}) {
  const form = useForm(`print ${props.of}`, { reason: '' });
  const reason = form.values.reason.trim();
  const numbers = Array.isArray(props.numbers) ? props.numbers.join(', ') : '';
  return (
    <ActForm
      title={t('paper.againTitle')}
      note={t('paper.again', { numbers })}
      onStartOver={form.startOver}
      onSubmit={() => void (reason !== '' && props.onPrint(reason).then(() => form.forget()))}
    >
      <TextInput
        label={t('paper.reason')}
        required
        maxLength={200}
        value={form.values.reason}
        onChange={(event) => form.set({ reason: event.currentTarget.value })}
      />
      <ActButtons act={t('paper.print')} isBusy={props.isBusy} onClose={props.onClose} />
    </ActForm>
  );
}
