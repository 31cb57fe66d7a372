import { Button } from '@mantine/core';
import { useState } from 'react';
import type { Order } from '#contract/orders/order.ts';
import { useMay } from '#web/accounts/viewer.ts';
import { useAct } from '#web/api/act.ts';
import { t } from '#web/i18n/words.ts';
import { ConfirmFinal } from '#web/ui/confirm-final.tsx';
import { amountText } from '#web/ui/quantity-text.ts';
import { tell } from '#web/ui/toast.tsx';

/** Lets what was kept for an order, while the rest waits, move again; says first what that is. */
export function Unkeep({ order }: { order: Order }) {
  const may = useMay();
  const act = useAct('releaseFirmStock');
  const [isAsked, setIsAsked] = useState(false);
  const { id, number } = order;
  const firm = order.lines.flatMap((line) => {
    const quantity = line.firm + line.onBackorders.reduce((sum, part) => sum + part.firm, 0);
    return quantity > 0 ? [{ ...line, quantity }] : [];
  });
  if (!may('orders.write') || firm.length === 0) return null;

  async function release() {
    const done = await act.submit({ params: { id }, body: {} });
    if (!done) return;
    tell(t('order.unkept', { number }));
    setIsAsked(false);
  }

  return (
    <>
      <Button size="compact-xs" variant="default" onClick={() => setIsAsked(true)}>
        {t('order.unkeep')}
      </Button>
      {isAsked && (
        <ConfirmFinal
          title={t('order.unkeepTitle', { number })}
          confirm={t('order.unkeep')}
          isBusy={act.isBusy}
          error={act.error}
          onConfirm={() => void release()}
          onClose={() => setIsAsked(false)}
        >
          <FirmParts of={firm} />
          <p>{t('order.unkeepThen')}</p>
        </ConfirmFinal>
      )}
    </>
  );
}

type FirmPartsProps = { of: readonly { id: string; quantity: number; unitsPerCase: number; itemName: string }[] };

function FirmParts({ of }: FirmPartsProps) {
  return (
    <ul style={{ listStyle: 'disc', paddingLeft: '1.25rem' }}>
      {of.map(({ id, quantity, unitsPerCase, itemName }) => (
        <li key={id}>{t('order.unkeepWhat', { amount: amountText(quantity, unitsPerCase), name: itemName })}</li>
      ))}
    </ul>
  );
}
