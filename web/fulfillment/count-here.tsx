import { Button } from '@mantine/core';
import { useMay } from '#web/accounts/viewer.ts';
import { useAct } from '#web/api/act.ts';
import { t } from '#web/i18n/words.ts';
import { useForm } from '#web/records/use-form.ts';
import { QuantityField } from '#web/ui/quantity-field.tsx';
import { amountText } from '#web/ui/quantity-text.ts';
import { Refused } from '#web/ui/states.tsx';
import { tell } from '#web/ui/toast.tsx';
import type { FillLine } from './filling.ts';
import styles from './record-pick-page.module.css';

/** For who stands before a shelf that holds what the books do not know: the count, without leaving the page. */
export function CountHere({ line, warehouseId }: { line: FillLine; warehouseId: string }) {
  const mayCount = useMay()('stock.write');
  const act = useAct('adjustStock');
  const form = useForm(`count of ${line.variantId} in ${warehouseId}`, { counted: null as number | null });
  const { counted } = form.values;
  if (!mayCount) return null;
  const { variantId, unitsPerCase } = line;

  async function record() {
    if (counted === null) return;
    const done = await act.submit({ body: { variantId, warehouseId, countedQuantity: counted, reason: 'counted' } });
    if (!done) return;
    form.forget();
    tell(t('stock.adjusted', { amount: amountText(done.onHand, unitsPerCase) }));
  }

  return (
    <div className={styles.countHere}>
      <QuantityField
        label={t('fill.counted')}
        value={counted}
        unitsPerCase={unitsPerCase}
        onChange={(units) => form.set({ counted: units })}
        onEnter={() => void record()}
      />
      <Button variant="default" loading={act.isBusy} disabled={counted === null} onClick={() => void record()}>
        {t('fill.recordCount')}
      </Button>
      <Refused error={act.error} />
    </div>
  );
}
