import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useMay } from '#web/accounts/viewer.ts';
import { useRead } from '#web/api/read.ts';
import { t } from '#web/i18n/words.ts';
import { FailedState, LoadingState } from '#web/ui/states.tsx';
import { CompanySection } from './company-section.tsx';
import { DaysSection } from './days-section.tsx';
import { DemoSection } from './demo-section.tsx';
import { RuleSection } from './rule-section.tsx';
import { SettingsFrame } from './settings-frame.tsx';
import { SetupCard } from './setup-card.tsx';

const route = getRouteApi('/signed-in/settings');

/** The company and the rules it runs by. Everyone reads them; administrators change them. */
export function RulesPage() {
  const { edit } = route.useSearch();
  const navigate = useNavigate({ from: '/settings' });
  const mayChange = useMay()('settings.write');
  const settings = useRead('getSettings', {});
  const open = (part: string) => (mayChange ? () => void navigate({ search: { edit: part } }) : null);
  const close = () => void navigate({ search: {}, replace: true });

  return (
    <SettingsFrame title={t('settings.rules')} here="/settings">
      <SetupCard />
      {!mayChange && <p className="quiet">{t('settings.onlyAdministrators')}</p>}
      <CompanySection isEdited={mayChange && edit === 'company'} onEdit={open('company')} onClose={close} />
      {settings.error && (
        <FailedState what={t('settings.rules')} error={settings.error} onRetry={() => void settings.refetch()} />
      )}
      {settings.isPending && <LoadingState rows={6} rowHeight={96} />}
      {settings.data && (
        <>
          <RuleSection rule="backorderCreation" settings={settings.data} mayChange={mayChange} />
          <RuleSection rule="allocationMode" settings={settings.data} mayChange={mayChange} />
          <RuleSection rule="allocationPolicy" settings={settings.data} mayChange={mayChange} />
          <RuleSection rule="defaultShipPolicy" settings={settings.data} mayChange={mayChange} />
          <RuleSection rule="invoiceRule" settings={settings.data} mayChange={mayChange} />
          <RuleSection rule="priceGuard" settings={settings.data} mayChange={mayChange} />
          <RuleSection rule="repsReadAll" settings={settings.data} mayChange={mayChange} />
          {(['days', 'limits'] as const).map((group) => (
            <DaysSection
              key={group}
              group={group}
              settings={settings.data}
              isEdited={mayChange && edit === group}
              onEdit={open(group)}
              onClose={close}
            />
          ))}
        </>
      )}
      <DemoSection />
    </SettingsFrame>
  );
}
