import { Button } from '@mantine/core';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { Answer } from '#contract/operations.ts';
import { addDays } from '#domain/time/calendar.ts';
import { useRead } from '#web/api/read.ts';
import { FILTERS, type Filters, filtersOf } from '#web/backorders/backorders-address.ts';
import { BackorderFilterBar } from '#web/backorders/filter-bar.tsx';
import { t } from '#web/i18n/words.ts';
import { useCompany } from '#web/ui/company.ts';
import { dayText } from '#web/ui/date-words.ts';
import { ListPage } from '#web/ui/list-page.tsx';
import { FailedState, LoadingState } from '#web/ui/states.tsx';
import { TabList } from '#web/ui/tab-list.tsx';
import { BucketBars } from './bucket-bars.tsx';
import styles from './dates.module.css';
import { type DatesAddress, daysInSight, timelineAsked } from './dates-address.ts';
import { KeptRecord } from './kept-record.tsx';
import { MoveDialog, type Moved } from './move-dialog.tsx';
import { PromiseCalendar } from './promise-calendar.tsx';
import { SupplyTimeline } from './supply-timeline.tsx';

const route = getRouteApi('/signed-in/dates');

/** What is promised for which day, and what comes when to keep it. */
export function DatesPage() {
  const address = route.useSearch();
  const { today } = useCompany();
  const days = daysInSight(address, today);
  const { data, error, refetch } = useRead('getTimeline', timelineAsked(address, days), { keepPrevious: true });
  const navigate = useNavigate({ from: '/dates' });
  const change = (changes: Partial<DatesAddress>) =>
    void navigate({ search: (before) => ({ ...before, ...changes }), replace: true, resetScroll: false });
  const filters = filtersOf(address);
  const setFilters = (wanted: Filters) =>
    change({ ...Object.fromEntries(FILTERS.map((name) => [name, undefined])), ...wanted });

  return (
    <ListPage
      title={t('dates.title')}
      figures={<BucketBars timeline={data} filters={filters} q={address.q} />}
      views={<Views here={address.view ?? 'calendar'} />}
      tools={
        <>
          <Period days={days} today={today} onChange={change} />
          <BackorderFilterBar filters={filters} onChange={setFilters} />
        </>
      }
    >
      {error && !data && <FailedState what={t('dates.title')} error={error} onRetry={() => void refetch()} />}
      {!error && !data && <LoadingState rows={12} />}
      {data && <View timeline={data} days={days} address={address} />}
    </ListPage>
  );
}

function View(props: { timeline: Answer<'getTimeline'>; days: readonly string[]; address: DatesAddress }) {
  const { timeline, days, address } = props;
  const [moved, setMoved] = useState<Moved | null>(null);
  if (address.view === 'record') return <KeptRecord />;
  return (
    <>
      {address.view === 'supply' ? (
        <SupplyTimeline timeline={timeline} days={days} filters={filtersOf(address)} />
      ) : (
        <PromiseCalendar timeline={timeline} days={days} address={address} onMove={setMoved} />
      )}
      {moved && <MoveDialog moved={moved} onClose={() => setMoved(null)} />}
    </>
  );
}

function Views({ here }: { here: 'calendar' | 'supply' | 'record' }) {
  return (
    <TabList label={t('dates.views')}>
      {(['calendar', 'supply', 'record'] as const).map((view) => (
        <Link
          key={view}
          from="/dates"
          to="/dates"
          search={(before) => ({ ...before, view: view === 'calendar' ? undefined : view })}
          activeOptions={{ exact: true, explicitUndefined: true }}
          activeProps={{ 'aria-current': undefined }}
          aria-current={view === here ? 'page' : undefined}
        >
          {t(`dates.view.${view}`)}
        </Link>
      ))}
    </TabList>
  );
}

function Period(props: { days: readonly string[]; today: string; onChange: (changes: Partial<DatesAddress>) => void }) {
  const { days, today, onChange } = props;
  const first = days[0] as string;
  const by = (weeks: number) => onChange({ from: addDays(first, weeks * 7) });
  return (
    <div className={styles.period}>
      <Button variant="default" onClick={() => by(-4)}>
        {t('dates.before')}
      </Button>
      <Button variant="default" onClick={() => onChange({ from: undefined })}>
        {t('dates.now')}
      </Button>
      <Button variant="default" onClick={() => by(4)}>
        {t('dates.after')}
      </Button>
      <span className="quiet nowrap">
        {t('dates.period', { from: dayText(first, today), to: dayText(days.at(-1) as string, today) })}
      </span>
    </div>
  );
}
