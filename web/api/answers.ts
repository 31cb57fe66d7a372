import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { whenBack } from '#web/api/connection.ts';
import { ProblemError } from '#web/api/problem-error.ts';

let onSignedOut: () => void = () => {};

/** Whoever shows pages says what happens when a session has ended. */
export function whenSignedOut(act: () => void): void {
  onSignedOut = act;
}

function noticeSignedOut(error: unknown): void {
  if (error instanceof ProblemError && error.code === 'not_signed_in') onSignedOut();
}

/** What the server answered, kept for as long as it may be shown. */
export const answers = new QueryClient({
  queryCache: new QueryCache({ onError: noticeSignedOut }),
  mutationCache: new MutationCache({ onError: noticeSignedOut }),
  defaultOptions: {
    queries: {
      // We ask the server itself; a browser that thinks it is offline would let requests wait without a word.
      networkMode: 'always',
      staleTime: 10_000,
      retry: (failures, error) => failures < 2 && isPassing(error),
    },
    mutations: { networkMode: 'always' },
  },
});

whenBack(() => void answers.invalidateQueries());

/** A failure that may be gone a moment later; a refusal stays one. */
function isPassing(error: unknown): boolean {
  return error instanceof ProblemError && PASSING.includes(error.code);
}

const PASSING = ['unreachable', 'too_many_requests', 'database_unavailable', 'shutting_down'];
