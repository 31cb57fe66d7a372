import { getRouteApi } from '@tanstack/react-router';
import { useMay } from '#web/accounts/viewer.ts';
import { useRead } from '#web/api/read.ts';
import { t } from '#web/i18n/words.ts';
import { SettingsFrame } from '#web/settings/settings-frame.tsx';
import { Done, EmptyState, FailedState, LoadingState } from '#web/ui/states.tsx';
import { ConnectSection } from './connect-section.tsx';
import { HealthSection } from './health-section.tsx';
import { MatchSection } from './match-section.tsx';
import { QueueSection, useStuck } from './queue-section.tsx';
import styles from './quickbooks.module.css';
import type { Quickbooks } from './quickbooks-words.ts';
import { UsualSection } from './usual-section.tsx';

const route = getRouteApi('/signed-in/settings/quickbooks');

/** The company's accounting: connected, healthy, and whom and what of ours it knows. */
export function QuickbooksPage() {
  const mayLook = useMay()('invoices.write');
  return (
    <SettingsFrame title={t('quickbooks.title')} here="/settings/quickbooks">
      {mayLook ? <Connection /> : <EmptyState title={t('state.noPermission')}>{t('problem.not_permitted')}</EmptyState>}
    </SettingsFrame>
  );
}

function Connection() {
  const read = useRead('getQuickbooks', {}, { again: (answer) => (isUnderWay(answer) ? 3_000 : false) });
  if (!read.data) {
    if (read.error)
      return <FailedState what={t('quickbooks.title')} error={read.error} onRetry={() => void read.refetch()} />;
    return <LoadingState rows={3} rowHeight={64} />;
  }
  return (
    <>
      <Outcome />
      <Connected of={read.data} />
    </>
  );
}

/** Something is sent, or compared, without anybody's help. */
const isUnderWay = (of: Quickbooks | undefined) => of && of.sending.waiting + of.sending.toCompare > 0;

function Connected({ of }: { of: Quickbooks }) {
  if (of.health === 'not_set_up' || of.health === 'not_connected')
    return <ConnectSection isSetUp={of.health !== 'not_set_up'} />;
  return (
    <>
      <HealthSection of={of} />
      {of.health !== 'ended' && of.readAt !== null && <Works of={of} />}
    </>
  );
}

/** Once the queue is read: what stands below it keeps its place. */
function Works({ of }: { of: Quickbooks }) {
  const stuck = useStuck(of.sending);
  if (stuck === null) return <LoadingState rows={3} rowHeight={64} />;
  return (
    <>
      <QueueSection of={of} stuck={stuck} />
      <UsualSection of={of} />
      <MatchSection of={of} />
    </>
  );
}

/** What came of going to Intuit, once. */
function Outcome() {
  const { connection } = route.useSearch();
  if (connection === undefined) return null;
  if (connection === 'made') return <Done>{t('quickbooks.outcome.made')}</Done>;
  return (
    <p className={styles.outcome} role="alert">
      {t(`quickbooks.outcome.${connection}`)}
    </p>
  );
}
