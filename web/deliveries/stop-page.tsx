import { Button } from '@mantine/core';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useRead } from '#web/api/read.ts';
import { AddressLines } from '#web/customers/party.tsx';
import { t } from '#web/i18n/words.ts';
import { ButtonLink } from '#web/ui/button-link.ts';
import { Floor, FloorActs } from '#web/ui/floor.tsx';
import { Page, Section } from '#web/ui/page.tsx';
import { amountText } from '#web/ui/quantity-text.ts';
import { RecordPage } from '#web/ui/record-page.tsx';
import { EmptyState } from '#web/ui/states.tsx';
import styles from './deliveries.module.css';
import { HandOver } from './hand-over.tsx';
import { addressText, type Stop, stopName } from './stop.ts';

const route = getRouteApi('/signed-in/deliveries/$id');

/** One stop: where it is, what is handed over there, and to whom. */
export function StopPage() {
  const { id } = route.useParams();
  const shipment = useRead('getShipment', { params: { id } });
  const on = shipment.data?.deliveryOn ?? undefined;
  const day = useRead('listDeliveries', { query: { on } });
  return (
    <RecordPage what={t('shipments.this')} read={shipment}>
      {({ customerName }) => {
        const stop = day.data?.stops.find(({ shipmentId }) => shipmentId === id);
        if (stop) return <OneStop stop={stop} />;
        return (
          <Page title={customerName}>
            {day.data && <EmptyState title={t('driver.empty')}>{t('driver.emptyWhy')}</EmptyState>}
          </Page>
        );
      }}
    </RecordPage>
  );
}

function OneStop({ stop }: { stop: Stop }) {
  return (
    <Floor>
      <Page
        title={stop.customerName}
        above={<Link to="/deliveries">{t('driver.back')}</Link>}
        badges={<span className="quiet">{stopName(stop)}</span>}
      >
        <AddressLines of={stop.deliveryAddress} />
        <Ways stop={stop} />
        {stop.deliveryInstructions && (
          <p>
            <strong>{t('driver.instructions')}:</strong> {stop.deliveryInstructions}
          </p>
        )}
        {stop.status === 'shipped' ? <HandOver key={stop.shipmentId} stop={stop} /> : <NothingToDo stop={stop} />}
      </Page>
    </Floor>
  );
}

/** How to get there and to reach them. */
function Ways({ stop }: { stop: Stop }) {
  const address = addressText(stop.deliveryAddress);
  return (
    <div className={styles.ways}>
      {stop.phone && (
        <Button variant="default" component="a" href={`tel:${stop.phone.replace(/[^+\d]/g, '')}`}>
          {t('driver.call')}
        </Button>
      )}
      {address && (
        <Button
          variant="default"
          component="a"
          target="_blank"
          rel="noreferrer"
          href={`https://www.google.com/maps/search/?api=1&query=${encodeURIComponent(address)}`}
        >
          {t('driver.map')}
        </Button>
      )}
    </div>
  );
}

function NothingToDo({ stop }: { stop: Stop }) {
  return (
    <>
      <Section title={t(stop.status === 'planned' ? 'driver.nothingLoaded' : 'driver.allDone')}>
        <ul className={styles.stops}>
          {stop.fulfillments.map(({ id, number, receivedBy, lines }) => (
            <li key={id}>
              <strong>{number}</strong>
              {receivedBy && <div>{t('driver.theirs', { name: receivedBy })}</div>}
              {lines.map((line) => (
                <div key={line.id} className="small">
                  {amountText(line.quantity - line.undelivered, line.unitsPerCase)} {line.itemName}
                </div>
              ))}
            </li>
          ))}
        </ul>
        {stop.status === 'delivered' && <p className="quiet small">{t('driver.office')}</p>}
      </Section>
      <FloorActs>
        <ButtonLink to="/deliveries">{t('driver.back')}</ButtonLink>
      </FloorActs>
    </>
  );
}
