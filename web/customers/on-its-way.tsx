import { Link } from '@tanstack/react-router';
import type { Answer } from '#contract/operations.ts';
import { t } from '#web/i18n/words.ts';
import { useCompany } from '#web/ui/company.ts';
import { InstantText } from '#web/ui/date-text.tsx';
import { dayText } from '#web/ui/date-words.ts';
import { Section } from '#web/ui/page.tsx';
import { quantityText } from '#web/ui/quantity-text.ts';
import styles from './situation.module.css';

type Parcel = Answer<'getCustomerSituation'>['onItsWay'][number];

/** What is picked or has left for the customer, with how to find it. */
export function OnItsWay({ parcels }: { parcels: readonly Parcel[] }) {
  return (
    <Section title={t('situation.onItsWay')}>
      {parcels.length === 0 ? (
        <p className="quiet">{t('situation.nothingOnItsWay')}</p>
      ) : (
        <ul className={styles.rows}>
          {parcels.map((parcel) => (
            <li key={parcel.id}>
              <OneParcel of={parcel} />
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

function OneParcel({ of }: { of: Parcel }) {
  const { today } = useCompany();
  const { carrier, trackingNumber, estimatedDeliveryOn, shippedAt } = of;
  return (
    <>
      <div className={styles.head}>
        <strong>{t(`situation.status.${of.status}`)}</strong>
        {shippedAt && <InstantText at={shippedAt} />}
        {estimatedDeliveryOn && <span>{t('situation.eta', { day: dayText(estimatedDeliveryOn, today) })}</span>}
        {shippedAt && (
          <span>
            {trackingNumber
              ? t('situation.carrierAndNumber', { carrier: carrier ?? '', number: trackingNumber })
              : (carrier ?? t('situation.noTracking'))}
          </span>
        )}
        <Link to="/orders/$id" params={{ id: of.orderId }}>
          {of.backorderNumber ?? of.orderNumber}
        </Link>
      </div>
      <div className="quiet small">
        {of.lines
          .map(({ itemName, quantity, unitsPerCase }) => `${quantityText(quantity, unitsPerCase)} × ${itemName}`)
          .join(' · ')}
      </div>
    </>
  );
}
