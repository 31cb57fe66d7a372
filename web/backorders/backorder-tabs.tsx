import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Answer } from '#contract/operations.ts';
import { useMe } from '#web/accounts/viewer.ts';
import { t } from '#web/i18n/words.ts';
import { moneyText } from '#web/ui/money-text.ts';
import { TabCount, TabList } from '#web/ui/tab-list.tsx';
import styles from './backorder-tabs.module.css';
import { TABS, type Tab } from './backorders-address.ts';

type Counted = { counts: Answer<'countBackorders'> | undefined; here: Tab };

/** What is open and what of it is ready is worth; each leads to the tab of what it counts. */
export function BackordersWorth({ counts, here: tab }: Counted) {
  return (
    <nav aria-label={t('backorders.figures')} className={styles.worth}>
      <TabLink tab="open" here={tab}>
        <span className="quiet">{t('backorders.openValue')}</span>{' '}
        <strong>{counts ? moneyText(counts.outstandingValue) : '…'}</strong>
      </TabLink>
      <TabLink tab="ready" here={tab}>
        <span className="quiet">{t('backorders.tab.ready')}</span>{' '}
        <strong>{counts ? moneyText(counts.readyValue) : '…'}</strong>
      </TabLink>
    </nav>
  );
}

/** The tabs of the list; one's own are offered to whoever has customers. */
export function BackordersTabs({ counts, here: tab }: Counted) {
  const { role } = useMe();
  const countOf: Record<Tab, number | undefined> = {
    open: counts?.open,
    mine: counts?.mine,
    ready: counts?.ready,
    overdue: counts?.overdue,
    no_date: counts?.noDate,
    date_moved: counts?.dateMoved,
    cancelled: counts?.cancelled,
    all: counts?.all,
  };
  return (
    <TabList label={t('backorders.views')}>
      {TABS.filter((name) => name !== 'mine' || role === 'sales_rep' || tab === 'mine').map((name) => (
        <TabLink key={name} tab={name} here={tab}>
          {t(`backorders.tab.${name}`)}
          <TabCount of={countOf[name]} isPast={name === 'overdue'} />
        </TabLink>
      ))}
    </TabList>
  );
}

function TabLink({ tab, here, children }: { tab: Tab; here: Tab; children: ReactNode }) {
  return (
    <Link
      from="/orders/backorders"
      to="/orders/backorders"
      search={(before) => ({ ...before, tab: tab === 'open' ? undefined : tab })}
      activeOptions={{ exact: true, explicitUndefined: true }}
      activeProps={{ 'aria-current': undefined }}
      aria-current={tab === here ? 'page' : undefined}
    >
      {children}
    </Link>
  );
}
