import '@mantine/core/styles/PasswordInput.layer.css';
import { Button, PasswordInput } from '@mantine/core';
import { useState } from 'react';
import type { ProblemError } from '#web/api/problem-error.ts';
import { t } from '#web/i18n/words.ts';
import { ActForm, FieldRow } from '#web/ui/form.tsx';
import { Page } from '#web/ui/page.tsx';
import { problemOfField } from '#web/ui/problem-words.ts';
import { Refused } from '#web/ui/states.tsx';
import { tell } from '#web/ui/toast.tsx';
import { changePassword } from './sign-in.ts';

const NOTHING = { currentPassword: '', newPassword: '' };
type Passwords = typeof NOTHING;

/** A person's own password. Nothing typed here is kept anywhere. */
export function PasswordPage() {
  const [typed, setTyped] = useState(NOTHING);
  const [error, setError] = useState<ProblemError | null>(null);
  const [isBusy, setIsBusy] = useState(false);

  async function send() {
    setIsBusy(true);
    const refused = await changePassword(typed);
    setIsBusy(false);
    setError(refused);
    if (refused) return;
    setTyped(NOTHING);
    tell(t('password.changed'));
  }

  const field = (name: keyof Passwords) => ({
    name,
    value: typed[name],
    error: problemOfField(error, `#/${name}`),
    onChange: (value: string) => setTyped({ ...typed, [name]: value }),
  });
  return (
    <Page title={t('password.title')}>
      <ActForm
        title={t('password.change')}
        note={t('password.note')}
        isConsequential={false}
        onSubmit={() => void send()}
      >
        <FieldRow>
          <PasswordField {...field('currentPassword')} autoComplete="current-password" />
          <PasswordField {...field('newPassword')} autoComplete="new-password" description={t('password.rule')} />
        </FieldRow>
        {error && error.errors.length === 0 && <Refused error={error} />}
        <div>
          <Button type="submit" loading={isBusy}>
            {t('password.act')}
          </Button>
        </div>
      </ActForm>
    </Page>
  );
}

type PasswordFieldProps = {
  name: keyof Passwords;
  value: string;
  error: string | null;
  autoComplete: string;
  description?: string;
  onChange: (value: string) => void;
};

function PasswordField({ name, onChange, ...props }: PasswordFieldProps) {
  return (
    <PasswordInput
      label={t(`password.${name}`)}
      required
      maxLength={200}
      onChange={(event) => onChange(event.currentTarget.value)}
      {...props}
    />
  );
}
