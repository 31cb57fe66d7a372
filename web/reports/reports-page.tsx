import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { FilterButton, FilterChips } from '#web/backorders/backorder-filters.tsx';
import { t } from '#web/i18n/words.ts';
import { ListPage } from '#web/ui/list-page.tsx';
import { TabList } from '#web/ui/tab-list.tsx';
import { AgingReport } from './aging-report.tsx';
import { KeptReport } from './kept-report.tsx';
import { OpenReport } from './open-report.tsx';
import { ProductsReport } from './products-report.tsx';
import { ReportFilters } from './report-filters.tsx';
import { ReportActs, ReportTools } from './report-tools.tsx';
import styles from './reports.module.css';
import { openedFilters, REPORT_FILTERS, REPORTS, type ReportsAddress, reportFilters } from './reports-address.ts';
import { ServiceReport } from './service-report.tsx';

const route = getRouteApi('/signed-in/reports');
const BODIES = {
  open: OpenReport,
  aging: AgingReport,
  products: ProductsReport,
  service: ServiceReport,
  kept: KeptReport,
};

/** What waits, how long, how much, by whom, and how orders were served; as of any day. */
export function ReportsPage() {
  const address = route.useSearch();
  const report = address.report ?? 'open';
  const navigate = useNavigate({ from: '/reports' });
  const change = (changes: ReportsAddress) =>
    void navigate({ search: (before) => ({ ...before, ...changes }), replace: true, resetScroll: false });
  const filters = reportFilters(address);
  const [hasFilters, setHasFilters] = useState(false);
  const setFilters = (wanted: ReportsAddress) =>
    change({ ...Object.fromEntries(REPORT_FILTERS.map((filter) => [filter, undefined])), ...wanted });
  const Body = BODIES[report];
  return (
    <ListPage
      title={t(`reports.${report}.title`)}
      heading={<Tabs address={address} />}
      actions={<ReportActs report={report} address={address} />}
      tools={
        <>
          <ReportTools report={report} address={address} onChange={change} />
          <span className={styles.onScreen}>
            <FilterButton
              count={Object.keys(filters).length}
              isOpen={hasFilters}
              onToggle={() => setHasFilters(!hasFilters)}
            />
          </span>
        </>
      }
    >
      {hasFilters && <ReportFilters filters={filters} onChange={setFilters} />}
      <FilterChips filters={filters} onChange={setFilters} />
      <Body address={address} />
    </ListPage>
  );
}

/** The same day and filters in every report. */
function Tabs({ address }: { address: ReportsAddress }) {
  const kept = openedFilters(address);
  return (
    <TabList label={t('reports.title')} size="large">
      {REPORTS.map((report) => (
        <Link key={report} to="/reports" search={{ report, ...kept }}>
          {t(`reports.${report}.title`)}
        </Link>
      ))}
    </TabList>
  );
}
