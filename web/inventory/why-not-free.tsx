import { Link } from '@tanstack/react-router';
import type { Answer } from '#contract/operations.ts';
import { t } from '#web/i18n/words.ts';
import { actorText } from '#web/records/actor-text.ts';
import { InstantText } from '#web/ui/date-text.tsx';
import { amountText } from '#web/ui/quantity-text.ts';

type Queue = Answer<'getVariantQueue'>;

/** What a count did not find, and the exception that holds it until somebody decides. */
export function Missing({ of: { missing, unitsPerCase } }: { of: Queue }) {
  return (
    <div role="note">
      {missing.map(({ exceptionId, quantity, countedAt, countedBy }) => (
        <p key={exceptionId}>
          {t('stock.missing', { amount: amountText(quantity, unitsPerCase), who: actorText(countedBy) })}{' '}
          <InstantText at={countedAt} />
          {'. '}
          <Link to="/exceptions" search={{ kind: 'count_below_picked' }}>
            {t('stock.missingException')}
          </Link>
        </p>
      ))}
    </div>
  );
}

/** Why some is available although somebody waits. */
export function WhyAvailable({ of: { available, availableBecause, unitsPerCase } }: { of: Queue }) {
  return (
    <div role="note">
      {t('stock.whyAvailable', { amount: amountText(available, unitsPerCase) })}
      <ul style={{ listStyle: 'disc', paddingLeft: '1.25rem' }}>
        {availableBecause.map(({ because, quantity }) => (
          <li key={because}>{t(`stock.because.${because}`, { amount: amountText(quantity, unitsPerCase) })}</li>
        ))}
      </ul>
    </div>
  );
}
