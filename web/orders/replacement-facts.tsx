import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { t } from '#web/i18n/words.ts';
import type { OrderRow } from './order-rows.ts';

/** That a row replaces goods that came back, and which. */
export function replacementFacts({ replacesReturn }: OrderRow): ReactNode[] {
  if (!replacesReturn) return [];
  return [
    <Link key="replaces" to="/returns/$id" params={{ id: replacesReturn.id }}>
      {t('returns.replaces', { number: replacesReturn.number })}
    </Link>,
  ];
}
