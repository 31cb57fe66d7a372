import { Button } from '@mantine/core';
import type { Order } from '#contract/orders/order.ts';
import { useMay } from '#web/accounts/viewer.ts';
import { useAct } from '#web/api/act.ts';
import { Item } from '#web/catalog/item.tsx';
import { t } from '#web/i18n/words.ts';
import { Section } from '#web/ui/page.tsx';
import { amountText } from '#web/ui/quantity-text.ts';
import { Refused } from '#web/ui/states.tsx';
import { tell } from '#web/ui/toast.tsx';
import styles from './order-page.module.css';

/** The pick, the backorder and the lot that goods to put back come from. */
function putBackFrom(task: Order['putBackTasks'][number]): string {
  const parts = [task.fulfillmentNumber, task.backorderNumber, task.lot && t('order.lot', { lot: task.lot })];
  return parts.filter(Boolean).join(' · ');
}

/** Goods that were picked and then cancelled: they lie outside their place until somebody puts them back. */
export function PutBackTasks({ order }: { order: Order }) {
  const may = useMay();
  const act = useAct('completePutBackTask');
  if (order.putBackTasks.length === 0) return null;
  return (
    <Section title={t('order.putBack')} note={t('order.putBackWhy')}>
      <ul className={styles.backorders}>
        {order.putBackTasks.map((task) => {
          const amount = amountText(task.quantity, task.unitsPerCase);
          return (
            <li key={task.id}>
              <strong className="nowrap">{amount}</strong> <Item of={task} />
              <span className="quiet">{putBackFrom(task)}</span>
              {may('stock.write') && (
                <Button
                  size="compact-sm"
                  variant="default"
                  loading={act.isBusy}
                  onClick={() =>
                    void act
                      .submit({ params: { id: task.id } })
                      .then((done) => done && tell(t('order.putBackTold', { amount, name: task.itemName })))
                  }
                >
                  {t('order.putBackDone')}
                </Button>
              )}
            </li>
          );
        })}
      </ul>
      <Refused error={act.error} />
    </Section>
  );
}
