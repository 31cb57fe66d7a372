import { Link } from '@tanstack/react-router';
import type { Fulfillment } from '#contract/fulfillment/fulfillments.ts';
import { useMay } from '#web/accounts/viewer.ts';
import { t } from '#web/i18n/words.ts';
import { DispositionBadge } from '#web/invoices/disposition-badge.tsx';
import { WithFreight } from '#web/invoices/with-freight.tsx';
import { actorText } from '#web/records/actor-text.ts';
import { DayText, InstantText } from '#web/ui/date-text.tsx';
import { Money } from '#web/ui/money.tsx';
import { Fact } from '#web/ui/page.tsx';
import { quantityText } from '#web/ui/quantity-text.ts';
import { Proof } from './proof.tsx';

/** What happened to it so far, and how it goes. */
export function Steps({ of }: { of: Fulfillment }) {
  return (
    <>
      <Fact name={t('fulfillment.picked')}>
        <Who at={of.pickedAt} by={of.pickedBy} />
      </Fact>
      <Fact name={t('fulfillment.packed')}>{of.packedAt && <Who at={of.packedAt} by={of.packedBy} />}</Fact>
      <Fact name={t('fulfillment.shipped')}>{of.shippedAt && <InstantText at={of.shippedAt} />}</Fact>
      <Transport of={of} />
      <Fact name={t('fulfillment.delivered')}>{of.deliveredAt && <Who at={of.deliveredAt} by={of.deliveredBy} />}</Fact>
      <Fact name={t('delivery.receivedBy')}>{of.receivedBy}</Fact>
      <Fact name={t('delivery.proof')}>
        {of.deliveries.at(-1)?.proofKind && <Proof fulfillmentId={of.id} delivery={of.deliveries.at(-1)} />}
      </Fact>
      <Differences of={of} />
      <Fact name={t('settle.notReceived')}>{of.reopening && <Reopened of={of.reopening} />}</Fact>
      <Fact name={t('fulfillment.invoice')}>{(of.invoice || of.invoicedInAdvance) && <Invoiced of={of} />}</Fact>
      <Fact name={t('fulfillment.voided')}>{of.voidedAt && <Who at={of.voidedAt} by={of.voidedBy} />}</Fact>
      <Fact name={t('fulfillment.voidReason')}>{of.voidReason}</Fact>
    </>
  );
}

/** The invoice that charges it, and the one that did before it left. */
function Invoiced({ of: { invoice, invoicedInAdvance, freight } }: { of: Fulfillment }) {
  return (
    <>
      {invoicedInAdvance && (
        <span className="quiet">
          <Link to="/invoices/$id" params={{ id: invoicedInAdvance.id }}>
            {invoicedInAdvance.number}
          </Link>{' '}
          · {t('invoices.inAdvance')}
        </span>
      )}
      {invoice && (
        <>
          <span className="quiet">
            <Link to="/invoices/$id" params={{ id: invoice.id }}>
              {invoice.number}
            </Link>
          </span>{' '}
          · <Money of={invoice.amount} />
          <WithFreight of={freight} />
          {Number(invoice.credited.amount) > 0 && (
            <span className="quiet">
              {' '}
              · {t('fulfillment.credited')} <Money of={invoice.credited} />
            </span>
          )}
          <InAccounting of={invoice} />
        </>
      )}
    </>
  );
}

/** What has become of the invoice in the accounting; nothing where none is connected. */
function InAccounting({ of: { number, accounting } }: { of: NonNullable<Fulfillment['invoice']> }) {
  if (accounting.status === 'excluded') return null;
  return (
    <div>
      <DispositionBadge status={accounting.status} />
      {accounting.number !== number && t('invoices.asNumber', { number: accounting.number })}
    </div>
  );
}

/** What did not arrive, and where it waits again. */
function Differences({ of: { differences, lines } }: { of: Fulfillment }) {
  return (
    <Fact name={t('delivery.notDelivered')}>
      {differences.length > 0 &&
        differences.map((one) => (
          <div key={`${one.fulfillmentLineId} ${one.at} ${one.reason}`}>
            {quantityText(one.quantity, lines.find(({ id }) => id === one.fulfillmentLineId)?.unitsPerCase ?? 1)}{' '}
            {t(`delivery.reason.${one.reason}`)}
            {one.backorderId && (
              <>
                {' · '}
                <Link to="/backorders/$id" params={{ id: one.backorderId }}>
                  {one.backorderNumber}
                </Link>
              </>
            )}
          </div>
        ))}
    </Fact>
  );
}

/** What was said not to have come, and for whom reads it what they can do about it, or who can. */
function Reopened({ of }: { of: NonNullable<Fulfillment['reopening']> }) {
  const may = useMay();
  const open = may('fulfillment.write') ? 'settle.open' : 'settle.openNotByYou';
  return (
    <>
      {t(`settle.by.${of.reportedBy}`)} · <Who at={of.openedAt} by={of.openedBy} />
      {of.note && <div>{of.note}</div>}
      <div>{of.outcome ? t(`settle.outcome.${of.outcome}`) : t(open)}</div>
    </>
  );
}

function Transport({ of: { shipment, deliveredAt } }: { of: Fulfillment }) {
  return (
    <>
      <Fact name={t('shipments.on')}>
        {shipment && (
          <Link to="/shipments/$id" params={{ id: shipment.id }}>
            {shipment.number}
          </Link>
        )}
      </Fact>
      <Fact name={t('shipment.carrier')}>
        {shipment && (shipment.carrier ?? shipment.routeName ?? t('shipment.ownTruck'))}
      </Fact>
      <Fact name={t('shipment.trackingNumber')}>{shipment?.trackingNumber && <Tracking of={shipment} />}</Fact>
      <Fact name={t('shipment.estimatedDeliveryOn')}>
        {shipment?.estimatedDeliveryOn && !deliveredAt ? <DayText on={shipment.estimatedDeliveryOn} /> : null}
      </Fact>
    </>
  );
}

/** The number of a parcel, which leads to the carrier's page about it where that is known. */
function Tracking({ of: { trackingNumber, trackingUrl } }: { of: NonNullable<Fulfillment['shipment']> }) {
  if (!trackingUrl) return trackingNumber;
  return (
    <a href={trackingUrl} target="_blank" rel="noreferrer">
      {trackingNumber}
    </a>
  );
}

function Who({ at, by }: { at: string; by: string | null }) {
  return (
    <>
      <InstantText at={at} />
      {by && <span className="quiet"> · {actorText(by)}</span>}
    </>
  );
}
