import '@mantine/core/styles/PasswordInput.layer.css';
import { Button, PasswordInput } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import type { ProblemError } from '#web/api/problem-error.ts';
import { t } from '#web/i18n/words.ts';
import { problemOfField } from '#web/ui/problem-words.ts';
import { requestReset, resetPassword } from './sign-in.ts';
import { EmailField } from './sign-in-form.tsx';
import styles from './sign-in-page.module.css';

/** Asks for a link to a new password. Whoever asks is told the same, whether anybody has the address or not. */
export function ForgotPasswordPage() {
  const [email, setEmail] = useState('');
  const [answer, setAnswer] = useState<'sent' | 'noMail' | 'failed' | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  async function ask() {
    setIsBusy(true);
    const asked = await requestReset(email.trim());
    setIsBusy(false);
    setAnswer(asked === null ? 'failed' : asked.mailLeaves ? 'sent' : 'noMail');
  }
  return (
    <Sheet title={t('forgot.title')} onSubmit={() => void ask()}>
      <p className="quiet">{t('forgot.note')}</p>
      {answer && <p role={answer === 'failed' ? 'alert' : 'status'}>{t(`forgot.${answer}`)}</p>}
      <EmailField value={email} onChange={setEmail} />
      <Button type="submit" size="sm" loading={isBusy}>
        {t('forgot.act')}
      </Button>
    </Sheet>
  );
}

/** Sets a new password by the link of a mail. Its token stands behind the # of the address, which no server is told. */
export function ResetPasswordPage() {
  const [token] = useState(() => window.location.hash.slice(1));
  const [newPassword, setNewPassword] = useState('');
  const [error, setError] = useState<ProblemError | null>(null);
  const [isDone, setIsDone] = useState(false);
  const [isBusy, setIsBusy] = useState(false);
  async function set() {
    setIsBusy(true);
    const refused = await resetPassword({ token, newPassword });
    setIsBusy(false);
    setError(refused);
    setIsDone(refused === null);
  }
  const ofPassword = problemOfField(error, '#/newPassword');
  return (
    <Sheet title={t('forgot.choose')} onSubmit={() => void set()}>
      {isDone && <p role="status">{t('forgot.done')}</p>}
      {error && !ofPassword && (
        <p role="alert">{t(error.code === 'invalid_request' ? 'forgot.noLink' : 'forgot.failed')}</p>
      )}
      {!isDone && (
        <>
          <PasswordInput
            label={t('forgot.newPassword')}
            description={t('forgot.rule')}
            autoComplete="new-password"
            required
            maxLength={200}
            size="sm"
            value={newPassword}
            error={ofPassword}
            onChange={(event) => setNewPassword(event.currentTarget.value)}
          />
          <Button type="submit" size="sm" loading={isBusy}>
            {t('forgot.set')}
          </Button>
        </>
      )}
    </Sheet>
  );
}

/** A form of who is not signed in. */
export function Sheet(props: { title: string; onSubmit: () => void; children: ReactNode }) {
  useDocumentTitle(`${props.title} · Makegood`);
  return (
    <main className={styles.page}>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          props.onSubmit();
        }}
      >
        <div>
          <p className={styles.brand}>Makegood</p>
          <h1>{props.title}</h1>
        </div>
        {props.children}
        <Link to="/sign-in">{t('forgot.back')}</Link>
      </form>
    </main>
  );
}
