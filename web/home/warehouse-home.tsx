import { Link } from '@tanstack/react-router';
import type { Answer } from '#contract/operations.ts';
import { t } from '#web/i18n/words.ts';
import { reasonText } from '#web/records/reasons.ts';
import { useCompany } from '#web/ui/company.ts';
import { InstantText } from '#web/ui/date-text.tsx';
import { dayText } from '#web/ui/date-words.ts';
import { Figure, Figures } from '#web/ui/figures.tsx';
import { numberText } from '#web/ui/quantity-text.ts';
import styles from './home.module.css';
import { BackorderLine, countText, WorkList } from './work-list.tsx';

type Warehouse = NonNullable<Answer<'getHome'>['warehouse']>;

/** The next work by its kind: what to pick, what to send off, what arrives, what to count. */
export function WarehouseHome({ of }: { of: Warehouse }) {
  const { today } = useCompany();
  return (
    <>
      <Figures label={t('home.figures')}>
        <Link to="/orders/backorders" search={{ tab: 'ready' }}>
          <Figure name={t('home.ready')} value={countText(of.ready.count)} />
        </Link>
        <Link to="/orders">
          <Figure name={t('home.toPick')} value={countText(of.toPick.count)} />
        </Link>
        <Link to="/exceptions" search={{ kind: 'picked_not_shipped' }}>
          <Figure name={t('home.toShip')} value={countText(of.toShip.count)} />
        </Link>
        <Link to="/stock">
          <Figure name={t('home.putBack')} value={countText(of.putBack)} />
        </Link>
      </Figures>
      <div className={styles.columns}>
        <WorkList
          title={t('home.ready')}
          count={of.ready.count}
          items={of.ready.next}
          none={t('home.readyNone')}
          all={
            <Link to="/orders/backorders" search={{ tab: 'ready' }}>
              {t('home.more', { number: countText(of.ready.count) })}
            </Link>
          }
        >
          {(item) => <BackorderLine of={item} quantity={item.allocated} />}
        </WorkList>
        <WorkList title={t('home.toPick')} count={of.toPick.count} items={of.toPick.next} none={t('home.toPickNone')}>
          {(item) => (
            <div className={styles.line}>
              <Link to="/fulfill/orders/$id" params={{ id: item.id }}>
                {item.number}
              </Link>
              <span className={styles.grow}>{item.customerName}</span>
              <span className="nowrap">{unitsText(item.units)}</span>
            </div>
          )}
        </WorkList>
        <WorkList title={t('home.toShip')} count={of.toShip.count} items={of.toShip.next} none={t('home.toShipNone')}>
          {(item) => (
            <div className={styles.line}>
              {item.backorderId ? (
                <Link to="/backorders/$id" params={{ id: item.backorderId }}>
                  {item.number}
                </Link>
              ) : (
                <Link to="/orders/$id" params={{ id: item.orderId }}>
                  {item.number}
                </Link>
              )}
              <span className={styles.grow}>{item.customerName}</span>
              <span className="quiet">
                <InstantText at={item.pickedAt} />
              </span>
            </div>
          )}
        </WorkList>
        <WorkList
          title={t('home.dueReceipts')}
          count={of.dueReceipts.count}
          items={of.dueReceipts.next}
          none={t('home.dueReceiptsNone')}
        >
          {(item) => (
            <div className={styles.line}>
              <Link to="/receiving/$purchaseOrderId" params={{ purchaseOrderId: item.id }}>
                {item.number}
              </Link>
              <span className={styles.grow}>
                {item.supplierName} <span className="quiet">· {unitsText(item.units)}</span>
              </span>
              <span className={item.isLate ? styles.bad : 'quiet'}>
                {t(item.isLate ? 'home.late' : 'home.expected', { day: dayText(item.expectedOn, today) })}
              </span>
            </div>
          )}
        </WorkList>
        <WorkList
          title={t('home.toCount')}
          count={of.toCount.count}
          items={of.toCount.next.map((item) => ({ ...item, id: item.variantId }))}
          none={t('home.toCountNone')}
        >
          {(item) => (
            <div className={styles.line}>
              <Link to="/stock/$variantId" params={{ variantId: item.variantId }}>
                {item.sku}
              </Link>
              <span className={styles.grow}>{item.name}</span>
              <span className="quiet">{reasonText(item.reason)}</span>
            </div>
          )}
        </WorkList>
      </div>
    </>
  );
}

function unitsText(count: number): string {
  return t('home.units', { count, number: numberText(count) });
}
