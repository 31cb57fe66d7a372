import { ActionIcon } from '@mantine/core';
import { Link, useNavigate, useRouterState } from '@tanstack/react-router';
import {
  Boxes,
  CalendarDays,
  ChartColumn,
  CircleHelp,
  ClipboardList,
  House,
  LogOut,
  type LucideIcon,
  Mail,
  Menu,
  PackageCheck,
  PackageOpen,
  Search,
  Settings,
  Store,
  TriangleAlert,
  Truck,
  Wine,
  X,
} from 'lucide-react';
import { type ReactNode, useEffect, useState } from 'react';
import { ColorScheme } from '#web/accounts/color-scheme.tsx';
import { useMay } from '#web/accounts/viewer.ts';
import { forgetUnsaved, useConnection } from '#web/api/connection.ts';
import { t } from '#web/i18n/words.ts';
import { SearchAnywhere, useSearchKey } from '#web/search/search-anywhere.tsx';
import { AwayNotice } from '#web/ui/away-notice.tsx';
import { ShortcutHelp } from '#web/ui/shortcut-help.tsx';
import { useShortcuts } from '#web/ui/shortcuts.ts';
import styles from './shell.module.css';

type Place = {
  to:
    | '/home'
    | '/follow-ups'
    | '/review'
    | '/exceptions'
    | '/orders'
    | '/orders/backorders'
    | '/fulfill'
    | '/shipments'
    | '/returns'
    | '/invoices'
    | '/receiving'
    | '/purchase-orders'
    | '/dates'
    | '/stock'
    | '/reports'
    | '/messages/to-tell'
    | '/customers'
    | '/products'
    | '/deals'
    | '/settings';
  name:
    | 'home'
    | 'followUps'
    | 'review'
    | 'exceptions'
    | 'orders'
    | 'backorders'
    | 'fulfill'
    | 'shipments'
    | 'returns'
    | 'invoices'
    | 'receiving'
    | 'purchaseOrders'
    | 'dates'
    | 'stock'
    | 'reports'
    | 'messages'
    | 'customers'
    | 'products'
    | 'deals'
    | 'administration';
  keys: string;
  /** A place without a sign stands below the one before it. */
  icon?: LucideIcon;
  holds: (path: string) => boolean;
};

const isBackorders = (path: string) => path.startsWith('/orders/backorders') || path.startsWith('/backorders');

const places: readonly Place[] = [
  { to: '/home', name: 'home', keys: 'g h', icon: House, holds: (path) => path === '/home' },
  { to: '/follow-ups', name: 'followUps', keys: 'g u', holds: (path) => path === '/follow-ups' },
  { to: '/review', name: 'review', keys: 'g v', holds: (path) => path === '/review' },
  {
    to: '/orders',
    name: 'orders',
    keys: 'g o',
    icon: ClipboardList,
    holds: (path) => path.startsWith('/orders') && !isBackorders(path),
  },
  { to: '/orders/backorders', name: 'backorders', keys: 'g b', holds: isBackorders },
  { to: '/fulfill', name: 'fulfill', keys: 'g f', icon: PackageCheck, holds: (path) => path.startsWith('/fulfill') },
  { to: '/shipments', name: 'shipments', keys: 'g w', holds: (path) => /^\/(shipments|deliveries)/.test(path) },
  { to: '/returns', name: 'returns', keys: 'g n', holds: (path) => path.startsWith('/returns') },
  { to: '/invoices', name: 'invoices', keys: 'g l', holds: (path) => /^\/(invoices|credit-notes)/.test(path) },
  {
    to: '/receiving',
    name: 'receiving',
    keys: 'g r',
    icon: PackageOpen,
    holds: (path) => path.startsWith('/receiving'),
  },
  {
    to: '/purchase-orders',
    name: 'purchaseOrders',
    keys: 'g p',
    icon: Truck,
    holds: (path) => path.startsWith('/purchase-orders'),
  },
  { to: '/stock', name: 'stock', keys: 'g s', icon: Boxes, holds: (path) => path.startsWith('/stock') },
  { to: '/dates', name: 'dates', keys: 'g t', icon: CalendarDays, holds: (path) => path === '/dates' },
  { to: '/reports', name: 'reports', keys: 'g z', icon: ChartColumn, holds: (path) => path === '/reports' },
  { to: '/exceptions', name: 'exceptions', keys: 'g e', icon: TriangleAlert, holds: (path) => path === '/exceptions' },
  { to: '/messages/to-tell', name: 'messages', keys: 'g m', icon: Mail, holds: (path) => path.startsWith('/messages') },
  { to: '/customers', name: 'customers', keys: 'g c', icon: Store, holds: (path) => path.startsWith('/customers') },
  { to: '/products', name: 'products', keys: 'g i', icon: Wine, holds: (path) => path.startsWith('/products') },
  { to: '/deals', name: 'deals', keys: 'g d', holds: (path) => path.startsWith('/deals') },
  {
    to: '/settings',
    name: 'administration',
    keys: 'g a',
    icon: Settings,
    holds: (path) => /^\/(settings|suppliers|gallery)/.test(path),
  },
];

type ShellProps = {
  company: string;
  person: string;
  role: string;
  /** Stands beside the name of the product, on every page. */
  bell: ReactNode;
  onSignOut: () => void;
  children: ReactNode;
};

/** The menu and the page beside it. */
export function Shell(props: ShellProps) {
  const navigate = useNavigate();
  const may = useMay();
  const [showsHelp, setShowsHelp] = useState(false);
  const [searches, setSearches] = useState(false);
  useShortcuts([
    ...places.map(({ to, name, keys }) => ({
      keys,
      label: t(`menu.${name}`),
      of: 'places' as const,
      act: () => void navigate({ to }),
    })),
    ...(may('orders.write')
      ? [
          {
            keys: 'c',
            label: t('palette.newOrder'),
            of: 'everywhere' as const,
            act: () => void navigate({ to: '/orders/new' }),
          },
        ]
      : []),
    { keys: '/', label: t('palette.open'), of: 'everywhere', act: () => setSearches(true) },
    { keys: '?', label: t('shortcut.help'), of: 'everywhere', act: () => setShowsHelp(true) },
  ]);
  useSearchKey(() => setSearches(true));
  return (
    <div className={styles.shell}>
      <a href="#page" className={styles.skip}>
        {t('menu.skip')}
      </a>
      <Side {...props} onSearch={() => setSearches(true)} onHelp={() => setShowsHelp(true)} />
      <main id="page" className={styles.page} tabIndex={-1}>
        <AwayNotice of={useConnection()} onClose={() => forgetUnsaved()} />
        {props.children}
      </main>
      {searches && <SearchAnywhere commands={commands()} onClose={() => setSearches(false)} />}
      {showsHelp && <ShortcutHelp onClose={() => setShowsHelp(false)} />}
    </div>
  );
}

type SideProps = ShellProps & { onSearch: () => void; onHelp: () => void };

function Side(props: SideProps) {
  const path = useRouterState({ select: (state) => state.location.pathname });
  const [isOpen, setIsOpen] = useState(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another page closes the menu of a phone
  useEffect(() => setIsOpen(false), [path]);
  return (
    <header className={styles.side}>
      <Top bell={props.bell} isOpen={isOpen} onToggle={() => setIsOpen(!isOpen)} />
      <button type="button" className={styles.search} onClick={props.onSearch}>
        <Search size={14} aria-hidden />
        {t('palette.open')}
        <kbd aria-hidden>⌘K</kbd>
      </button>
      <div id="menu" className={`${styles.menu} ${isOpen ? styles.open : ''}`}>
        <nav aria-label={t('menu.name')}>
          <ul className={styles.places}>
            {places.map((place) => (
              <PlaceLink key={place.to} {...place} isHere={place.holds(path)} onGo={() => setIsOpen(false)} />
            ))}
          </ul>
        </nav>
        <Foot {...props} onGo={() => setIsOpen(false)} />
      </div>
    </header>
  );
}

function Top({ bell, isOpen, onToggle }: { bell: ReactNode; isOpen: boolean; onToggle: () => void }) {
  return (
    <div className={styles.top}>
      <Link to="/" className={styles.brand}>
        Makegood
      </Link>
      <div className={styles.bell}>{bell}</div>
      <ActionIcon
        className={styles.burger}
        aria-label={t('menu.open')}
        aria-expanded={isOpen}
        aria-controls="menu"
        onClick={onToggle}
      >
        {isOpen ? <X size={20} /> : <Menu size={20} />}
      </ActionIcon>
    </div>
  );
}

/** Who is here, and what is theirs to set. */
function Foot({ person, role, company, onHelp, onSignOut, onGo }: SideProps & { onGo: () => void }) {
  return (
    <div className={styles.foot}>
      <div className={styles.person}>
        <Link to="/password" className={styles.name} title={t('password.title')} onClick={onGo}>
          {person}
        </Link>
        <div className="quiet small">
          {role} · {company}
        </div>
      </div>
      <div className={styles.tools}>
        <ColorScheme />
        <ActionIcon aria-label={t('shortcut.help')} title={t('shortcut.help')} onClick={onHelp}>
          <CircleHelp size={16} />
        </ActionIcon>
        <ActionIcon aria-label={t('menu.signOut')} title={t('menu.signOut')} onClick={onSignOut}>
          <LogOut size={16} />
        </ActionIcon>
      </div>
    </div>
  );
}

function commands() {
  return [
    ...places.map(({ to, name }) => ({ name: t('palette.goTo', { place: t(`menu.${name}`) }), to })),
    { name: t('palette.newOrder'), to: '/orders/new' },
    { name: t('palette.newPurchaseOrder'), to: '/purchase-orders/new' },
  ];
}

function PlaceLink({ to, name, icon: Icon, isHere, onGo }: Place & { isHere: boolean; onGo: () => void }) {
  return (
    <li>
      {/* Which pages belong to a place is ours to say: a backorder's page has an address of its own. */}
      <Link
        to={to}
        activeProps={{ 'aria-current': undefined }}
        aria-current={isHere ? 'page' : undefined}
        // Also to the page that is shown already.
        onClick={onGo}
        className={`${styles.place} ${Icon ? '' : styles.below} ${isHere ? styles.here : ''}`}
      >
        {Icon && <Icon size={16} aria-hidden />}
        {t(`menu.${name}`)}
      </Link>
    </li>
  );
}
