import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import type { Answer } from '#contract/operations.ts';
import type { OperationName } from '#contract/routes.ts';
import { callGiven, type Exactly, type Given } from '#web/api/call.ts';
import { forgetUnsaved, noteUnsaved } from '#web/api/connection.ts';
import type { ProblemError } from '#web/api/problem-error.ts';
import type { ReadName } from '#web/api/read.ts';

export type ActName = Exclude<OperationName, ReadName>;

export type Act<Name extends ActName> = {
  /**
   * Does it, and answers with the record; null when it was refused, and `error` says why. With the version that was
   * seen, it is refused when somebody changed the record meanwhile.
   */
  submit<Sent extends Given<Name>>(
    given: Sent & Exactly<Sent, Given<Name>>,
    seen?: { version: number },
  ): Promise<Answer<Name> | null>;
  isBusy: boolean;
  error: ProblemError | null;
  clear(): void;
};

/**
 * Something a person does once. A second click while it is under way does nothing, and the same thing tried again
 * after a failure carries the same key, so that the server does it at most once. Everything on screen is then read anew.
 */
export function useAct<Name extends ActName>(name: Name): Act<Name> {
  const client = useQueryClient();
  const attempt = useRef<{ given: string; idempotencyKey: string } | null>(null);
  const isUnderWay = useRef(false);
  const mutation = useMutation<Answer<Name>, ProblemError, { given: Given<Name>; ifMatch: number | undefined }>({
    mutationFn: ({ given, ifMatch }) => {
      const content = JSON.stringify([given, ifMatch]);
      if (attempt.current?.given !== content) attempt.current = { given: content, idempotencyKey: crypto.randomUUID() };
      return callGiven(name, given, { idempotencyKey: attempt.current.idempotencyKey, ifMatch });
    },
    onError: ({ code }, { given }) => {
      if (code === 'unreachable') noteUnsaved(unsavedKey(name, given));
    },
    onSuccess: (_, { given }) => {
      attempt.current = null;
      forgetUnsaved(unsavedKey(name, given));
      void client.invalidateQueries();
    },
  });
  return {
    submit: async (given, seen) => {
      if (isUnderWay.current) return null;
      isUnderWay.current = true;
      try {
        return await mutation.mutateAsync({ given, ifMatch: seen?.version });
      } catch {
        return null;
      } finally {
        isUnderWay.current = false;
      }
    },
    isBusy: mutation.isPending,
    error: mutation.error,
    clear: mutation.reset,
  };
}

/** The same act on the same record, whatever else was typed the second time. */
function unsavedKey(name: ActName, given: object): string {
  return `${name} ${JSON.stringify((given as { params?: object }).params ?? null)}`;
}
