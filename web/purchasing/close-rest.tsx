import { Button } from '@mantine/core';
import { useState } from 'react';
import type { Answer } from '#contract/operations.ts';
import { useAct } from '#web/api/act.ts';
import { t } from '#web/i18n/words.ts';
import { ConfirmFinal } from '#web/ui/confirm-final.tsx';
import { amountText, numberText } from '#web/ui/quantity-text.ts';
import { tell } from '#web/ui/toast.tsx';

type PurchaseOrder = Answer<'getPurchaseOrder'>;

/** Closes what has not arrived of a purchase order, after saying in numbers what that means. */
export function CloseRest({ purchaseOrder: { id, number, remaining, version } }: { purchaseOrder: PurchaseOrder }) {
  const act = useAct('updatePurchaseOrder');
  const [asks, setAsks] = useState(false);
  return (
    <>
      <Button variant="subtle" onClick={() => setAsks(true)}>
        {t('purchasing.closeAll')}
      </Button>
      {asks && (
        <ConfirmFinal
          title={t('purchasing.closeAllTitle', { number })}
          confirm={t('purchasing.closeAll')}
          isBusy={act.isBusy}
          error={act.error}
          onClose={() => setAsks(false)}
          onConfirm={() =>
            void act.submit({ params: { id }, body: { closed: true } }, { version }).then((done) => {
              if (!done) return;
              tell(t('purchasing.nowClosed', { number }));
              setAsks(false);
            })
          }
        >
          <p>{t('purchasing.closeAllSays', { count: remaining, units: numberText(remaining) })}</p>
          <p>{t('purchasing.final')}</p>
        </ConfirmFinal>
      )}
    </>
  );
}

/** The same for one line. */
export function CloseLine(props: { purchaseOrder: PurchaseOrder; line: PurchaseOrder['lines'][number] }) {
  const { purchaseOrder, line } = props;
  const act = useAct('updatePurchaseOrder');
  const [asks, setAsks] = useState(false);
  return (
    <>
      <button type="button" className="link small" onClick={() => setAsks(true)}>
        {t('purchasing.closeLine')}
        <span className="visually-hidden"> {line.itemName}</span>
      </button>
      {asks && (
        <ConfirmFinal
          title={t('purchasing.closeLineTitle', { name: line.itemName })}
          confirm={t('purchasing.closeLine')}
          isBusy={act.isBusy}
          error={act.error}
          onClose={() => setAsks(false)}
          onConfirm={() =>
            void act
              .submit(
                { params: { id: purchaseOrder.id }, body: { lines: [{ id: line.id, closed: true }] } },
                { version: purchaseOrder.version },
              )
              .then((done) => {
                if (!done) return;
                tell(t('purchasing.lineClosed', { name: line.itemName }));
                setAsks(false);
              })
          }
        >
          <p>{t('purchasing.closeLineSays', { amount: amountText(line.remaining, line.unitsPerCase) })}</p>
          <p>{t('purchasing.final')}</p>
        </ConfirmFinal>
      )}
    </>
  );
}
