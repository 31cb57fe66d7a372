import { useState } from 'react';
import type { Fulfillment } from '#contract/fulfillment/fulfillments.ts';
import { useRead } from '#web/api/read.ts';
import { t } from '#web/i18n/words.ts';
import { LoadingState, Refused } from '#web/ui/states.tsx';
import styles from './fulfillment-card.module.css';

type Delivery = Fulfillment['deliveries'][number];

/** What shows that a delivery was handed over: which kind, and itself when somebody wants to see it. */
export function Proof({ fulfillmentId, delivery }: { fulfillmentId: string; delivery: Delivery | undefined }) {
  const [isShown, setIsShown] = useState(false);
  if (!delivery?.proofKind) return null;
  return (
    <>
      {t(`delivery.proofKind.${delivery.proofKind}`)}{' '}
      {isShown ? (
        <Shown fulfillmentId={fulfillmentId} deliveryId={delivery.id} />
      ) : (
        <button type="button" className="link" onClick={() => setIsShown(true)}>
          {t('delivery.showProof')}
        </button>
      )}
    </>
  );
}

function Shown({ fulfillmentId, deliveryId }: { fulfillmentId: string; deliveryId: string }) {
  const { data, error } = useRead('getDeliveryProof', { params: { id: fulfillmentId, deliveryId } });
  if (error) return <Refused error={error} />;
  if (!data) return <LoadingState rows={1} />;
  return (
    <>
      {data.image && <img src={data.image} alt={t(`delivery.proofKind.${data.kind}`)} className={styles.proof} />}
      {data.note && <p>{data.note}</p>}
    </>
  );
}
