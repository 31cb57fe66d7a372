import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { BadgeCheck, Mail, Printer, Sheet, ShieldAlert } from 'lucide-react';
import { useState } from 'react';
import { KEPT_BASES } from '#domain/reports/choices.ts';
import { useMay } from '#web/accounts/viewer.ts';
import { useRead } from '#web/api/read.ts';
import { t } from '#web/i18n/words.ts';
import { useCompany } from '#web/ui/company.ts';
import { DateFilter } from '#web/ui/date-filter.tsx';
import { NarrowSelect } from '#web/ui/narrow-select.tsx';
import { PrepareFile } from './prepare-file.tsx';
import styles from './reports.module.css';
import {
  askedOf,
  GROUPINGS,
  groupingOf,
  hasPeriod,
  PATHS,
  type Report,
  type ReportsAddress,
  reportFile,
} from './reports-address.ts';
import { SendReport } from './send-report.tsx';

/** Whether the books balance, and the report on paper or as a file. */
export function ReportActs({ report, address }: { report: Report; address: ReportsAddress }) {
  const { today } = useCompany();
  // A day that is over is put together from the ledgers, which takes its time.
  const isPast = address.asOf !== undefined && address.asOf < today;
  return (
    <>
      <Source />
      <Books />
      <Sent report={report} address={address} />
      <Button
        variant="default"
        leftSection={<Printer size={14} aria-hidden />}
        className={styles.onScreen}
        onClick={() => window.print()}
      >
        {t('reports.print')}
      </Button>
      {isPast && <PrepareFile report={PATHS[report]} filters={askedOf(report, address)} />}
      {(['csv', 'xlsx'] as const).map((format) => (
        <Button
          key={format}
          component="a"
          variant="default"
          className={styles.onScreen}
          leftSection={<Sheet size={14} aria-hidden />}
          href={reportFile(report, address, format)}
          download
        >
          {t(`reports.${format}`)}
        </Button>
      ))}
    </>
  );
}

/** Has this report sent, and shows which are. */
function Sent({ report, address }: { report: Report; address: ReportsAddress }) {
  const [isOpen, setIsOpen] = useState(false);
  if (!useMay()('reports.send')) return null;
  return (
    <>
      <Button
        variant="default"
        leftSection={<Mail size={14} aria-hidden />}
        className={styles.onScreen}
        onClick={() => setIsOpen(true)}
      >
        {t('reports.send.open')}
      </Button>
      {isOpen && <SendReport report={report} address={address} onClose={() => setIsOpen(false)} />}
    </>
  );
}

/** Where the figures come from, where that is not the database itself. */
function Source() {
  const { data } = useRead('getReportSource', {});
  if (!data?.hasReplica) return null;
  const { readsFrom, lagSeconds, why } = data;
  return (
    <span className="quiet small" title={why ?? undefined}>
      {readsFrom === 'replica' ? t('reports.source.replica', { count: lagSeconds ?? 0 }) : t('reports.source.away')}
    </span>
  );
}

function Books() {
  const { data } = useRead('getVerification', {});
  if (!data || data.verifiedAt === null) return null;
  return (
    <Link
      to="/exceptions"
      search={{ kind: 'books_do_not_balance' }}
      className={styles.books}
      data-bad={!data.balanced || undefined}
    >
      {data.balanced ? <BadgeCheck size={16} aria-hidden /> : <ShieldAlert size={16} aria-hidden />}
      {t(data.balanced ? 'home.balanced' : 'home.unbalanced')}
    </Link>
  );
}

type ReportToolsProps = {
  report: Report;
  address: ReportsAddress;
  onChange: (changes: ReportsAddress) => void;
};

/** The day, by what, and where a report is of some days which. */
export function ReportTools({ report, address, onChange }: ReportToolsProps) {
  const { today } = useCompany();
  const groupings: readonly string[] = GROUPINGS[report];
  const kept = report === 'kept';
  const day = (name: 'asOf' | 'from' | 'to') => ({
    label: t(kept && name !== 'asOf' ? `reports.kept.${name}Label` : `reports.${name}Label`),
    name: t(`reports.${name}`),
    onChange: (value: string) => onChange({ [name]: value || undefined }),
  });
  return (
    <>
      <DateFilter {...day('asOf')} value={address.asOf ?? today} />
      {hasPeriod(report) && <DateFilter {...day('from')} value={address.from} />}
      {hasPeriod(report) && <DateFilter {...day('to')} value={address.to} />}
      {groupings.length > 0 && (
        <NarrowSelect
          label={t('reports.by')}
          any={t(`reports.grouping.${groupings[0] as 'product'}`)}
          value={groupingOf(report, address)}
          options={groupings.slice(1).map((value) => ({ value, label: t(`reports.grouping.${value as 'product'}`) }))}
          onChange={(by) => onChange({ by: by ?? undefined })}
        />
      )}
      {kept && (
        <NarrowSelect
          label={t('record.basisLabel')}
          any={t(`record.basis.${KEPT_BASES[0]}`)}
          value={address.basis}
          options={KEPT_BASES.slice(1).map((value) => ({ value, label: t(`record.basis.${value}`) }))}
          onChange={(basis) => onChange({ basis: basis ?? undefined })}
        />
      )}
    </>
  );
}
