import { useSuspenseQuery } from '@tanstack/react-query';
import type { Answer } from '#contract/operations.ts';
import type { Action } from '#contract/permissions.ts';
import { reading } from '#web/api/read.ts';

export type Me = Answer<'getMe'>;

/** Who is signed in. The pages behind the sign-in wait for this once; it is read again like anything else. */
export const readMe = { ...reading('getMe', {}), staleTime: 60_000 };

export function useMe(): Me {
  return useSuspenseQuery(readMe).data;
}

/** Whether the viewer's role allows an action: what it does not allow is not offered. */
export function useMay(): (action: Action) => boolean {
  const { actions } = useMe();
  return (action) => actions.includes(action);
}

/**
 * The same for a record of a customer: a representative changes only what is of their own customers. `isTheirs` says that only this stands in the way.
 */
export function useMayOf({ salesRepId }: { salesRepId: string | null }): {
  may: (action: Action) => boolean;
  isTheirs: boolean;
} {
  const { role, id } = useMe();
  const may = useMay();
  const isTheirs = role === 'sales_rep' && salesRepId !== id;
  return { may: (action) => may(action) && (action === 'read' || !isTheirs), isTheirs };
}
