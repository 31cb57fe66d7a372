import '@mantine/core/styles/PasswordInput.layer.css';
import { Button, PasswordInput, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { useState } from 'react';
import type { ProblemError } from '#web/api/problem-error.ts';
import { t } from '#web/i18n/words.ts';
import { problemOfField } from '#web/ui/problem-words.ts';
import { Sheet } from './forgotten-pages.tsx';
import { addFirstAdministrator, type Founding } from './sign-in.ts';
import { EmailField, useEntering } from './sign-in-form.tsx';

/** Begins a company: its name and its first administrator, who is signed in at once. The code stands behind the # of the address. */
export function FirstPage() {
  const [code] = useState(() => window.location.hash.slice(1));
  const [given, setGiven] = useState<Founding>({ companyName: '', name: '', email: '', password: '' });
  const [error, setError] = useState<ProblemError | null>(null);
  const router = useRouter();
  const client = useQueryClient();
  const { enter, isBusy } = useEntering(() => {
    client.clear();
    router.history.push('/');
  });
  const set = (typed: Partial<Founding>) => setGiven({ ...given, ...typed });
  const email = given.email.trim();
  async function begin() {
    const refused = await addFirstAdministrator({ ...given, email, code });
    setError(refused);
    if (!refused) await enter({ email, password: given.password });
  }
  return (
    <Sheet title={t('first.title')} onSubmit={() => void begin()}>
      <p className="quiet">{t('first.note')}</p>
      <Trouble of={error} />
      <NameField
        label={t('first.company')}
        complete="organization"
        of={given.companyName}
        onSet={(companyName) => set({ companyName })}
        isFirst
      />
      <NameField label={t('first.name')} complete="name" of={given.name} onSet={(name) => set({ name })} />
      <EmailField isFirst={false} value={given.email} onChange={(typed) => set({ email: typed })} />
      <PasswordInput
        label={t('signIn.password')}
        description={t('forgot.rule')}
        autoComplete="new-password"
        name="password"
        required
        maxLength={200}
        size="sm"
        value={given.password}
        error={problemOfField(error, '#/password')}
        onChange={(event) => set({ password: event.currentTarget.value })}
      />
      <Button type="submit" size="sm" loading={isBusy}>
        {t('first.act')}
      </Button>
    </Sheet>
  );
}

/** What is not about the password, which says it itself. */
function Trouble({ of: error }: { of: ProblemError | null }) {
  if (!error || problemOfField(error, '#/password')) return null;
  return <p role="alert">{t(error.code === 'invalid_request' ? 'first.noCode' : 'first.failed')}</p>;
}

function NameField(props: {
  label: string;
  complete: string;
  of: string;
  onSet: (typed: string) => void;
  isFirst?: boolean;
}) {
  return (
    <TextInput
      label={props.label}
      autoComplete={props.complete}
      autoFocus={props.isFirst}
      required
      maxLength={100}
      size="sm"
      value={props.of}
      onChange={(event) => props.onSet(event.currentTarget.value)}
    />
  );
}
