import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { Answer } from '#contract/operations.ts';
import { useMay, useMe } from '#web/accounts/viewer.ts';
import { useAct } from '#web/api/act.ts';
import { useRead } from '#web/api/read.ts';
import { t } from '#web/i18n/words.ts';
import { ConfirmFinal } from '#web/ui/confirm-final.tsx';
import { ActButtons, ActForm, FieldRow } from '#web/ui/form.tsx';
import { Section } from '#web/ui/page.tsx';
import { problemOfField } from '#web/ui/problem-words.ts';
import { numberText } from '#web/ui/quantity-text.ts';
import { FailedState, LoadingState } from '#web/ui/states.tsx';
import styles from './demo-section.module.css';

type Contents = Answer<'getDemoContents'>;

const KINDS = [
  'orders',
  'backorders',
  'fulfillments',
  'invoices',
  'purchaseOrders',
  'stockMovements',
  'customers',
  'suppliers',
  'variants',
  'people',
  'apiKeys',
] as const;
type Kind = (typeof KINDS)[number];

/** In a demo company, for its administrator: what it holds, and how it is exchanged for an empty company of one's own. */
export function DemoSection() {
  const { company } = useMe();
  const may = useMay();
  return company.isDemo && may('settings.write') ? <DemoContents /> : null;
}

function DemoContents() {
  const { data: contents, error, refetch } = useRead('getDemoContents', {});
  const [isOpen, setIsOpen] = useState(false);
  if (!contents) {
    return (
      <Section title={t('demo.title')}>
        {error ? (
          <FailedState what={t('demo.title')} error={error} onRetry={() => void refetch()} />
        ) : (
          <LoadingState rows={4} />
        )}
      </Section>
    );
  }
  return (
    <Section title={t('demo.title')}>
      <div className={styles.body}>
        <p>{t('demo.what', { name: contents.companyName })}</p>
        <p>{t('demo.holds')}</p>
        <ul className={styles.kinds}>
          {KINDS.filter((kind) => contents[kind] > 0).map((kind) => (
            <li key={kind}>{countOf(contents, kind)}</li>
          ))}
        </ul>
        {isOpen ? (
          <RemoveForm contents={contents} onClose={() => setIsOpen(false)} />
        ) : (
          <div>
            <Button variant="default" onClick={() => setIsOpen(true)}>
              {t('demo.open')}
            </Button>
          </div>
        )}
      </div>
    </Section>
  );
}

const EMPTY = { companyName: '', name: '', email: '', password: '' };

function RemoveForm({ contents, onClose }: { contents: Contents; onClose: () => void }) {
  const act = useAct('removeDemo');
  const [given, setGiven] = useState({
    ...EMPTY,
    timeZone: ownTimeZone(contents.timeZone),
    currency: contents.currency,
  });
  const [isAsking, setIsAsking] = useState(false);
  const change = (field: keyof typeof given) => (event: { currentTarget: { value: string } }) => {
    const { value } = event.currentTarget;
    setGiven((before) => ({ ...before, [field]: value }));
  };
  const { companyName, timeZone, currency, name, email, password } = given;

  async function remove() {
    const administrator = { name: name.trim(), email: email.trim(), password };
    const done = await act.submit({ body: { companyName: companyName.trim(), timeZone, currency, administrator } });
    // Nobody is signed in any more, and nothing that this page knows is true.
    if (done) window.location.assign('/sign-in');
  }

  return (
    <ActForm
      title={t('demo.form')}
      note={t('demo.note')}
      onSubmit={() => {
        act.clear();
        setIsAsking(true);
      }}
    >
      <FieldRow>
        <TextInput
          label={t('demo.companyName')}
          required
          maxLength={200}
          autoComplete="organization"
          value={companyName}
          error={problemOfField(act.error, '#/companyName')}
          onChange={change('companyName')}
        />
        <NativeSelect
          label={t('demo.timeZone')}
          data={choicesWith(timeZone, ['UTC', ...Intl.supportedValuesOf('timeZone')])}
          value={timeZone}
          error={problemOfField(act.error, '#/timeZone')}
          onChange={change('timeZone')}
        />
        <NativeSelect
          label={t('demo.currency')}
          data={choicesWith(currency, Intl.supportedValuesOf('currency'))}
          value={currency}
          error={problemOfField(act.error, '#/currency')}
          onChange={change('currency')}
        />
      </FieldRow>
      <FieldRow>
        <TextInput
          label={t('demo.administrator')}
          required
          maxLength={100}
          autoComplete="name"
          value={name}
          error={problemOfField(act.error, '#/administrator/name')}
          onChange={change('name')}
        />
        <TextInput
          type="email"
          label={t('demo.email')}
          required
          maxLength={200}
          autoComplete="email"
          value={email}
          error={problemOfField(act.error, '#/administrator/email')}
          onChange={change('email')}
        />
        <TextInput
          type="password"
          label={t('demo.password')}
          description={t('demo.passwordRule')}
          required
          minLength={10}
          maxLength={200}
          autoComplete="new-password"
          value={password}
          error={problemOfField(act.error, '#/administrator/password')}
          onChange={change('password')}
        />
      </FieldRow>
      <ActButtons
        act={t('demo.open')}
        disabled={!companyName.trim() || !name.trim() || !email.trim() || password.length < 10}
        onClose={onClose}
      />
      {isAsking && (
        <ConfirmFinal
          title={t('demo.confirmTitle', { name: contents.companyName })}
          confirm={t('demo.remove')}
          isBusy={act.isBusy}
          error={act.error}
          onConfirm={() => void remove()}
          onClose={() => setIsAsking(false)}
        >
          <ul className={styles.consequences}>
            <li>
              {t('demo.confirmHolds', {
                orders: countOf(contents, 'orders'),
                backorders: countOf(contents, 'backorders'),
                customers: countOf(contents, 'customers'),
                variants: countOf(contents, 'variants'),
              })}
            </li>
            <li>{t('demo.confirmSignedOut', { email: email.trim() })}</li>
            <li>{t('demo.confirmFinal')}</li>
          </ul>
        </ConfirmFinal>
      )}
    </ActForm>
  );
}

function countOf(contents: Contents, kind: Kind): string {
  return t(`demo.${kind}`, { count: contents[kind], number: numberText(contents[kind]) });
}

/** Where the person is, when their machine says so. */
function ownTimeZone(otherwise: string): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone || otherwise;
}

function choicesWith(present: string, names: readonly string[]) {
  return [...new Set([present, ...names])].sort().map((name) => ({ value: name, label: name.replaceAll('_', ' ') }));
}
