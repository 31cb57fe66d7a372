import { useQueryClient } from '@tanstack/react-query';
import { Outlet, useNavigate } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { useLiveEvents } from '#web/api/live.ts';
import { t } from '#web/i18n/words.ts';
import { Bell } from '#web/notifications/bell.tsx';
import { CompanyContext } from '#web/ui/company.ts';
import { Shell } from '#web/ui/shell.tsx';
import { useSessionEnded } from './session.ts';
import { signOut } from './sign-in.ts';
import { useMe } from './viewer.ts';

const SignInAgain = lazy(async () => ({ default: (await import('./sign-in-again.tsx')).SignInAgain }));

/** The pages of somebody who is signed in. */
export function SignedIn() {
  const me = useMe();
  const navigate = useNavigate();
  const client = useQueryClient();
  const hasEnded = useSessionEnded();
  useLiveEvents();

  async function leave() {
    await signOut();
    await navigate({ to: '/sign-in' });
    client.clear();
  }

  return (
    <CompanyContext value={me.company}>
      <Shell
        company={me.company.name}
        person={me.name}
        role={t(`role.${me.role}`)}
        bell={<Bell />}
        onSignOut={() => void leave()}
      >
        <Outlet />
        {hasEnded && (
          <Suspense fallback={null}>
            <SignInAgain />
          </Suspense>
        )}
      </Shell>
    </CompanyContext>
  );
}
