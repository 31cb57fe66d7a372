import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useMay } from '#web/accounts/viewer.ts';
import { t } from '#web/i18n/words.ts';
import { Page } from '#web/ui/page.tsx';
import { SideList } from '#web/ui/side-list.tsx';

const pages = [
  { to: '/settings', name: 'rules' },
  { to: '/settings/messages', name: 'messages' },
  { to: '/settings/people', name: 'people' },
  { to: '/settings/warehouses', name: 'warehouses' },
  { to: '/settings/carriers', name: 'carriers' },
  { to: '/settings/routes', name: 'routes' },
  { to: '/suppliers', name: 'suppliers' },
  { to: '/settings/import', name: 'import' },
  { to: '/settings/quickbooks', name: 'quickbooks' },
  { to: '/settings/api-keys', name: 'apiKeys' },
  { to: '/settings/refused-acts', name: 'refusedActs' },
] as const;

/** The frame of every page of the administration: which there are, and the one that is shown. */
export function SettingsFrame(props: {
  title: string;
  here: (typeof pages)[number]['to'];
  actions?: ReactNode;
  children: ReactNode;
}) {
  const mayImport = useMay()('settings.write');
  const mayKeepBooks = useMay()('invoices.write');
  const mayReadRefused = useMay()('refusals.read');
  const link = (to: (typeof pages)[number]['to'], name: string) => (
    <Link
      key={to}
      to={to}
      search={{}}
      activeOptions={{ exact: true }}
      activeProps={{ 'aria-current': undefined }}
      aria-current={to === props.here ? 'page' : undefined}
    >
      {name}
    </Link>
  );
  return (
    <Page title={props.title} above={t('settings.title')} actions={props.actions}>
      <SideList
        label={t('settings.pages')}
        links={[
          ...pages
            .filter(
              ({ name }) =>
                (name !== 'refusedActs' || mayReadRefused) &&
                (name !== 'import' || mayImport) &&
                (name !== 'quickbooks' || mayKeepBooks),
            )
            .map(({ to, name }) => link(to, t(`settings.${name}`))),
        ]}
      >
        {props.children}
      </SideList>
    </Page>
  );
}
