import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { Hand } from 'lucide-react';
import type { Order } from '#contract/orders/order.ts';
import { useAct } from '#web/api/act.ts';
import { t } from '#web/i18n/words.ts';
import { actorText } from '#web/records/actor-text.ts';
import { reasonText } from '#web/records/reasons.ts';
import { useCompany } from '#web/ui/company.ts';
import { InstantText } from '#web/ui/date-text.tsx';
import { dayText } from '#web/ui/date-words.ts';
import { Refused } from '#web/ui/states.tsx';
import { tell } from '#web/ui/toast.tsx';
import styles from './holds-notice.module.css';

type Hold = Order['holds'][number];

/** Where a hold is shown: on the order, or on one of its backorders. */
type Place = { orderId: string; orderNumber: string; backorder?: { id: string; number: string } };

/** What holds a backorder or an order: why, since when, until when, and the button that ends it. */
export function HoldsNotice({ holds, at, mayRelease }: { holds: readonly Hold[]; at: Place; mayRelease: boolean }) {
  return holds.map((hold) => <HoldNotice key={hold.id} hold={hold} at={at} mayRelease={mayRelease} />);
}

function HoldNotice({ hold, at, mayRelease }: { hold: Hold; at: Place; mayRelease: boolean }) {
  const held = hold.backorderId !== null && at.backorder ? at.backorder : { id: at.orderId, number: at.orderNumber };
  const act = useAct(hold.backorderId === null ? 'releaseOrder' : 'releaseBackorder');
  /** Of more than the record it is shown on. */
  const isOfWholeOrder = hold.backorderId === null && at.backorder !== undefined;

  async function release() {
    const released = await act.submit({ params: { id: held.id, holdId: hold.id }, body: {} });
    if (released) tell(t('hold.released', { number: held.number }));
  }

  return (
    <div className={styles.notice}>
      <Hand size={18} aria-hidden className={styles.sign} />
      <div className={styles.words}>
        <strong>
          {isOfWholeOrder ? t('hold.ofOrder', { number: at.orderNumber }) : t('flag.onHold.name')}
          {': '}
          {reasonText(hold.reason)}
        </strong>
        <SinceWhen hold={hold} ofOrder={isOfWholeOrder ? { id: at.orderId, number: at.orderNumber } : null} />
        {hold.notes && <div className="small">{hold.notes}</div>}
        <Refused error={act.error} />
      </div>
      {mayRelease && (
        <Button variant={isOfWholeOrder ? 'default' : 'filled'} loading={act.isBusy} onClick={() => void release()}>
          {t('hold.release')}
        </Button>
      )}
    </div>
  );
}

function SinceWhen({ hold, ofOrder }: { hold: Hold; ofOrder: { id: string; number: string } | null }) {
  const { today } = useCompany();
  return (
    <div className="quiet small">
      {actorText(hold.heldBy)}, <InstantText at={hold.heldAt} />
      {hold.until && ` · ${t('hold.endsOn', { day: dayText(hold.until, today) })}`}
      {ofOrder && (
        <>
          {' · '}
          <Link to="/orders/$id" params={{ id: ofOrder.id }}>
            {ofOrder.number}
          </Link>
        </>
      )}
    </div>
  );
}
