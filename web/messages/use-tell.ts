import { useState } from 'react';
import type { Answer } from '#contract/operations.ts';
import { useAct } from '#web/api/act.ts';
import { type ProblemCode, ProblemError } from '#web/api/problem-error.ts';
import { t } from '#web/i18n/words.ts';
import { problemSentence } from '#web/ui/problem-words.ts';
import { tell } from '#web/ui/toast.tsx';
import type { Proposal } from './proposal-draft.tsx';

type Outcomes = Answer<'sendMessageProposals'>['data'] | Answer<'setNewsAside'>['data'];

/** Tells customers, or sets their news aside; answers which were left, and keeps why. */
export function useTell() {
  const sending = useAct('sendMessageProposals');
  const aside = useAct('setNewsAside');
  const [whyLeft, setWhyLeft] = useState<ReadonlyMap<string, string>>(new Map());

  function settle(rows: readonly Proposal[], outcomes: Outcomes | null, done: (count: number) => string) {
    if (!outcomes) return new Set(rows.map(({ backorderId }) => backorderId));
    const left = new Map(
      outcomes.flatMap(({ backorderId, refusal }) =>
        refusal
          ? [[backorderId, problemSentence(new ProblemError({ ...refusal, code: refusal.code as ProblemCode }))]]
          : [],
      ),
    );
    setWhyLeft(left);
    const count = outcomes.length - left.size;
    if (count > 0) tell(done(count));
    return new Set(left.keys());
  }
  const bodyOf = (rows: readonly Proposal[]) => ({
    body: { proposals: rows.map(({ backorderId, news }) => ({ backorderId, news })) },
  });
  return {
    whyLeft,
    isBusy: sending.isBusy || aside.isBusy,
    error: sending.error ?? aside.error,
    tellThem: async (rows: readonly Proposal[]) => {
      const answer = await sending.submit(bodyOf(rows));
      return settle(rows, answer?.data ?? null, (count) => t('toTell.sent', { count }));
    },
    setAside: async (rows: readonly Proposal[]) =>
      settle(rows, (await aside.submit(bodyOf(rows)))?.data ?? null, (count) => t('toTell.wasSetAside', { count })),
  };
}
