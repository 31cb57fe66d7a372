import { Link } from '@tanstack/react-router';
import type { ProblemError } from '#web/api/problem-error.ts';
import { t } from '#web/i18n/words.ts';
import { amountText } from '#web/ui/quantity-text.ts';

type Count = { lines: number; quantity: number };
type Facts = {
  orderMultiple: number;
  waiting: Count;
  notWhole: Count;
  lines: {
    orderId: string;
    orderNumber: string;
    backorderId: string | null;
    backorderNumber: string | null;
    quantity: number;
    orderMultiple: number;
  }[];
};

/** Which lines that wait are no whole multiples of a new order multiple, before it is saved. */
export function WaitingLines({ error, variant }: { error: ProblemError; variant: { unitsPerCase: number } }) {
  const { waiting, notWhole, lines, orderMultiple } = error.facts as Facts;
  const amount = (units: number) => amountText(units, variant.unitsPerCase);
  return (
    <div role="note">
      {t('variant.waitingLines', {
        notWhole: amount(notWhole.quantity),
        lines: notWhole.lines,
        all: waiting.lines,
        multiple: orderMultiple,
      })}
      <ul style={{ listStyle: 'disc', paddingLeft: '1.25rem' }}>
        {lines.map((line) => (
          <li key={`${line.orderId} ${line.backorderId}`}>
            <Link to="/orders/$id" params={{ id: line.orderId }}>
              {t('variant.waitingLine', {
                number: line.backorderNumber ?? line.orderNumber,
                amount: amount(line.quantity),
                multiple: line.orderMultiple,
              })}
            </Link>
          </li>
        ))}
        {notWhole.lines > lines.length && (
          <li>{t('variant.waitingMore', { number: notWhole.lines - lines.length })}</li>
        )}
      </ul>
    </div>
  );
}
