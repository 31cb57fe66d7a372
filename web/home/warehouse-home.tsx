import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Answer } from '#contract/operations.ts';
import { t } from '#web/i18n/words.ts';
import { reasonText } from '#web/records/reasons.ts';
import { useCompany } from '#web/ui/company.ts';
import { InstantText } from '#web/ui/date-text.tsx';
import { dayText } from '#web/ui/date-words.ts';
import { Figure, Figures } from '#web/ui/figures.tsx';
import styles from './home.module.css';
import { warehouseLinks as links } from './home-links.ts';
import { PutBackWork } from './put-back-work.tsx';
import { BackorderLine, countText, unitsText, WorkList } from './work-list.tsx';

type Warehouse = NonNullable<Answer<'getHome'>['warehouse']>;
const PUT_BACK = 'put-back';

/** The next work by its kind: what to pick, what to send off, what arrives, what to put back, what to count. */
export function WarehouseHome({ of }: { of: Warehouse }) {
  return (
    <>
      <Figures label={t('home.figures')}>
        <Link {...links.ready}>
          <Figure name={t('home.ready')} value={countText(of.ready.count)} />
        </Link>
        <Link {...links.toPick}>
          <Figure name={t('home.toPick')} value={countText(of.toPick.count)} />
        </Link>
        <Link {...links.toShip}>
          <Figure name={t('home.toShip')} value={countText(of.toShip.count)} />
        </Link>
        <a href={`#${PUT_BACK}`}>
          <Figure name={t('home.putBack')} value={countText(of.putBack)} />
        </a>
      </Figures>
      <div className={styles.columns}>
        <WorkList
          title={t('home.ready')}
          of={of.ready}
          none={t('home.readyNone')}
          all={<Link {...links.ready}>{allText(of.ready)}</Link>}
        >
          {(item) => <BackorderLine of={item} quantity={item.readyQuantity} />}
        </WorkList>
        <ToPick of={of.toPick} />
        <ToShip of={of.toShip} />
        <DueReceipts of={of.dueReceipts} />
        <PutBackWork id={PUT_BACK} count={of.putBack} />
        <ToCount of={of.toCount} />
      </div>
    </>
  );
}

function ToPick({ of }: { of: Warehouse['toPick'] }) {
  return (
    <WorkList
      title={t('home.toPick')}
      of={of}
      none={t('home.toPickNone')}
      all={<Link {...links.toPick}>{allText(of)}</Link>}
    >
      {(item) => (
        <Line
          name={
            <Link to="/fulfill/orders/$id" params={{ id: item.id }}>
              {item.number}
            </Link>
          }
          what={item.customerName}
          end={<span className="nowrap">{unitsText(item.readyQuantity)}</span>}
        />
      )}
    </WorkList>
  );
}

function ToShip({ of }: { of: Warehouse['toShip'] }) {
  return (
    <WorkList
      title={t('home.toShip')}
      of={of}
      none={t('home.toShipNone')}
      all={<Link {...links.toShip}>{allText(of)}</Link>}
    >
      {(item) => (
        <Line
          name={
            <Link to="/fulfill/fulfillments/$id" params={{ id: item.id }}>
              {item.number}
            </Link>
          }
          what={item.customerName}
          end={
            <span className="quiet">
              <InstantText at={item.pickedAt} />
            </span>
          }
        />
      )}
    </WorkList>
  );
}

function DueReceipts({ of }: { of: Warehouse['dueReceipts'] }) {
  const { today } = useCompany();
  return (
    <WorkList
      title={t('home.dueReceipts')}
      of={of}
      none={t('home.dueReceiptsNone')}
      all={<Link {...links.dueReceipts}>{t('home.inReceiving')}</Link>}
    >
      {(item) => (
        <Line
          name={
            <Link to="/receiving/$purchaseOrderId" params={{ purchaseOrderId: item.id }}>
              {item.number}
            </Link>
          }
          what={
            <>
              {item.supplierName} <span className="quiet">· {unitsText(item.remaining)}</span>
            </>
          }
          end={
            <span className={item.isLate ? styles.bad : 'quiet'}>
              {t(item.isLate ? 'home.late' : 'home.expected', { day: dayText(item.expectedOn, today) })}
            </span>
          }
        />
      )}
    </WorkList>
  );
}

function ToCount({ of: { count, next } }: { of: Warehouse['toCount'] }) {
  return (
    <WorkList
      title={t('home.toCount')}
      of={{ count, next: next.map((item) => ({ ...item, id: item.variantId })) }}
      none={t('home.toCountNone')}
      all={<Link {...links.toCount}>{allText({ count })}</Link>}
    >
      {(item) => (
        <Line
          name={
            <Link to="/stock/$variantId" params={{ variantId: item.variantId }}>
              {item.sku}
            </Link>
          }
          what={item.itemName}
          end={<span className="quiet">{reasonText(item.reason)}</span>}
        />
      )}
    </WorkList>
  );
}

/** What it is, whose, and what there is to say of it at the end. */
function Line({ name, what, end }: { name: ReactNode; what: ReactNode; end: ReactNode }) {
  return (
    <div className={styles.line}>
      {name}
      <span className={styles.grow}>{what}</span>
      {end}
    </div>
  );
}

function allText({ count }: { count: number }): string {
  return t('home.more', { number: countText(count) });
}
