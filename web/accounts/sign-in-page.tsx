import { Button, PasswordInput, TextInput } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { useQueryClient } from '@tanstack/react-query';
import { getRouteApi, useRouter } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { t } from '#web/i18n/words.ts';
import { signIn } from './sign-in.ts';
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

  async function submit(event: FormEvent) {
    event.preventDefault();
    setIsBusy(true);
    const failed = await signIn({ email: email.trim(), password });
    setIsBusy(false);
    setTrouble(failed);
    if (failed) return;
    // Nothing that another person saw may stay.
    client.clear();
    router.history.push(to ?? '/');
  }

  return (
    <main className={styles.page}>
      <form className={styles.form} onSubmit={(event) => void submit(event)}>
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
      </form>
    </main>
  );
}
