import type { ReactNode } from 'react';
import { useMay, useMe } from '#web/accounts/viewer.ts';
import { useRead } from '#web/api/read.ts';
import { t } from '#web/i18n/words.ts';
import { ButtonLink } from '#web/ui/button-link.ts';
import { useCompany } from '#web/ui/company.ts';
import { fullDayText } from '#web/ui/date-words.ts';
import { Page } from '#web/ui/page.tsx';
import { FailedState, LoadingState } from '#web/ui/states.tsx';
import { CompanyHome } from './company-home.tsx';
import { MyHome } from './my-home.tsx';
import { WarehouseHome } from './warehouse-home.tsx';

/** What the day begins with, for each role its own. */
export function HomePage() {
  const me = useMe();
  const may = useMay();
  const { today } = useCompany();
  const { data, error, refetch } = useRead('getHome', {});
  let content: ReactNode = <LoadingState rows={10} />;
  if (error && !data) content = <FailedState what={t('home.title')} error={error} onRetry={() => void refetch()} />;
  else if (data?.mine) content = <MyHome of={data.mine} since={data.since} />;
  else if (data?.warehouse) content = <WarehouseHome of={data.warehouse} />;
  else if (data?.company) content = <CompanyHome of={data.company} />;
  return (
    <Page
      title={t('home.title')}
      badges={<span className="quiet">{`${me.name} · ${fullDayText(today)}`}</span>}
      actions={may('orders.write') && <ButtonLink to="/orders/new">{t('orders.new')}</ButtonLink>}
    >
      {content}
    </Page>
  );
}
