import type { ReactNode } from 'react';
import type { Answer } from '#contract/operations.ts';
import { useRead } from '#web/api/read.ts';
import { t } from '#web/i18n/words.ts';
import { FailedState, LoadingState } from '#web/ui/states.tsx';

type Situation = Answer<'getCustomerSituation'>;

/** Reads where the customer's goods are, and what stands in its place while that is not known. */
export function useSituation(customerId: string): (shown: (situation: Situation) => ReactNode) => ReactNode {
  const read = useRead('getCustomerSituation', { params: { id: customerId } });
  return (shown) => {
    if (read.data) return shown(read.data);
    if (!read.error) return <LoadingState rows={6} />;
    return <FailedState what={t('situation.title')} error={read.error} onRetry={() => void read.refetch()} />;
  };
}
