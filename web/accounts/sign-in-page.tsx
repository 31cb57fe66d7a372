import '@mantine/core/styles/PasswordInput.layer.css';
import { Button, PasswordInput, TextInput } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link, useRouter } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { t } from '#web/i18n/words.ts';
import { type DemoSignIn, readDemoSignIns, signIn } from './sign-in.ts';
import styles from './sign-in-page.module.css';

const route = getRouteApi('/sign-in');

/** Lets a person in and takes them to where they were going. */
export function SignInPage() {
  useDocumentTitle(`${t('signIn.title')} · Makegood`);
  const { to } = route.useSearch();
  const { enter, trouble, isBusy } = useEntering(to ?? '/');
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const { data: demoPeople } = useQuery({ queryKey: ['demo-sign-ins'], queryFn: readDemoSignIns, staleTime: Infinity });

  return (
    <main className={styles.page}>
      <form
        className={styles.form}
        onSubmit={(event: FormEvent) => {
          event.preventDefault();
          void enter({ email: email.trim(), password });
        }}
      >
        <div>
          <p className={styles.brand}>Makegood</p>
          <h1>{t('signIn.title')}</h1>
        </div>
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
        <Link to="/forgot-password">{t('signIn.forgot')}</Link>
        {demoPeople && demoPeople.length > 0 && (
          <DemoPeople people={demoPeople} isBusy={isBusy} onChoose={(person) => void enter(person)} />
        )}
      </form>
    </main>
  );
}

function useEntering(to: string) {
  const router = useRouter();
  const client = useQueryClient();
  const [trouble, setTrouble] = useState<Awaited<ReturnType<typeof signIn>>>(null);
  const [isBusy, setIsBusy] = useState(false);
  async function enter(credentials: { email: string; password: string }) {
    setIsBusy(true);
    const failed = await signIn(credentials);
    setIsBusy(false);
    setTrouble(failed);
    if (failed) return;
    // Nothing that another person saw may stay.
    client.clear();
    router.history.push(to);
  }
  return { enter, trouble, isBusy };
}

type TypedProps = { value: string; onChange: (value: string) => void };

export function EmailField({ value, onChange }: TypedProps) {
  return (
    <TextInput
      label={t('signIn.email')}
      type="email"
      name="email"
      autoComplete="username"
      required
      autoFocus
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
