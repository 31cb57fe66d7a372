import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Answer } from '#contract/operations.ts';
import { useMe } from '#web/accounts/viewer.ts';
import { t } from '#web/i18n/words.ts';
import { Figure, Figures } from '#web/ui/figures.tsx';
import { Money } from '#web/ui/money.tsx';
import { moneyText } from '#web/ui/money-text.ts';
import { countText, TabCount, TabList } from '#web/ui/tab-list.tsx';
import { TABS, type Tab } from './backorders-address.ts';

type Counted = { counts: Answer<'countBackorders'> | undefined; here: Tab };

/** Four figures, each of which leads to the tab of what it counts. */
export function BackordersFigures({ counts, here: tab }: Counted) {
  return (
    <Figures label={t('backorders.figures')}>
      <TabLink tab="open" here={tab}>
        <Figure name={t('backorders.openValue')} value={counts && <Money of={counts.outstandingValue} />} />
      </TabLink>
      <TabLink tab="ready" here={tab}>
        <Figure
          name={t('backorders.tab.ready')}
          value={
            counts &&
            t('backorders.readyValue', { number: countText(counts.ready), value: moneyText(counts.readyValue) })
          }
        />
      </TabLink>
      <TabLink tab="overdue" here={tab}>
        <Figure
          name={t('backorders.tab.overdue')}
          value={counts && countText(counts.overdue)}
          past={(counts?.overdue ?? 0) > 0}
        />
      </TabLink>
      <TabLink tab="no_date" here={tab}>
        <Figure name={t('backorders.tab.no_date')} value={counts && countText(counts.noDate)} />
      </TabLink>
    </Figures>
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
          <TabCount of={countOf[name]} />
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
