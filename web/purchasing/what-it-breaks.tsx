import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { Answer, Call } from '#contract/operations.ts';
import { callGiven } from '#web/api/call.ts';
import { t } from '#web/i18n/words.ts';
import { DayOr, DayText } from '#web/ui/date-text.tsx';
import { LinesTable } from '#web/ui/lines-table.tsx';

type Preview = Answer<'previewPurchaseOrderDates'>;
type Body = Call<'previewPurchaseOrderDates'>['body'];

/** Before other dates are saved: which promises they break or leave broken, and how many they keep again. */
export function WhatItBreaks({ id, body }: { id: string; body: Body }) {
  const [asked] = useDebouncedValue(JSON.stringify(body), 250);
  const { data } = useQuery<Preview>({
    queryKey: ['previewPurchaseOrderDates', id, asked],
    queryFn: () => callGiven('previewPurchaseOrderDates', { params: { id }, body: JSON.parse(asked) as Body }),
    placeholderData: keepPreviousData,
    retry: false,
  });
  if (!data) return null;
  const { breaks, breakCount, stays, stayCount, keepCount } = data;
  return (
    <div role="status">
      <p>
        {breakCount > 0 && <strong>{t('purchasing.breaks', { count: breakCount })}</strong>}
        {breakCount === 0 && stayCount === 0 && t('purchasing.breaksNone')}{' '}
        {keepCount > 0 && t('purchasing.keepsAgain', { count: keepCount })}
      </p>
      {breaks.length > 0 && <Broken of={breaks} />}
      {stayCount > 0 && <p>{t('purchasing.staysBroken', { count: stayCount })}</p>}
      {stays.length > 0 && <Broken of={stays} />}
    </div>
  );
}

function Broken({ of }: { of: Preview['breaks'] }) {
  return (
    <LinesTable
      label={t('purchasing.breaksLabel')}
      lines={of.map((row) => ({ ...row, id: row.backorderId }))}
      item={{
        name: t('backorders.title'),
        cell: (row) => (
          <>
            <Link to="/backorders/$id" params={{ id: row.backorderId }} target="_blank">
              {row.backorderNumber}
            </Link>{' '}
            {row.customerName}
          </>
        ),
      }}
      columns={[
        { name: t('purchasing.waitingPromised'), cell: (row) => <DayText on={row.promisedOn} /> },
        {
          name: t('purchasing.projectedNow'),
          cell: (row) => <DayOr on={row.projectedNowOn} otherwise={t('backorders.noDate')} />,
        },
        {
          name: t('purchasing.projectedThen'),
          cell: (row) => <DayOr on={row.projectedOn} otherwise={t('backorders.noDate')} />,
        },
      ]}
    />
  );
}
