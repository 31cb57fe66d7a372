import '@mantine/core/styles/PasswordInput.layer.css';
import { Button, PasswordInput, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type FormEvent, type ReactNode, useState } from 'react';
import { t } from '#web/i18n/words.ts';
import { type DemoSignIn, readDemoSignIns, readHasNobody, signIn } from './sign-in.ts';
import styles from './sign-in-page.module.css';

/** Asks who somebody is and opens a session; a password is kept nowhere. `children` stand above the fields. */
export function SignInForm(props: {
  /** Of the demo's people only this one is offered. */
  demoName?: string;
  onEntered: () => void;
  children: ReactNode;
}) {
  const { enter, trouble, isBusy } = useEntering(props.onEntered);
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const { data } = useQuery({ queryKey: ['demo-sign-ins'], queryFn: readDemoSignIns, staleTime: Infinity });
  const { data: hasNobody } = useQuery({ queryKey: ['has-nobody'], queryFn: readHasNobody, staleTime: Infinity });
  const demoPeople = data?.filter(({ name }) => props.demoName === undefined || name === props.demoName) ?? [];

  return (
    <form
      className={styles.form}
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        void enter({ email: email.trim(), password });
      }}
    >
      {props.children}
      {trouble && (
        <p role="alert" className={styles.trouble}>
          {t(`signIn.${trouble}`)}
        </p>
      )}
      <EmailField value={email} onChange={setEmail} />
      <PasswordField value={password} onChange={setPassword} />
      <Button type="submit" size="sm" loading={isBusy}>
        {t('signIn.act')}
      </Button>
      {hasNobody ? (
        <p className="quiet small">{t('signIn.nobody')}</p>
      ) : (
        <Link to="/forgot-password">{t('signIn.forgot')}</Link>
      )}
      {demoPeople.length > 0 && (
        <DemoPeople people={demoPeople} isBusy={isBusy} onChoose={(person) => void enter(person)} />
      )}
    </form>
  );
}

export function useEntering(onEntered: () => void) {
  const [trouble, setTrouble] = useState<Awaited<ReturnType<typeof signIn>>>(null);
  const [isBusy, setIsBusy] = useState(false);
  async function enter(credentials: { email: string; password: string }) {
    setIsBusy(true);
    const failed = await signIn(credentials);
    setIsBusy(false);
    setTrouble(failed);
    if (!failed) onEntered();
  }
  return { enter, trouble, isBusy };
}

type TypedProps = { value: string; onChange: (value: string) => void; isFirst?: boolean };

export function EmailField({ value, onChange, isFirst = true }: TypedProps) {
  return (
    <TextInput
      label={t('signIn.email')}
      type="email"
      name="email"
      autoComplete="username"
      required
      autoFocus={isFirst}
      size="sm"
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}

function PasswordField({ value, onChange }: TypedProps) {
  return (
    <PasswordInput
      label={t('signIn.password')}
      name="password"
      autoComplete="current-password"
      required
      size="sm"
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}

/** In the demo company, its people are one click away. */
function DemoPeople(props: {
  people: readonly DemoSignIn[];
  isBusy: boolean;
  onChoose: (person: { email: string; password: string }) => void;
}) {
  return (
    <section className={styles.demo} aria-label={t('signIn.demo')}>
      <h2 className="small">{t('signIn.demo')}</h2>
      {props.people.map(({ name, email, role, password }) => (
        <Button
          key={email}
          variant="default"
          fullWidth
          justify="space-between"
          rightSection={<span className={styles.role}>{t(`role.${role}`)}</span>}
          disabled={props.isBusy}
          onClick={() => props.onChoose({ email, password })}
        >
          {name}
        </Button>
      ))}
    </section>
  );
}
