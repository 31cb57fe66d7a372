import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { Hand } from 'lucide-react';
import type { Backorder } from '#contract/backorders.ts';
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

type Hold = Backorder['holds'][number];

/** What holds a backorder: why, since when, until when, and the button that ends it. */
export function HoldsNotice({ backorder, mayRelease }: { backorder: Backorder; mayRelease: boolean }) {
  return backorder.holds.map((hold) => (
    <HoldNotice key={hold.id} hold={hold} backorder={backorder} mayRelease={mayRelease} />
  ));
}

function HoldNotice({ hold, backorder, mayRelease }: { hold: Hold; backorder: Backorder; mayRelease: boolean }) {
  const { today } = useCompany();
  const isOfOrder = hold.backorderId === null;
  const ofBackorder = useAct('releaseBackorder');
  const ofOrder = useAct('releaseOrder');
  const act = isOfOrder ? ofOrder : ofBackorder;

  async function release() {
    const id = isOfOrder ? backorder.orderId : backorder.id;
    const released = await act.submit({ params: { id, holdId: hold.id }, body: {} });
    if (released) tell(t('hold.released', { number: isOfOrder ? backorder.orderNumber : backorder.number }));
  }

  return (
    <div className={styles.notice}>
      <Hand size={18} aria-hidden className={styles.sign} />
      <div className={styles.words}>
        <strong>
          {isOfOrder ? t('hold.ofOrder', { number: backorder.orderNumber }) : t('flag.onHold.name')}
          {': '}
          {reasonText(hold.reason)}
        </strong>
        <div className="quiet small">
          {actorText(hold.heldBy)}, <InstantText at={hold.heldAt} />
          {hold.until && ` · ${t('hold.endsOn', { day: dayText(hold.until, today) })}`}
          {isOfOrder && (
            <>
              {' · '}
              <Link to="/orders/$id" params={{ id: backorder.orderId }}>
                {backorder.orderNumber}
              </Link>
            </>
          )}
        </div>
        {hold.notes && <div className="small">{hold.notes}</div>}
        <Refused error={act.error} />
      </div>
      {mayRelease && (
        <Button variant={isOfOrder ? 'default' : 'filled'} loading={act.isBusy} onClick={() => void release()}>
          {t('hold.release')}
        </Button>
      )}
    </div>
  );
}
