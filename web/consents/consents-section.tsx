import { Button } from '@mantine/core';
import { useState } from 'react';
import type { Answer } from '#contract/operations.ts';
import { useMay } from '#web/accounts/viewer.ts';
import { useAct } from '#web/api/act.ts';
import { useFirst } from '#web/api/read.ts';
import { t } from '#web/i18n/words.ts';
import { actorText } from '#web/records/actor-text.ts';
import { InstantText } from '#web/ui/date-text.tsx';
import { moneyText } from '#web/ui/money-text.ts';
import { Section } from '#web/ui/page.tsx';
import { Refused } from '#web/ui/states.tsx';
import { tell } from '#web/ui/toast.tsx';
import { ConsentForm } from './consent-form.tsx';
import styles from './consents.module.css';

type Consent = Answer<'recordConsent'>;

/** What a customer agreed to once and for all, with what adds to it and what ends it. */
export function ConsentsSection({ customerId }: { customerId: string }) {
  const mayChange = useMay()('customers.write');
  const [isAdding, setAdding] = useState(false);
  const { rows, error } = useFirst('listConsents', { params: { id: customerId }, query: { limit: 100 } });
  const inForce = rows?.filter(({ revokedAt }) => revokedAt === null) ?? [];
  return (
    <Section
      title={t('consent.title')}
      actions={
        mayChange &&
        !isAdding && (
          <Button variant="default" size="compact-sm" onClick={() => setAdding(true)}>
            {t('consent.add')}
          </Button>
        )
      }
    >
      {isAdding && <ConsentForm customerId={customerId} onClose={() => setAdding(false)} />}
      <Refused error={error} />
      {rows && inForce.length === 0 && <p className="quiet">{t('consent.none')}</p>}
      <ul className={styles.consents}>
        {inForce.map((consent) => (
          <li key={consent.id}>
            <ConsentRow consent={consent} mayChange={mayChange} />
          </li>
        ))}
      </ul>
    </Section>
  );
}

function ConsentRow({ consent, mayChange }: { consent: Consent; mayChange: boolean }) {
  const act = useAct('revokeConsent');
  const { id, productName, family, rule, priceLimit, note } = consent;
  const revoke = async () => {
    if (await act.submit({ params: { id } })) tell(t('consent.revoked'));
  };
  return (
    <>
      <div>
        <strong>{productName ?? family}</strong>
        {': '}
        {t(`consent.rules.${rule}`)}
        {priceLimit && `, ${t('consent.upTo', { price: moneyText(priceLimit) })}`}
        <div className="quiet small">
          {note && `${note} · `}
          {actorText(consent.recordedBy)}, <InstantText at={consent.givenAt} />
        </div>
        <Refused error={act.error} />
      </div>
      {mayChange && (
        <Button
          variant="subtle"
          size="compact-sm"
          loading={act.isBusy}
          aria-label={`${t('consent.revoke')}: ${productName ?? family}`}
          onClick={() => void revoke()}
        >
          {t('consent.revoke')}
        </Button>
      )}
    </>
  );
}
