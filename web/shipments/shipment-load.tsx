import { Link } from '@tanstack/react-router';
import type { Answer } from '#contract/operations.ts';
import { useAct } from '#web/api/act.ts';
import { t } from '#web/i18n/words.ts';
import { LinesTable } from '#web/ui/lines-table.tsx';
import { numberText } from '#web/ui/quantity-text.ts';
import { EmptyState, Refused } from '#web/ui/states.tsx';
import { type Status, StatusBadge } from '#web/ui/status-badge.tsx';
import { tell } from '#web/ui/toast.tsx';

type Shipment = Answer<'getShipment'>;
type Load = Shipment['fulfillments'][number];

/** What is on a shipment; while it is planned, any but the last can be taken off. */
export function ShipmentLoad({ shipment, mayChange }: { shipment: Shipment; mayChange: boolean }) {
  const act = useAct('updateShipment');
  const { id, fulfillments, version } = shipment;
  async function takeOff(one: Load) {
    const fulfillmentIds = fulfillments.filter((other) => other !== one).map((other) => other.id);
    if (await act.submit({ params: { id }, body: { fulfillmentIds } }, { version }))
      tell(t('shipments.takenOff', { number: one.number }));
  }
  if (fulfillments.length === 0)
    return <EmptyState title={t('shipments.status.cancelled')}>{t('shipments.emptyWhy')}</EmptyState>;
  return (
    <>
      <Refused error={act.error} />
      <LinesTable
        label={t('shipments.carries')}
        lines={fulfillments}
        item={{ name: t('returns.fulfillment'), cell: (one) => <ToFulfillment of={one} /> }}
        columns={[
          { name: t('shipments.shown'), cell: ({ status }) => <StatusBadge status={status as Status} /> },
          { name: t('shipments.of'), cell: (one) => <ToDemand of={one} /> },
          { name: t('shipments.units'), cell: ({ quantity }) => numberText(quantity), align: 'end' },
          {
            name: t('shipments.change'),
            isNeeded: mayChange && fulfillments.length > 1,
            cell: (one) => (
              <button
                type="button"
                className="link"
                aria-label={t('shipments.takeOffNamed', { number: one.number })}
                onClick={() => void takeOff(one)}
              >
                {t('shipments.takeOff')}
              </button>
            ),
          },
        ]}
      />
    </>
  );
}

function ToFulfillment({ of: { id, number } }: { of: Load }) {
  return (
    <Link to="/fulfill/fulfillments/$id" params={{ id }}>
      {number}
    </Link>
  );
}

function ToDemand({ of }: { of: Load }) {
  return of.backorderId ? (
    <Link to="/backorders/$id" params={{ id: of.backorderId }}>
      {of.backorderNumber}
    </Link>
  ) : (
    <Link to="/orders/$id" params={{ id: of.orderId }}>
      {of.orderNumber}
    </Link>
  );
}
