import { NativeSelect } from '@mantine/core';
import { useState } from 'react';
import type { Answer } from '#contract/operations.ts';
import { ContactForm, type TimelineOf } from '#web/communications/contact-form.tsx';
import { t } from '#web/i18n/words.ts';
import { actorText } from '#web/records/actor-text.ts';
import { InstantText } from '#web/ui/date-text.tsx';
import { Section } from '#web/ui/page.tsx';
import type { Customer } from './customer-looks.ts';
import styles from './situation.module.css';

type Situation = Answer<'getCustomerSituation'>;

/** What was last said, and where the next call is written down. */
export function ContactsOfCustomer(props: { customer: Customer; of: Situation; mayLog: boolean }) {
  const { contacts } = props.of;
  return (
    <Section title={t('situation.contacts')}>
      <div className={styles.stack}>
        {props.mayLog && <LogCall customer={props.customer} of={props.of} />}
        {contacts.length === 0 && <p className="quiet">{t('situation.noContacts')}</p>}
        <ul className={styles.rows}>
          {contacts.map((contact) => (
            <li key={contact.id}>
              <p>{contact.text}</p>
              <div className="quiet small">
                {t(`contact.done.${contact.method}_${contact.direction}`)} ·{' '}
                {contact.backorderNumber ?? contact.orderNumber} · {actorText(contact.recordedBy)} ·{' '}
                <InstantText at={contact.at} />
              </div>
            </li>
          ))}
        </ul>
      </div>
    </Section>
  );
}

/** A call is about a record: what waits longest, unless another is chosen. */
function LogCall({ customer, of }: { customer: Customer; of: Situation }) {
  const records = recordsOf(of);
  const [chosen, setChosen] = useState<string | null>(null);
  const record = records.find(({ key }) => key === chosen) ?? records[0];
  if (!record) return null;
  const about: TimelineOf = { record: record.kind, id: record.id, customerId: customer.id };
  return (
    <div className={styles.log}>
      {records.length > 1 && (
        <NativeSelect
          aria-label={t('situation.about')}
          value={record.key}
          data={records.map(({ key, number }) => ({ value: key, label: `${t('situation.about')} ${number}` }))}
          onChange={(event) => setChosen(event.currentTarget.value)}
        />
      )}
      <div className={styles.form}>
        <ContactForm key={record.key} of={about} />
      </div>
    </div>
  );
}

function recordsOf({ waiting, onItsWay, contacts }: Situation) {
  const all = [...waiting, ...onItsWay, ...contacts].map((one) =>
    one.backorderId && one.backorderNumber
      ? { kind: 'backorder' as const, id: one.backorderId, number: one.backorderNumber }
      : { kind: 'order' as const, id: one.orderId, number: one.orderNumber },
  );
  return [...new Map(all.map((one) => [one.number, { ...one, key: one.number }])).values()];
}
