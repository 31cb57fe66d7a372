import { useQueryClient } from '@tanstack/react-query';
import { Outlet, useNavigate } from '@tanstack/react-router';
import { type ComponentProps, lazy, Suspense } from 'react';
import { useLiveEvents } from '#web/api/live.ts';
import { DriverShell } from '#web/deliveries/driver-shell.tsx';
import { t } from '#web/i18n/words.ts';
import { Bell } from '#web/notifications/bell.tsx';
import { CompanyContext } from '#web/ui/company.ts';
import { forgetLeftDrafts } from '#web/ui/drafts.ts';
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

  async function leave() {
    await signOut();
    forgetLeftDrafts();
    await navigate({ to: '/sign-in' });
    client.clear();
  }

  const Frame = me.role === 'driver' ? DriverShell : Office;
  return (
    <CompanyContext value={me.company}>
      <Frame company={me.company.name} person={me.name} role={t(`role.${me.role}`)} onSignOut={() => void leave()}>
        <Outlet />
        {hasEnded && (
          <Suspense fallback={null}>
            <SignInAgain />
          </Suspense>
        )}
      </Frame>
    </CompanyContext>
  );
}

/** The menu and what is new, for everybody who works with all of it. */
function Office(props: Omit<ComponentProps<typeof Shell>, 'bell'>) {
  useLiveEvents();
  return <Shell {...props} bell={<Bell />} />;
}
