import { useState } from 'react';
import type { ProblemError } from '#web/api/problem-error.ts';
import { problemOfRow } from '#web/ui/problem-words.ts';

/**
 * Which rows of a form were sent, in which order: a refusal points at them by number. A row that was changed since is
 * no longer the one that was refused.
 */
export function useSentRows(error: ProblemError | null) {
  const [sent, setSent] = useState<readonly (string | null)[]>([]);
  return {
    send: (ids: readonly string[]) => setSent(ids),
    change: (id: string) => setSent((before) => before.map((one) => (one === id ? null : one))),
    problem: (id: string) => problemOfRow(error, sent.indexOf(id)),
  };
}
