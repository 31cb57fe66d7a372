import { Button, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useMay } from '#web/accounts/viewer.ts';
import { useAct } from '#web/api/act.ts';
import { t } from '#web/i18n/words.ts';
import { useForm } from '#web/records/use-form.ts';
import { ButtonLink } from '#web/ui/button-link.ts';
import { useCompany } from '#web/ui/company.ts';
import { DayField } from '#web/ui/day-field.tsx';
import { ActButtons, ActForm } from '#web/ui/form.tsx';
import { Refused } from '#web/ui/states.tsx';
import { tell } from '#web/ui/toast.tsx';
import { type Document, isGone } from './document.ts';
import styles from './document-page.module.css';

type Act = ReturnType<typeof useDocumentAct>;

/** The one act that puts a document right, and that it is not to be sent. */
export function DocumentActs({ of }: { of: Document }) {
  const may = useMay()('invoices.write');
  const send = useDocumentAct(of, 'send');
  const [opened, setOpened] = useState<'date' | 'exclusion' | null>(null);
  const { status, excludedBecause } = of.disposition;
  if (!may || status === 'sent' || excludedBecause === 'with_invoice') return null;
  const close = () => setOpened(null);
  if (opened === 'date') return <OnAnotherDay of={of} send={send} onClose={close} />;
  if (opened === 'exclusion') return <Exclude of={of} onClose={close} />;
  return (
    <>
      <div className={styles.buttons}>
        <TheAct of={of} send={send} onDate={() => setOpened('date')} />
        {status !== 'excluded' && (
          <Button variant="default" onClick={() => setOpened('exclusion')}>
            {t('invoices.exclude')}
          </Button>
        )}
      </div>
      <Refused error={send.error} />
    </>
  );
}

/** Sends it or excludes it: an invoice and a credit note alike. */
function useDocumentAct(of: Document, what: 'send' | 'exclude') {
  const onInvoice = useAct(what === 'send' ? 'sendInvoice' : 'excludeInvoice');
  const onCreditNote = useAct(what === 'send' ? 'sendCreditNote' : 'excludeCreditNote');
  const act = 'invoicedOn' in of ? onInvoice : onCreditNote;
  return {
    isBusy: act.isBusy,
    error: act.error,
    async submit(body: object, done: string): Promise<boolean> {
      const answer = await act.submit({ params: { id: of.id }, body } as never);
      if (answer) tell(done);
      return answer !== null && answer !== undefined;
    },
  };
}

function TheAct({ of, send, onDate }: { of: Document; send: Act; onDate: () => void }) {
  const { status, problem } = of.disposition;
  const sendAs = (label: string, body: object = {}) => (
    <Button loading={send.isBusy} onClick={() => void send.submit(body, t('invoices.willGo'))}>
      {label}
    </Button>
  );
  if (status === 'excluded') return sendAs(t('invoices.send'));
  if (status === 'changed_there') return isGone(of.disposition) ? sendAs(t('invoices.sendAgain')) : null;
  switch (problem?.action) {
    case 'choose_date':
      return <Button onClick={onDate}>{t('invoices.chooseDate')}</Button>;
    case 'next_number':
      return sendAs(t('invoices.nextNumber'), { nextNumber: true });
    case 'reconnect':
      return <ButtonLink to="/settings/quickbooks">{t('invoices.act.reconnect')}</ButtonLink>;
    case 'choose_item':
      return (
        <ButtonLink to="/settings/quickbooks" hash="where-lines-go">
          {t('invoices.act.choose_item')}
        </ButtonLink>
      );
    case 'match_customer':
    case 'match_item':
      return (
        <ButtonLink
          to="/settings/quickbooks"
          search={{ kind: problem.action === 'match_item' ? 'item' : 'customer', state: 'needed' }}
          hash="matching"
        >
          {t(`invoices.act.${problem.action}`)}
        </ButtonLink>
      );
    default:
      return status === 'failed' || problem ? sendAs(t('invoices.sendAgain')) : null;
  }
}

function OnAnotherDay({ of, send, onClose }: { of: Document; send: Act; onClose: () => void }) {
  const form = useForm(`day of ${of.number}`, { issuedOn: useCompany().today });
  const { issuedOn } = form.values;
  const close = () => {
    form.forget();
    onClose();
  };
  const submit = async () => {
    if (await send.submit({ issuedOn }, t('invoices.willGo'))) close();
  };
  return (
    <ActForm
      title={t('invoices.chooseDate')}
      note={of.disposition.problem?.detail}
      onStartOver={form.startOver}
      onSubmit={() => void submit()}
    >
      <DayField required label={t('invoices.day')} value={issuedOn} onDay={(day) => form.set({ issuedOn: day })} />
      <Refused error={send.error} />
      <ActButtons act={t('invoices.send')} isBusy={send.isBusy} disabled={issuedOn === ''} onClose={close} />
    </ActForm>
  );
}

function Exclude({ of, onClose }: { of: Document; onClose: () => void }) {
  const act = useDocumentAct(of, 'exclude');
  const form = useForm(`exclusion of ${of.number}`, { reason: '' });
  const { reason } = form.values;
  const close = () => {
    form.forget();
    onClose();
  };
  const submit = async () => {
    if (await act.submit({ reason: reason.trim() }, t('invoices.excludedNow'))) close();
  };
  return (
    <ActForm
      title={t('invoices.excludeTitle', { number: of.number })}
      note={t('invoices.excludeNote')}
      onStartOver={form.startOver}
      onSubmit={() => void submit()}
    >
      <Textarea
        label={t('invoices.why')}
        required
        autosize={false}
        rows={2}
        maxLength={500}
        value={reason}
        onChange={(event) => form.set({ reason: event.currentTarget.value })}
      />
      <Refused error={act.error} />
      <ActButtons act={t('invoices.excludeAct')} isBusy={act.isBusy} disabled={reason.trim() === ''} onClose={close} />
    </ActForm>
  );
}
