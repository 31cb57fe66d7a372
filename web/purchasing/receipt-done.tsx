import { Link } from '@tanstack/react-router';
import type { Answer } from '#contract/operations.ts';
import { total } from '#domain/quantity.ts';
import { useRead } from '#web/api/read.ts';
import { t } from '#web/i18n/words.ts';
import { amountText, numberText } from '#web/ui/quantity-text.ts';
import { Done } from '#web/ui/states.tsx';
import { StatusBadge } from '#web/ui/status-badge.tsx';
import styles from './receive-page.module.css';

type Receipt = Answer<'receivePurchaseOrder'>;

/** What came, who got it, and which backorders can go now. */
export function ReceiptDone({ receipt }: { receipt: Receipt }) {
  const units = total(receipt.lines, (line) => line.quantity);
  return (
    <Done>
      <p>
        {t('purchasing.done', { number: receipt.number, count: units, units: numberText(units) })}{' '}
        {receipt.allocated === 0
          ? t('purchasing.noneWaited')
          : t('purchasing.given', { count: receipt.allocated, units: numberText(receipt.allocated) })}
      </p>
      {receipt.allocationRunId && <WhoGotWhat runId={receipt.allocationRunId} receipt={receipt} />}
    </Done>
  );
}

/** The lines that a receipt served, in the order in which they were served. */
function WhoGotWhat({ runId, receipt }: { runId: string; receipt: Receipt }) {
  const { data: run } = useRead('getAllocationRun', { params: { id: runId } });
  const served = run?.decisions.filter(({ quantity }) => quantity > 0) ?? [];
  return (
    <ul className={styles.served}>
      {served.map((given) => {
        const { queueLineId, claim, quantity, orderId, orderNumber, backorderId, backorderNumber } = given;
        return (
          <li key={`${queueLineId} ${claim}`}>
            <span>
              {t('purchasing.gotFor', { amount: amountText(quantity, given.unitsPerCase), name: given.itemName })}{' '}
              {given.customerName}
            </span>
            {backorderId && (
              <Link to="/backorders/$id" params={{ id: backorderId }}>
                {backorderNumber}
              </Link>
            )}
            <Link to="/orders/$id" params={{ id: orderId }}>
              {orderNumber}
            </Link>
            {receipt.becameReady.some(({ id }) => id === backorderId) && backorderId && (
              <>
                <StatusBadge status="ready_to_fulfill" />
                <Link to="/fulfill/backorders/$id" params={{ id: backorderId }}>
                  {t('purchasing.fulfillIt', { number: backorderNumber ?? '' })}
                </Link>
              </>
            )}
          </li>
        );
      })}
    </ul>
  );
}
