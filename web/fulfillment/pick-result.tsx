import { Link } from '@tanstack/react-router';
import type { Answer } from '#contract/operations.ts';
import { total } from '#domain/quantity.ts';
import { t } from '#web/i18n/words.ts';
import { numberText } from '#web/ui/quantity-text.ts';
import { Done } from '#web/ui/states.tsx';

export type PickResult = Answer<'fulfillOrder'>;

/** What recording a pick has led to, with the way to the backorder it made, unless that is the page itself. */
export function PickDone({ result, on }: { result: PickResult; on?: string }) {
  const made = result.backorder && result.backorder.id !== on ? result.backorder : null;
  const units = total(result.lines, (line) => line.quantity);
  return (
    <Done>
      <p>
        {result.id === null
          ? t('pick.done.nothingPicked')
          : t(`pick.done.${doneAs(result.status)}`, {
              number: result.number,
              count: units,
              units: numberText(units),
            })}{' '}
        {made && (
          <>
            {t('pick.done.backorder')}{' '}
            <Link to="/backorders/$id" params={{ id: made.id }}>
              {made.number}
            </Link>
          </>
        )}
      </p>
    </Done>
  );
}

function doneAs(status: string): 'picked' | 'shipped' | 'delivered' {
  return status === 'shipped' || status === 'delivered' ? status : 'picked';
}
