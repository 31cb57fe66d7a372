import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { Answer } from '#contract/operations.ts';
import { useAct } from '#web/api/act.ts';
import { useRead } from '#web/api/read.ts';
import { t } from '#web/i18n/words.ts';
import { ConfirmFinal } from '#web/ui/confirm-final.tsx';
import { DayText } from '#web/ui/date-text.tsx';
import { LinesTable } from '#web/ui/lines-table.tsx';
import { Page, Section } from '#web/ui/page.tsx';
import { EmptyState, FailedState, LoadingState, Refused } from '#web/ui/states.tsx';
import styles from './reports.module.css';
import { PATHS, REPORTS } from './reports-address.ts';
import { whenSent } from './when-sent.ts';

type Schedule = Answer<'listReportSchedules'>['data'][number];

/** Which reports go to whom, and what became of the last mails. */
export function SentReportsPage() {
  const { data, error, refetch } = useRead('listReportSchedules', { query: { limit: 200 } });
  const title = t('reports.send.heading');
  return (
    <Page title={title} above={<Link to="/reports">{t('reports.send.back')}</Link>}>
      <Section title={t('reports.send.which')} flush>
        {error && !data && <FailedState what={title} error={error} onRetry={() => void refetch()} />}
        {!data && !error && <LoadingState rows={6} />}
        {data?.data.length === 0 && <EmptyState title={t('reports.send.none')}>{t('reports.send.noneWhy')}</EmptyState>}
        {data && data.data.length > 0 && <Schedules of={data.data} />}
      </Section>
    </Page>
  );
}

function Schedules({ of }: { of: readonly Schedule[] }) {
  return (
    <LinesTable
      label={t('reports.send.heading')}
      lines={of}
      item={{ name: t('reports.send.name'), cell: (schedule) => <Way to={schedule} /> }}
      columns={[
        { name: t('reports.send.every'), cell: whenSent },
        { name: t('reports.send.format'), cell: ({ format }) => t(`reports.${format}`) },
        { name: t('reports.send.people'), cell: ({ recipients }) => recipients.map(({ name }) => name).join(', ') },
        { name: t('reports.send.last'), cell: ({ lastMails }) => <LastMails of={lastMails} /> },
        { name: t('reports.send.change'), cell: (schedule) => <Acts of={schedule} /> },
      ]}
    />
  );
}

/** The report as it is now, with the same grouping and filters. */
function Way({ to: { name, report, groupBy, filters, active } }: { to: Schedule }) {
  const tab = REPORTS.find((known) => PATHS[known] === report);
  return (
    <>
      <Link to="/reports" search={{ ...filters, report: tab, ...(groupBy ? { by: groupBy } : {}) }}>
        {name}
      </Link>{' '}
      {!active && <span className="quiet small">{t('reports.send.paused')}</span>}
    </>
  );
}

function LastMails({ of }: { of: Schedule['lastMails'] }) {
  const [first] = of;
  if (!first) return <span className="quiet">{t('reports.send.never')}</span>;
  return (
    <>
      <DayText on={first.day} />
      {of.map(({ userId, name, status, reason }) => (
        <div key={userId} className="quiet small" title={reason ?? undefined}>
          {t(`reports.send.became.${status}`, { name })}
        </div>
      ))}
    </>
  );
}

function Acts({ of }: { of: Schedule }) {
  const change = useAct('updateReportSchedule');
  const remove = useAct('deleteReportSchedule');
  const [isRemoving, setIsRemoving] = useState(false);
  const params = { id: of.id };
  return (
    <span className={styles.acts}>
      <Button
        variant="default"
        size="compact-sm"
        loading={change.isBusy}
        onClick={() => void change.submit({ params, body: { active: !of.active } })}
      >
        {t(of.active ? 'reports.send.pause' : 'reports.send.resume')}
      </Button>
      <Button variant="subtle" size="compact-sm" onClick={() => setIsRemoving(true)}>
        {t('reports.send.remove')}
      </Button>
      <Refused error={change.error} />
      {isRemoving && (
        <ConfirmFinal
          title={t('reports.send.removeTitle', { name: of.name })}
          confirm={t('reports.send.remove')}
          isBusy={remove.isBusy}
          error={remove.error}
          onConfirm={() => void remove.submit({ params }).then((gone) => gone && setIsRemoving(false))}
          onClose={() => setIsRemoving(false)}
        >
          <p>{t('reports.send.removeWhy', { count: of.recipients.length })}</p>
        </ConfirmFinal>
      )}
    </span>
  );
}
