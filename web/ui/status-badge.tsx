import type { Answer } from '#contract/operations.ts';
import type { BackorderStatus } from '#domain/backorders/backorder-status.ts';
import type { OrderStatus } from '#domain/orders/order-status.ts';
import { t } from '#web/i18n/words.ts';
import styles from './badge.module.css';

type FulfillmentStatus = Answer<'getFulfillment'>['status'];
type ShipmentStatus = Answer<'getShipment'>['status'];
type PurchaseOrderStatus = Answer<'getPurchaseOrder'>['status'];
export type Status = BackorderStatus | OrderStatus | FulfillmentStatus | ShipmentStatus | PurchaseOrderStatus;

const looks: Record<Status, string | undefined> = {
  open: styles.grey,
  ready_to_fulfill: styles.teal,
  partially_fulfilled: styles.amber,
  fulfilled: styles.blue,
  complete: styles.green,
  cancelled: styles.struck,
  draft: styles.outline,
  confirmed: styles.grey,
  delivered: styles.green,
  planned: styles.grey,
  picked: styles.grey,
  packed: styles.grey,
  shipped: styles.blue,
  not_delivered: styles.struck,
  voided: styles.struck,
  partially_received: styles.amber,
  received: styles.green,
  closed: styles.outline,
};

/** The one status of a record, always in words: its own, or `words` that say more. */
export function StatusBadge({ status, words }: { status: Status; words?: string | null }) {
  return (
    <span className={`${styles.badge} ${looks[status]}`} title={words ? t(`status.${status}`) : undefined}>
      {words ?? t(`status.${status}`)}
    </span>
  );
}
