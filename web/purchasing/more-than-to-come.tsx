import type { Answer } from '#contract/operations.ts';
import type { ProblemError } from '#web/api/problem-error.ts';
import { t } from '#web/i18n/words.ts';
import { actorText } from '#web/records/actor-text.ts';
import { AskAgain } from '#web/ui/ask-again.tsx';
import { useCompany } from '#web/ui/company.ts';
import { instantText } from '#web/ui/date-words.ts';
import { amountText, numberText } from '#web/ui/quantity-text.ts';

type Facts = {
  lines?: { purchaseOrderLineId: string; quantity: number; remaining: number; over: number }[];
  receipts?: { id: string; number: string; quantity: number; receivedBy: string; receivedAt: string }[];
};

type MoreThanToComeProps = {
  error: ProblemError;
  lines: readonly Answer<'getPurchaseOrder'>['lines'][number][];
  isBusy: boolean;
  onConfirm: () => void;
  onClose: () => void;
};

/** More arrived than is to come: by how much of what, and what was booked before, because it may be the same delivery. */
export function MoreThanToCome(props: MoreThanToComeProps) {
  const { lines = [], receipts = [] } = props.error.facts as Facts;
  return (
    <AskAgain confirm={t('doubt.receive')} isBusy={props.isBusy} onConfirm={props.onConfirm} onClose={props.onClose}>
      <ul>
        {lines.map((one) => {
          const line = props.lines.find(({ id }) => id === one.purchaseOrderLineId);
          const amount = (units: number) => amountText(units, line?.unitsPerCase ?? 1);
          return (
            <li key={one.purchaseOrderLineId}>
              {t('doubt.over', {
                name: line?.itemName ?? '',
                amount: amount(one.quantity),
                remaining: amount(one.remaining),
                over: amount(one.over),
              })}
            </li>
          );
        })}
      </ul>
      {receipts.length > 0 && <Booked receipts={receipts} />}
    </AskAgain>
  );
}

function Booked({ receipts }: { receipts: NonNullable<Facts['receipts']> }) {
  const { timeZone } = useCompany();
  return (
    <>
      <p>{t('doubt.booked')}</p>
      <ul>
        {receipts.map((receipt) => (
          <li key={receipt.id}>
            {t('doubt.receipt', {
              number: receipt.number,
              units: t('quantity.units', { count: receipt.quantity, number: numberText(receipt.quantity) }),
              who: actorText(receipt.receivedBy),
              when: instantText(receipt.receivedAt, timeZone).short,
            })}
          </li>
        ))}
      </ul>
    </>
  );
}
