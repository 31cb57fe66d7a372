import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
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
      staleTime: 10_000,
      retry: (failures, error) => failures < 2 && isPassing(error),
    },
  },
});

/** A failure that may be gone a moment later; a refusal stays one. */
function isPassing(error: unknown): boolean {
  return error instanceof ProblemError && PASSING.includes(error.code);
}

const PASSING = ['unreachable', 'too_many_requests', 'database_unavailable', 'shutting_down'];
