import { useState } from 'react';
import type { Answer } from '#contract/operations.ts';
import { useAct } from '#web/api/act.ts';
import type { ProblemError } from '#web/api/problem-error.ts';
import { t } from '#web/i18n/words.ts';
import { tell } from '#web/ui/toast.tsx';
import type { Match } from './quickbooks-words.ts';

type Failed = Answer<'matchInQuickbooks'>['failed'];

/** Matches that are said, and what is created, with what was not. */
export type Matching = {
  isBusy: boolean;
  error: ProblemError | null;
  failed: Failed;
  confirm(rows: readonly Match[]): void;
  choose(row: Match, ledgerId: string | null): void;
  tax(row: Match, taxCode: string): void;
  create(rows: readonly Match[]): void;
};

/** What may be created there at once. */
export const CREATED_AT_ONCE = 20;

export function useMatching(): Matching {
  const act = useAct('matchInQuickbooks');
  const [failed, setFailed] = useState<Failed>([]);
  const send = async (body: Parameters<typeof act.submit>[0]['body']) => {
    setFailed([]);
    const done = await act.submit({ body });
    if (!done) return;
    setFailed(done.failed);
    if (done.matched > 1) tell(t('quickbooks.matchedNow', { count: done.matched }));
    if (done.created > 0) tell(t('quickbooks.createdNow', { count: done.created }));
  };
  const match = (row: Match, ledgerId: string | null) => ({ kind: row.kind, id: row.id, ledgerId });
  return {
    isBusy: act.isBusy,
    error: act.error,
    failed,
    confirm: (rows) => void send({ matches: rows.map((row) => match(row, row.there?.ledgerId ?? null)) }),
    choose: (row, ledgerId) => void send({ matches: [match(row, ledgerId)] }),
    tax: (row, taxCode) => void send({ matches: [{ ...match(row, row.there?.ledgerId ?? null), taxCode }] }),
    create: (rows) =>
      void send({ create: rows.map(({ kind, id }) => ({ kind: kind === 'item' ? kind : 'customer', id })) }),
  };
}
