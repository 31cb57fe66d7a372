import { Button } from '@mantine/core';
import type { Answer } from '#contract/operations.ts';
import { useMay } from '#web/accounts/viewer.ts';
import { useAct } from '#web/api/act.ts';
import { t } from '#web/i18n/words.ts';
import { Section } from '#web/ui/page.tsx';
import { amountText } from '#web/ui/quantity-text.ts';
import { Refused } from '#web/ui/states.tsx';
import { tell } from '#web/ui/toast.tsx';
import styles from './variant-stock-page.module.css';

/** Picked goods that were cancelled before they left: whoever puts them back says so here, and they are free again. */
export function PutBack({ queue }: { queue: Answer<'getVariantQueue'> }) {
  const may = useMay();
  const act = useAct('completePutBackTask');
  return (
    <Section title={t('stock.putBackTasks')}>
      <ul>
        {queue.putBackTasks.map((task) => {
          const amount = amountText(task.quantity, queue.unitsPerCase);
          return (
            <li key={task.id} className={styles.task}>
              <span>
                {amount} <span className="quiet">{whereFrom(task)}</span>
              </span>
              {may('stock.write') && (
                <Button
                  variant="default"
                  loading={act.isBusy}
                  onClick={() =>
                    void act
                      .submit({ params: { id: task.id } })
                      .then((done) => done && tell(t('stock.nowBack', { amount })))
                  }
                >
                  {t('stock.putBackDone')}
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

/** What it was picked for, and from which lot. */
function whereFrom({
  orderNumber,
  backorderNumber,
  fulfillmentNumber,
  lot,
}: Answer<'getVariantQueue'>['putBackTasks'][number]) {
  const record = orderNumber && t('stock.ofOrder', { number: backorderNumber ?? orderNumber });
  return [record, fulfillmentNumber, lot && t('order.lot', { lot })].filter(Boolean).join(' · ');
}
