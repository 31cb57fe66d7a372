import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { Fulfillment } from '#contract/fulfillment/fulfillments.ts';
import { useMay } from '#web/accounts/viewer.ts';
import { useRead } from '#web/api/read.ts';
import { AddressLines } from '#web/customers/party.tsx';
import { SaleHoldNotice } from '#web/holds/sale-hold-notice.tsx';
import { t } from '#web/i18n/words.ts';
import { ButtonLink } from '#web/ui/button-link.ts';
import { Floor, FloorActs } from '#web/ui/floor.tsx';
import { Columns, Page, Section } from '#web/ui/page.tsx';
import { RecordPage } from '#web/ui/record-page.tsx';
import { StatusBadge } from '#web/ui/status-badge.tsx';
import { FulfillmentCards, nextOf, type OpenForm } from './fulfillment-card.tsx';

const route = getRouteApi('/signed-in/fulfill/fulfillments/$id');

/** One delivery on its way, with its next act open: picked goods ship, shipped ones are confirmed. */
export function DeliveryPage() {
  const { id } = route.useParams();
  const read = useRead('getFulfillment', { params: { id } });
  return (
    <RecordPage what={t('work.fulfillment')} read={read}>
      {(fulfillment) => <OneFulfillment key={fulfillment.id} fulfillment={fulfillment} />}
    </RecordPage>
  );
}

function OneFulfillment({ fulfillment }: { fulfillment: Fulfillment }) {
  const { data: order } = useRead('getOrder', { params: { id: fulfillment.orderId } });
  const tab = fulfillment.status === 'shipped' || fulfillment.status === 'delivered' ? 'shipped' : 'picked';
  return (
    <Floor>
      <Page
        title={fulfillment.number}
        above={<WayUp fulfillment={fulfillment} tab={tab} />}
        badges={
          <>
            <StatusBadge status={fulfillment.status} />
            <span>{fulfillment.customerName}</span>
          </>
        }
      >
        <SaleHoldNotice customerId={fulfillment.customerId} of={fulfillment} />
        <Columns
          main={<NextAct fulfillment={fulfillment} lines={order?.lines ?? []} tab={tab} />}
          aside={
            <Section title={t('order.deliveryAddress')}>
              <AddressLines of={fulfillment.shipment?.deliveryAddress ?? order?.deliveryAddress ?? null} />
            </Section>
          }
        />
      </Page>
    </Floor>
  );
}

function WayUp({ fulfillment, tab }: { fulfillment: Fulfillment; tab: 'shipped' | 'picked' }) {
  return (
    <>
      <Link to="/fulfill" search={{ tab }}>
        {t('work.title')}
      </Link>
      {' · '}
      {fulfillment.backorderId ? (
        <Link to="/backorders/$id" params={{ id: fulfillment.backorderId }}>
          {t('backorder.title', { number: fulfillment.backorderNumber ?? '' })}
        </Link>
      ) : (
        <Link to="/orders/$id" params={{ id: fulfillment.orderId }}>
          {t('order.title', { number: fulfillment.orderNumber })}
        </Link>
      )}
    </>
  );
}

type NextActProps = {
  fulfillment: Fulfillment;
  lines: readonly { id: string; unitsPerCase: number }[];
  tab: 'picked' | 'shipped';
};

function NextAct({ fulfillment, lines, tab }: NextActProps) {
  const may = useMay();
  const [card, setCard] = useState<OpenForm>(() => (may('fulfillment.write') ? (nextOf([fulfillment]) ?? null) : null));
  const unitsPerCase = new Map(lines.map((line) => [line.id, line.unitsPerCase]));
  return (
    <>
      <Section title={t(nextOf([fulfillment]) ? 'work.next' : 'work.carried')}>
        <FulfillmentCards fulfillments={[fulfillment]} unitsPerCase={unitsPerCase} open={card} onOpen={setCard} />
      </Section>
      {card === null && (
        <FloorActs>
          <ButtonLink variant="default" to="/fulfill" search={{ tab }}>
            {t('fill.toList')}
          </ButtonLink>
        </FloorActs>
      )}
    </>
  );
}
