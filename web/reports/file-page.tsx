import { getRouteApi, Link } from '@tanstack/react-router';
import { t } from '#web/i18n/words.ts';
import { Page, Section } from '#web/ui/page.tsx';
import { ReportRun } from './report-run.tsx';

const route = getRouteApi('/signed-in/reports/files/$id');

/** The file of a report that a job made, where the bell leads. */
export function FilePage() {
  const { id } = route.useParams();
  return (
    <Page title={t('reports.run.title')} above={<Link to="/reports">{t('reports.send.back')}</Link>}>
      <Section title={t('reports.run.file')} note={t('reports.run.kept')}>
        <ReportRun id={id} />
      </Section>
    </Page>
  );
}
