import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useAct } from '#web/api/act.ts';
import { t } from '#web/i18n/words.ts';
import { useForm } from '#web/records/use-form.ts';
import { useCompany } from '#web/ui/company.ts';
import { DayField } from '#web/ui/day-field.tsx';
import { Refused } from '#web/ui/states.tsx';
import { tell } from '#web/ui/toast.tsx';
import styles from './quickbooks.module.css';
import { MATCHING, type QueuedDocument, USUAL } from './quickbooks-words.ts';

/** The one thing that puts a document right, and sends it. */
export function SendAgain({ of, search }: { of: QueuedDocument; search: object }) {
  switch (of.disposition.problem?.action) {
    case 'match_customer':
      return (
        <Link
          to="/settings/quickbooks"
          search={{ ...search, kind: 'customer', state: undefined, q: of.customerName ?? undefined }}
          hash={MATCHING}
        >
          {t('quickbooks.matchCustomer')}
        </Link>
      );
    case 'match_item':
      return (
        <Link
          to="/settings/quickbooks"
          search={{ ...search, kind: 'item', state: 'needed', q: undefined }}
          hash={MATCHING}
        >
          {t('quickbooks.matchItem')}
        </Link>
      );
    case 'choose_item':
      return (
        <Link to="/settings/quickbooks" search={search} hash={USUAL}>
          {t('quickbooks.chooseItem')}
        </Link>
      );
    case 'choose_date':
      return <OnAnotherDay of={of} />;
    case 'next_number':
      return <SendButton of={of} body={{ nextNumber: true }} label={t('quickbooks.sendNextNumber')} />;
    case 'send_again':
      return <SendButton of={of} body={{}} label={t('quickbooks.sendAgain')} />;
    default:
      return null;
  }
}

function OnAnotherDay({ of }: { of: QueuedDocument }) {
  const { today } = useCompany();
  const form = useForm(`day of ${of.number}`, { day: today });
  return (
    <div className={styles.acts}>
      <DayField
        aria-label={t('quickbooks.dayOf', { number: of.number })}
        value={form.values.day}
        onDay={(day) => form.set({ day: day })}
      />
      <SendButton
        of={of}
        body={{ issuedOn: form.values.day }}
        label={t('quickbooks.sendOnDay')}
        onSent={() => form.forget()}
      />
    </div>
  );
}

type Body = { issuedOn?: string; nextNumber?: boolean };

function SendButton(props: { of: QueuedDocument; body: Body; label: string; onSent?: () => void }) {
  const { of, body, label, onSent } = props;
  const invoice = useAct('sendInvoice');
  const note = useAct('sendCreditNote');
  const act = of.isInvoice ? invoice : note;
  const send = async () => {
    if (!(await act.submit({ params: { id: of.id }, body }))) return;
    onSent?.();
    tell(t('quickbooks.sentAgain', { number: of.number }));
  };
  return (
    <>
      <Button size="xs" variant="default" loading={act.isBusy} onClick={() => void send()}>
        {label}
      </Button>
      <Refused error={act.error} />
    </>
  );
}
