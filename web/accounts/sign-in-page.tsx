import '@mantine/core/styles/PasswordInput.layer.css';
import { Button, PasswordInput, TextInput } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, useRouter } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { t } from '#web/i18n/words.ts';
import { type DemoSignIn, readDemoSignIns, signIn } from './sign-in.ts';
import styles from './sign-in-page.module.css';

const route = getRouteApi('/sign-in');

/** Lets a person in and takes them to where they were going. */
export function SignInPage() {
  useDocumentTitle(`${t('signIn.title')} · Makegood`);
  const { to } = route.useSearch();
  const router = useRouter();
  const client = useQueryClient();
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [trouble, setTrouble] = useState<Awaited<ReturnType<typeof signIn>>>(null);
  const [isBusy, setIsBusy] = useState(false);

  const { data: demoPeople } = useQuery({ queryKey: ['demo-sign-ins'], queryFn: readDemoSignIns, staleTime: Infinity });

  async function enter(credentials: { email: string; password: string }) {
    setIsBusy(true);
    const failed = await signIn(credentials);
    setIsBusy(false);
    setTrouble(failed);
    if (failed) return;
    // Nothing that another person saw may stay.
    client.clear();
    router.history.push(to ?? '/');
  }

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
        <TextInput
          label={t('signIn.email')}
          type="email"
          name="email"
          autoComplete="username"
          required
          autoFocus
          size="sm"
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
        />
        <PasswordInput
          label={t('signIn.password')}
          name="password"
          autoComplete="current-password"
          required
          size="sm"
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        <Button type="submit" size="sm" loading={isBusy}>
          {t('signIn.act')}
        </Button>
        {demoPeople && demoPeople.length > 0 && (
          <DemoPeople people={demoPeople} isBusy={isBusy} onChoose={(person) => void enter(person)} />
        )}
      </form>
    </main>
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
