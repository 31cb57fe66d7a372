import { Button } from '@mantine/core';
import { useMay } from '#web/accounts/viewer.ts';
import { useAct } from '#web/api/act.ts';
import { t } from '#web/i18n/words.ts';
import { useForm } from '#web/records/use-form.ts';
import { DayField } from '#web/ui/day-field.tsx';
import { Section } from '#web/ui/page.tsx';
import { Refused } from '#web/ui/states.tsx';
import styles from './quickbooks.module.css';

const DOES = ['invoices', 'never_twice', 'changes', 'matching', 'nothing_before'] as const;

/** Nothing is connected: what connecting will do, and the way there. */
export function ConnectSection({ isSetUp }: { isSetUp: boolean }) {
  const mayConnect = useMay()('settings.write');
  return (
    <Section title={t('quickbooks.connectTitle')}>
      <div className={styles.steps}>
        <ul className={styles.does}>
          {DOES.map((does) => (
            <li key={does}>{t(`quickbooks.does.${does}`)}</li>
          ))}
        </ul>
        {!isSetUp && <p className="quiet">{t('quickbooks.notSetUp')}</p>}
        {isSetUp && !mayConnect && <p className="quiet">{t('quickbooks.askAdministrator')}</p>}
        {isSetUp && mayConnect && <Connect />}
      </div>
    </Section>
  );
}

function Connect() {
  const form = useForm('quickbooks connection', { startsOn: '' });
  return (
    <div className={styles.connect}>
      <DayField
        label={t('quickbooks.startsOn')}
        description={t('quickbooks.startsOnNote')}
        value={form.values.startsOn}
        onDay={(day) => form.set({ startsOn: day })}
      />
      <ConnectButton startsOn={form.values.startsOn} onBegun={() => form.forget()} label={t('quickbooks.connect')} />
    </div>
  );
}

/** Leads to Intuit, and back to this page. */
export function ConnectButton({
  startsOn = '',
  label,
  onBegun,
}: {
  startsOn?: string;
  label: string;
  onBegun?: () => void;
}) {
  const act = useAct('connectQuickbooks');
  const go = async () => {
    const begun = await act.submit({ body: startsOn === '' ? {} : { startsOn } });
    if (!begun) return;
    onBegun?.();
    window.location.assign(begun.authorizeUrl);
  };
  return (
    <>
      <Button loading={act.isBusy} onClick={() => void go()}>
        {label}
      </Button>
      <Refused error={act.error} />
    </>
  );
}
