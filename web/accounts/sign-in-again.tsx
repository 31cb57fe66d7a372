import { useQueryClient } from '@tanstack/react-query';
import { t } from '#web/i18n/words.ts';
import { Dialog } from '#web/ui/dialog.tsx';
import { endSession } from './session.ts';
import { SignInForm } from './sign-in-form.tsx';
import { readMe, useMe } from './viewer.ts';

/** The sign-in over the page of somebody whose session has ended: they go on where they were, and nothing typed is gone. */
export function SignInAgain() {
  const me = useMe();
  const client = useQueryClient();

  async function goOn() {
    const now = await client.fetchQuery({ ...readMe, staleTime: 0 });
    // What one person saw and typed is nobody else's.
    if (now.id !== me.id) {
      window.location.assign('/');
      return;
    }
    endSession(false);
    void client.invalidateQueries();
  }

  return (
    <Dialog title={t('signIn.ended')} onClose={() => endSession(false)}>
      <SignInForm demoName={me.name} onEntered={() => void goOn()}>
        <p>{t('signIn.endedWhy', { name: me.name })}</p>
      </SignInForm>
    </Dialog>
  );
}
