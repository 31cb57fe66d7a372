import { Button } from '@mantine/core';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useMay } from '#web/accounts/viewer.ts';
import { useRead } from '#web/api/read.ts';
import { SaleHoldNotice } from '#web/holds/sale-hold-notice.tsx';
import { t } from '#web/i18n/words.ts';
import { pickList } from '#web/paper/paper-links.ts';
import { StaysOpen, useLastPossible } from '#web/records/stays-open.tsx';
import { ButtonLink } from '#web/ui/button-link.ts';
import { Flags } from '#web/ui/flags.tsx';
import { Floor } from '#web/ui/floor.tsx';
import { Page } from '#web/ui/page.tsx';
import { RecordPage } from '#web/ui/record-page.tsx';
import { EmptyState } from '#web/ui/states.tsx';
import { FillForm } from './fill-form.tsx';
import { Filled } from './filled.tsx';
import { type Filling, fillingOfBackorder, fillingOfOrder } from './filling.ts';
import type { PickResult } from './pick-result.tsx';

const orderRoute = getRouteApi('/signed-in/fulfill/orders/$id');
const backorderRoute = getRouteApi('/signed-in/fulfill/backorders/$id');

/** Filling an order: what was found goes, what was short becomes a backorder in the same step. */
export function RecordOrderPickPage() {
  const { id } = orderRoute.useParams();
  const read = useRead('getOrder', { params: { id } });
  const why = useRead('explainOrder', { params: { id } });
  return (
    <RecordPage what={t('order.thisOrder')} read={read}>
      {(order) => (
        <RecordPage what={t('order.thisOrder')} read={why}>
          {(explained) => <Fill key={`order ${id}`} filling={fillingOfOrder(order, explained)} />}
        </RecordPage>
      )}
    </RecordPage>
  );
}

/** Filling a backorder: what cannot go stays on it. */
export function RecordBackorderPickPage() {
  const { id } = backorderRoute.useParams();
  const read = useRead('getBackorder', { params: { id } });
  const why = useRead('explainBackorder', { params: { id } });
  return (
    <RecordPage what={t('backorder.thisBackorder')} read={read}>
      {(backorder) => (
        <RecordPage what={t('backorder.thisBackorder')} read={why}>
          {(explained) => <Fill key={`backorder ${id}`} filling={fillingOfBackorder(backorder, explained)} />}
        </RecordPage>
      )}
    </RecordPage>
  );
}

function Fill({ filling }: { filling: Filling }) {
  const [result, setResult] = useState<PickResult | null>(null);
  const may = useMay();
  const isPossible = filling.blockedBecause === null && filling.lines.length > 0;
  const begun = useLastPossible(filling, isPossible);
  return (
    <Floor>
      <Page
        title={t(filling.kind === 'order' ? 'pick.orderTitle' : 'pick.backorderTitle', { number: filling.number })}
        above={<WayBack from={filling} />}
        badges={
          <>
            <span>{filling.customer.name}</span>
            <Flags of={{ vip: filling.customer.tier === 'vip', whole: filling.shipPolicy === 'complete' }} />
          </>
        }
        actions={!result && <PickList of={filling} />}
      >
        <SaleHoldNotice customerId={filling.customerId} of={filling.customer} />
        {result ? (
          <Filled filling={filling} result={result} />
        ) : !may('fulfillment.write') ? (
          <EmptyState title={t('state.noPermission')}>{t('state.noPermissionWhy')}</EmptyState>
        ) : begun === null ? (
          <NothingToFill filling={filling} />
        ) : (
          <StaysOpen isPossible={isPossible}>
            <FillForm filling={begun} onDone={setResult} />
          </StaysOpen>
        )}
      </Page>
    </Floor>
  );
}

/** There is nothing to pick here: why, and where to go instead. */
function NothingToFill({ filling }: { filling: Filling }) {
  return (
    <EmptyState
      title={t(`fill.blocked.${filling.blockedBecause ?? 'nothing'}`)}
      action={
        <ButtonLink
          variant="default"
          to={filling.kind === 'order' ? '/orders/$id' : '/backorders/$id'}
          params={{ id: filling.id }}
        >
          {t('fill.toRecord', { number: filling.number })}
        </ButtonLink>
      }
    />
  );
}

function WayBack({ from: { kind, id, number, orderId, orderNumber } }: { from: Filling }) {
  return (
    <>
      <Link to="/fulfill">{t('work.title')}</Link>
      {kind === 'backorder' && (
        <>
          {' · '}
          <Link to="/backorders/$id" params={{ id }}>
            {t('backorder.title', { number })}
          </Link>
        </>
      )}
      {' · '}
      <Link to="/orders/$id" params={{ id: orderId }}>
        {t('order.title', { number: orderNumber })}
      </Link>
    </>
  );
}

function PickList({ of }: { of: Filling }) {
  return (
    <Button variant="default" component="a" href={pickList([of])} target="_blank">
      {t('paper.pickList')}
    </Button>
  );
}
