import { useState } from 'react';
import type { Answer } from '#contract/operations.ts';
import { useAct } from '#web/api/act.ts';
import type { ProblemError } from '#web/api/problem-error.ts';
import { t } from '#web/i18n/words.ts';
import { tell } from '#web/ui/toast.tsx';
import type { Match } from './quickbooks-words.ts';

type Failed = (Answer<'matchInQuickbooks'>['failed'][number] & { name: string })[];

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

/** So many are created by one request; of more the next follow when they are there. */
const CREATED_AT_ONCE = 20;

export function useMatching(): Matching {
  const act = useAct('matchInQuickbooks');
  const [failed, setFailed] = useState<Failed>([]);
  const send = async (body: Parameters<typeof act.submit>[0]['body']) => {
    setFailed([]);
    const done = await act.submit({ body });
    if (done) setFailed(done.failed.map((one) => ({ ...one, name: '' })));
    if (done && done.matched > 1) tell(t('quickbooks.matchedNow', { count: done.matched }));
  };
  const create = async (rows: readonly Match[]) => {
    setFailed([]);
    let created = 0;
    for (let from = 0; from < rows.length; from += CREATED_AT_ONCE) {
      const some = rows.slice(from, from + CREATED_AT_ONCE);
      const done = await act.submit({
        body: { create: some.map(({ kind, id }) => ({ kind: kind === 'item' ? kind : 'customer', id })) },
      });
      if (!done) break;
      created += done.created;
      const named = done.failed.map((one) => ({ ...one, name: some.find(({ id }) => id === one.id)?.name ?? '' }));
      setFailed((before) => [...before, ...named]);
      // Nothing of them was made: neither would be the next.
      if (done.created === 0) break;
    }
    if (created > 0) tell(t('quickbooks.createdNow', { count: created }));
  };
  const match = (row: Match, ledgerId: string | null) => ({ kind: row.kind, id: row.id, ledgerId });
  return {
    isBusy: act.isBusy,
    error: act.error,
    failed,
    confirm: (rows) => void send({ matches: rows.map((row) => match(row, row.there?.ledgerId ?? null)) }),
    choose: (row, ledgerId) => void send({ matches: [match(row, ledgerId)] }),
    tax: (row, taxCode) => void send({ matches: [{ ...match(row, row.there?.ledgerId ?? null), taxCode }] }),
    create: (rows) => void create(rows),
  };
}
