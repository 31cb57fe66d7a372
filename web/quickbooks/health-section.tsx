import { Button } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { useMay } from '#web/accounts/viewer.ts';
import { useAct } from '#web/api/act.ts';
import { t } from '#web/i18n/words.ts';
import { useCompany } from '#web/ui/company.ts';
import { ConfirmFinal } from '#web/ui/confirm-final.tsx';
import { InstantText } from '#web/ui/date-text.tsx';
import { instantText } from '#web/ui/date-words.ts';
import { Fact, Facts, Section } from '#web/ui/page.tsx';
import { Refused } from '#web/ui/states.tsx';
import { tell } from '#web/ui/toast.tsx';
import { ConnectButton } from './connect-section.tsx';
import styles from './quickbooks.module.css';
import type { Quickbooks } from './quickbooks-words.ts';

/** How the connection goes, in words, with the one thing to do about it. */
export function HealthSection({ of }: { of: Quickbooks }) {
  const check = useCheck(of);
  const isReading = check.isBusy && of.readAt === null;
  return (
    <Section title={of.companyName ?? t('quickbooks.connection')} actions={<Acts of={of} check={check} />}>
      <div className={styles.steps}>
        <p className={styles.health} data-health={of.health} role="status">
          {isReading ? t('quickbooks.reading') : <HealthSentence of={of} />}
        </p>
        <div className={styles.row}>
          <Facts>
            <Fact name={t('quickbooks.lastSuccess')}>{of.lastSuccessAt && <InstantText at={of.lastSuccessAt} />}</Fact>
            <Fact name={t('quickbooks.read')}>{of.readAt && <InstantText at={of.readAt} />}</Fact>
            <Fact name={t('quickbooks.connected')}>
              {of.connectedAt && <InstantText at={of.connectedAt} />}
              <div className="quiet small">{of.connectedBy}</div>
            </Fact>
          </Facts>
        </div>
        <Refused error={check.error} />
      </div>
    </Section>
  );
}

function HealthSentence({ of }: { of: Quickbooks }) {
  const { timeZone } = useCompany();
  const day = (at: string | null) => (at === null ? '' : instantText(at, timeZone).short);
  if (of.health === 'ended') return t(`quickbooks.ended.${of.endedBecause ?? 'refused'}`);
  const since = day(of.problemAt);
  const until = day(of.endsAt);
  return (
    <>
      {t(`quickbooks.health.${of.health as 'works'}`, { since, until })}
      {of.health === 'away' && of.problem && <span className="quiet small"> {of.problem}</span>}
    </>
  );
}

type Check = ReturnType<typeof useAct<'checkQuickbooks'>>;

/** Reads what QuickBooks knows, at once where nobody did before. */
function useCheck({ readAt, health }: Quickbooks): Check {
  const check = useAct('checkQuickbooks');
  const began = useRef(false);
  useEffect(() => {
    if (readAt !== null || health === 'ended' || began.current) return;
    began.current = true;
    void check.submit({});
  });
  return check;
}

function Acts({ of, check }: { of: Quickbooks; check: Check }) {
  const mayConnect = useMay()('settings.write');
  const [isLeaving, setIsLeaving] = useState(false);
  const isDue = of.health === 'ended' || of.health === 'ends_soon';
  const test = async () => {
    const now = await check.submit({});
    if (now?.health === 'works' || now?.health === 'ends_soon') tell(t('quickbooks.tested'));
  };
  return (
    <div className={styles.acts}>
      {mayConnect && isDue && <ConnectButton label={t('quickbooks.reconnect')} />}
      {of.health !== 'ended' && (
        <Button variant="default" loading={check.isBusy} onClick={() => void test()}>
          {t('quickbooks.test')}
        </Button>
      )}
      {mayConnect && of.health !== 'ended' && (
        <Button variant="default" onClick={() => setIsLeaving(true)}>
          {t('quickbooks.disconnect')}
        </Button>
      )}
      {isLeaving && <Disconnect onClose={() => setIsLeaving(false)} />}
    </div>
  );
}

function Disconnect({ onClose }: { onClose: () => void }) {
  const act = useAct('disconnectQuickbooks');
  return (
    <ConfirmFinal
      title={t('quickbooks.disconnectTitle')}
      confirm={t('quickbooks.disconnect')}
      isBusy={act.isBusy}
      error={act.error}
      onConfirm={async () => {
        if (!(await act.submit({}))) return;
        tell(t('quickbooks.disconnected'));
        onClose();
      }}
      onClose={onClose}
    >
      <p>{t('quickbooks.disconnectWhy')}</p>
    </ConfirmFinal>
  );
}
