import { useState } from 'react';
import { useAct } from '#web/api/act.ts';
import type { ProblemError } from '#web/api/problem-error.ts';
import { t } from '#web/i18n/words.ts';
import { Fields } from '#web/records/record-form.tsx';
import { useForm } from '#web/records/use-form.ts';
import { ConfirmFinal } from '#web/ui/confirm-final.tsx';
import { Field, type Look, type Looks } from '#web/ui/fields.tsx';
import { ActButtons, ActForm, FieldRow } from '#web/ui/form.tsx';
import { problemOfField } from '#web/ui/problem-words.ts';
import { type Contents, countOf } from './demo-contents.ts';
import styles from './demo-section.module.css';

type Values = {
  companyName: string | null;
  timeZone: string;
  currency: string;
  administratorName: string | null;
  email: string | null;
};

/** Asks who the company is and who runs it from now on, and says what goes for good before it does. */
export function RemoveDemoForm(props: { contents: Contents; onClose: () => void }) {
  const { contents } = props;
  const act = useAct('removeDemo');
  const { timeZone, currency } = contents;
  const start = { companyName: null, timeZone: ownTimeZone(timeZone), currency, administratorName: null, email: null };
  const form = useForm<Values>('remove demo', start);
  // Nothing that was typed as a password is kept.
  const [password, setPassword] = useState('');
  const [isAsking, setIsAsking] = useState(false);
  const given = givenIn(form.values, password);
  const { name, email } = given.administrator;

  async function remove() {
    if (!(await act.submit({ body: given }))) return;
    form.forget();
    // Nobody is signed in any more, and nothing that this page knows is true.
    window.location.assign('/sign-in');
  }

  return (
    <ActForm
      title={t('demo.form')}
      note={t('demo.note')}
      onStartOver={form.startOver}
      onSubmit={() => {
        act.clear();
        setIsAsking(true);
      }}
    >
      <Fields form={form} looks={companyLooks(form.values)} error={act.error} />
      <FieldRow>
        <AdministratorField form={form} name="administratorName" error={act.error} />
        <AdministratorField form={form} name="email" error={act.error} />
        <Field
          look={passwordLook()}
          value={password}
          error={problemOfField(act.error, '#/administrator/password')}
          onChange={(typed) => setPassword((typed as string | null) ?? '')}
        />
      </FieldRow>
      <ActButtons
        act={t('demo.open')}
        disabled={!given.companyName || !name || !email || password.length < 10}
        onClose={() => {
          form.forget();
          props.onClose();
        }}
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
          <Consequences email={email} contents={contents} />
        </ConfirmFinal>
      )}
    </ActForm>
  );
}

function givenIn({ companyName, timeZone, currency, administratorName, email }: Values, password: string) {
  const administrator = { name: administratorName?.trim() ?? '', email: email?.trim() ?? '', password };
  return { companyName: companyName?.trim() ?? '', timeZone, currency, administrator };
}

function companyLooks({ timeZone, currency }: Values): Looks<Values> {
  return {
    companyName: {
      kind: 'text',
      label: t('demo.companyName'),
      required: true,
      maxLength: 200,
      autoComplete: 'organization',
    },
    timeZone: {
      kind: 'choice',
      label: t('demo.timeZone'),
      choices: choicesWith(timeZone, ['UTC', ...Intl.supportedValuesOf('timeZone')]),
    },
    currency: {
      kind: 'choice',
      label: t('demo.currency'),
      choices: choicesWith(currency, Intl.supportedValuesOf('currency')),
    },
  };
}

function administratorLooks(): { administratorName: Look; email: Look } {
  const shared = { kind: 'text', required: true } as const;
  return {
    administratorName: { ...shared, label: t('demo.administrator'), maxLength: 100, autoComplete: 'name' },
    email: { ...shared, label: t('demo.email'), type: 'email', maxLength: 200, autoComplete: 'email' },
  };
}

const passwordLook = (): Look => ({
  kind: 'text',
  type: 'password',
  label: t('demo.password'),
  description: t('demo.passwordRule'),
  required: true,
  minLength: 10,
  maxLength: 200,
  autoComplete: 'new-password',
});

function AdministratorField({
  form,
  name,
  error,
}: {
  form: ReturnType<typeof useForm<Values>>;
  name: 'administratorName' | 'email';
  error: ProblemError | null;
}) {
  return (
    <Field
      look={administratorLooks()[name]}
      value={form.values[name]}
      error={problemOfField(error, name === 'email' ? '#/administrator/email' : '#/administrator/name')}
      onChange={(typed) => form.set({ [name]: typed } as Partial<Values>)}
    />
  );
}

function Consequences({ email, contents }: { email: string; contents: Contents }) {
  const [orders, backorders] = [countOf(contents, 'orders'), countOf(contents, 'backorders')];
  const [customers, variants] = [countOf(contents, 'customers'), countOf(contents, 'variants')];
  return (
    <ul className={styles.consequences}>
      <li>{t('demo.confirmHolds', { orders, backorders, customers, variants })}</li>
      <li>{t('demo.confirmSignedOut', { email })}</li>
      <li>{t('demo.confirmFinal')}</li>
    </ul>
  );
}

/** Where the person is, when their machine says so. */
function ownTimeZone(otherwise: string): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone || otherwise;
}

function choicesWith(present: string, names: readonly string[]) {
  return [...new Set([present, ...names])].sort().map((name) => ({ value: name, label: name.replaceAll('_', ' ') }));
}
