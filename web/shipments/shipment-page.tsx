import { Button } from '@mantine/core';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { Answer } from '#contract/operations.ts';
import { useMay } from '#web/accounts/viewer.ts';
import { useAct } from '#web/api/act.ts';
import { useRead } from '#web/api/read.ts';
import { AddressLines } from '#web/customers/party.tsx';
import { t } from '#web/i18n/words.ts';
import { packingSlips } from '#web/paper/paper-links.ts';
import { PrintPaper } from '#web/paper/print-paper.tsx';
import { actorText } from '#web/records/actor-text.ts';
import { DayText, InstantText } from '#web/ui/date-text.tsx';
import { FormButtons } from '#web/ui/form.tsx';
import { Columns, Fact, Facts, Page, Section } from '#web/ui/page.tsx';
import { RecordPage } from '#web/ui/record-page.tsx';
import { Refused } from '#web/ui/states.tsx';
import { StatusBadge } from '#web/ui/status-badge.tsx';
import { tell } from '#web/ui/toast.tsx';
import { ChangeShipment } from './change-shipment.tsx';
import { DepartForm } from './depart-form.tsx';
import { ShipmentLoad } from './shipment-load.tsx';
import { wayText } from './way-text.ts';

const route = getRouteApi('/signed-in/shipments/$id');
type Shipment = Answer<'getShipment'>;

/** One shipment: what is on it, how it goes and when, and its paper. */
export function ShipmentPage() {
  const { id } = route.useParams();
  const read = useRead('getShipment', { params: { id } });
  return (
    <RecordPage what={t('shipments.this')} read={read}>
      {(shipment) => <OneShipment key={shipment.id} shipment={shipment} />}
    </RecordPage>
  );
}

function OneShipment({ shipment }: { shipment: Shipment }) {
  const [isChanging, setIsChanging] = useState(false);
  const [isLeaving, setIsLeaving] = useState(false);
  const mayShip = useMay()('fulfillment.write');
  const { number, status } = shipment;
  return (
    <Page
      title={t('shipments.one', { number })}
      above={<Link to="/shipments">{t('shipments.title')}</Link>}
      badges={
        <>
          <StatusBadge status={status} words={t(`shipments.status.${status}`)} />
          <Link to="/customers/$id" params={{ id: shipment.customerId }}>
            {shipment.customerName}
          </Link>
        </>
      }
      actions={mayShip && status === 'planned' && <Depart shipment={shipment} onAsk={() => setIsLeaving(true)} />}
    >
      <Columns
        main={
          <>
            {isLeaving && status === 'planned' && (
              <DepartForm shipment={shipment} onClose={() => setIsLeaving(false)} />
            )}
            {isChanging && <ChangeShipment shipment={shipment} onClose={() => setIsChanging(false)} />}
            <Section title={t('shipments.carries')} flush>
              <ShipmentLoad shipment={shipment} mayChange={mayShip && status === 'planned'} />
            </Section>
            <Paper of={shipment} />
          </>
        }
        aside={
          <>
            <Section
              title={t('shipments.way')}
              actions={
                mayShip &&
                !isChanging &&
                status !== 'cancelled' && (
                  <Button variant="default" size="compact-sm" onClick={() => setIsChanging(true)}>
                    {t('shipments.change')}
                  </Button>
                )
              }
            >
              <WayFacts of={shipment} />
            </Section>
            <Section title={t('order.deliveryAddress')}>
              <AddressLines of={shipment.deliveryAddress} />
            </Section>
          </>
        }
      />
    </Page>
  );
}

function WayFacts({ of }: { of: Shipment }) {
  const { trackingNumber, trackingUrl } = of;
  return (
    <Facts>
      <Fact name={t('shipments.way')}>{wayText(of)}</Fact>
      <Fact name={t('shipments.driver')}>{of.driverName}</Fact>
      <Fact name={t('shipments.phone')}>
        {of.driverPhone && <a href={`tel:${of.driverPhone.replace(/[^+\d]/g, '')}`}>{of.driverPhone}</a>}
      </Fact>
      <Fact name={t('shipments.tracking')}>
        {trackingUrl ? (
          <a href={trackingUrl} target="_blank" rel="noreferrer">
            {t('shipments.track', { number: trackingNumber ?? '' })}
          </a>
        ) : (
          trackingNumber
        )}
      </Fact>
      <Fact name={t('shipments.day')}>{of.deliveryOn && <DayText on={of.deliveryOn} />}</Fact>
      <Fact name={t('shipments.planned')}>
        <InstantText at={of.createdAt} /> <span className="quiet">· {actorText(of.createdBy)}</span>
      </Fact>
      <Fact name={t('shipments.left')}>
        {of.shippedAt && (
          <>
            <InstantText at={of.shippedAt} /> <span className="quiet">· {of.shippedBy && actorText(of.shippedBy)}</span>
          </>
        )}
      </Fact>
    </Facts>
  );
}

/** Everything on it leaves: on our own truck at once; with a carrier somebody says what is charged for it. */
function Depart({ shipment: { id, number, version, routeId }, onAsk }: { shipment: Shipment; onAsk: () => void }) {
  const act = useAct('departShipment');
  async function depart() {
    if (await act.submit({ params: { id } }, { version })) tell(t('shipments.departed', { number }));
  }
  return (
    <>
      <Refused error={act.error} />
      <Button
        loading={act.isBusy}
        title={t('shipments.departNote')}
        onClick={() => (routeId === null ? onAsk() : void depart())}
      >
        {t('shipments.depart')}
      </Button>
    </>
  );
}

function Paper({ of: { id, routeId, deliveryOn, fulfillments } }: { of: Shipment }) {
  if (fulfillments.length === 0) return null;
  const ids = fulfillments.map((one) => one.id);
  return (
    <Section title={t('shipments.paper')}>
      <FormButtons>
        <PrintPaper document="packing_slip" fulfillmentIds={ids} href={packingSlips(ids)} />
        <PrintPaper document="label" fulfillmentIds={ids} href={`/api/v1/shipments/${id}/label.pdf`} />
        {routeId && deliveryOn && (
          <Button
            variant="subtle"
            component="a"
            target="_blank"
            href={`/api/v1/routes/${routeId}/manifest.pdf?on=${deliveryOn}`}
          >
            {t('shipments.manifest')}
          </Button>
        )}
      </FormButtons>
    </Section>
  );
}
