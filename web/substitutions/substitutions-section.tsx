import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { Answer } from '#contract/operations.ts';
import { useAct } from '#web/api/act.ts';
import { useFirst } from '#web/api/read.ts';
import { t } from '#web/i18n/words.ts';
import { actorText } from '#web/records/actor-text.ts';
import { InstantText } from '#web/ui/date-text.tsx';
import { moneyText } from '#web/ui/money-text.ts';
import { Section } from '#web/ui/page.tsx';
import { amountText } from '#web/ui/quantity-text.ts';
import { Refused } from '#web/ui/states.tsx';
import { tell } from '#web/ui/toast.tsx';
import { AcceptForm } from './accept-form.tsx';
import styles from './substitutions.module.css';

type Substitution = Answer<'getSubstitution'>;

/** What was offered in place of a backorder's items, what became of it, and the acts of one that waits. */
export function SubstitutionsSection({ backorderId, mayChange }: { backorderId: string; mayChange: boolean }) {
  const { rows = [], error } = useFirst('listSubstitutions', { params: { id: backorderId }, query: { limit: 20 } });
  if (rows.length === 0 && !error) return null;
  return (
    <Section title={t('substitute.title')}>
      <Refused error={error} />
      <ul className={styles.proposals}>
        {rows.map((substitution) => (
          <li key={substitution.id} className={styles.proposal}>
            <Proposal substitution={substitution} mayChange={mayChange} />
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Proposal({ substitution, mayChange }: { substitution: Substitution; mayChange: boolean }) {
  const { ordered, quantity, status, note, closingNote } = substitution;
  return (
    <>
      <div className={styles.head}>
        <strong>
          {t('substitute.inPlaceOf', { amount: amountText(quantity, ordered.unitsPerCase), name: ordered.itemName })}
        </strong>
        <span className="quiet">{t(`substitute.status.${status}`)}</span>
      </div>
      <Outcome substitution={substitution} />
      {note && <div className="small">{note}</div>}
      {closingNote && <div className="small">{closingNote}</div>}
      <div className="quiet small">
        {actorText(substitution.closedBy ?? substitution.proposedBy)},{' '}
        <InstantText at={substitution.closedAt ?? substitution.proposedAt} />
      </div>
      {status === 'proposed' && mayChange && <Acts substitution={substitution} />}
      {status === 'lapsed' && mayChange && <Close of={substitution} act="withdrawSubstitution" />}
    </>
  );
}

/** What was taken, or else what is offered. */
function Outcome({ substitution: { acceptance, offers } }: { substitution: Substitution }) {
  if (acceptance)
    return (
      <div>
        {t('substitute.accepted', {
          amount: amountText(acceptance.quantity, acceptance.unitsPerCase),
          name: acceptance.itemName,
          price: moneyText(acceptance.price.amount),
        })}{' '}
        <Link to="/orders/$id" params={{ id: acceptance.orderId }}>
          {acceptance.orderNumber}
        </Link>
      </div>
    );
  return (
    <ol>
      {offers.map(({ variantId, itemName, price, available, unitsPerCase, consent }) => (
        <li key={variantId}>
          {t('substitute.offer', { name: itemName, price: moneyText(price.amount) })}{' '}
          <span className="quiet small">
            {t('substitute.free', { amount: amountText(available, unitsPerCase) })}
            {consent && ` · ${t(`consent.says.${consent}`)}`}
          </span>
        </li>
      ))}
    </ol>
  );
}

function Acts({ substitution }: { substitution: Substitution }) {
  const [isAccepting, setAccepting] = useState(false);
  if (isAccepting) return <AcceptForm substitution={substitution} onClose={() => setAccepting(false)} />;
  return (
    <div className={styles.acts}>
      <Button variant="default" onClick={() => setAccepting(true)}>
        {t('substitute.accept')}
      </Button>
      <Close of={substitution} act="refuseSubstitution" />
      <Close of={substitution} act="withdrawSubstitution" />
    </div>
  );
}

const WORDS = {
  refuseSubstitution: ['substitute.refuse', 'substitute.refused'],
  withdrawSubstitution: ['substitute.withdraw', 'substitute.withdrawn'],
} as const;

/** Refuses for the customer, or takes back. Nothing moves by it, and another proposal can follow. */
function Close({ of, act: name }: { of: Substitution; act: keyof typeof WORDS }) {
  const act = useAct(name);
  const [label, done] = WORDS[name];
  const submit = async () => {
    if (await act.submit({ params: { id: of.id }, body: {} })) tell(t(done));
  };
  return (
    <>
      <Button variant="subtle" loading={act.isBusy} onClick={() => void submit()}>
        {t(label)}
      </Button>
      <Refused error={act.error} />
    </>
  );
}
