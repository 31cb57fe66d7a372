import { Link } from '@tanstack/react-router';
import type { Answer } from '#contract/operations.ts';
import { t } from '#web/i18n/words.ts';
import { amountText, numberText } from '#web/ui/quantity-text.ts';
import styles from './receive-page.module.css';

type Line = Answer<'getSpokenFor'>['lines'][number];

/** At the dock, before put-away: how much of a line belongs to whom. */
export function SpokenFor({ of, unitsPerCase }: { of: Line | undefined; unitsPerCase: number }) {
  if (!of || of.quantity === 0) return null;
  if (of.spokenFor === 0) return <p className="quiet">{t('receiving.noneSpokenFor')}</p>;
  const shown = of.servings.slice(0, SHOWN);
  const more = of.servings.length - shown.length;
  return (
    <div className={styles.spoken}>
      <p>
        <strong>
          {t('receiving.ofSpokenFor', {
            count: of.spokenFor,
            spoken: numberText(of.spokenFor),
            all: numberText(of.quantity),
          })}
        </strong>
      </p>
      <ol>
        {shown.map((serving) => (
          <li key={serving.queueLineId}>
            {t('receiving.serves', {
              amount: amountText(serving.quantity, unitsPerCase),
              who: serving.customerName ?? t('receiving.anotherOrder'),
            })}{' '}
            <Whose of={serving} />
          </li>
        ))}
      </ol>
      {more > 0 && <p className="quiet small">{t('receiving.andMore', { count: more })}</p>}
    </div>
  );
}

/** More names than that nobody reads at the dock. */
const SHOWN = 5;

function Whose({ of: { orderId, orderNumber, backorderId, backorderNumber } }: { of: Line['servings'][number] }) {
  if (backorderId)
    return (
      <Link to="/backorders/$id" params={{ id: backorderId }} className="small">
        {backorderNumber}
      </Link>
    );
  if (!orderId) return null;
  return (
    <Link to="/orders/$id" params={{ id: orderId }} className="small">
      {orderNumber}
    </Link>
  );
}
