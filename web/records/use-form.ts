import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { type Me, readMe } from '#web/accounts/viewer.ts';
import { keepDraft, readDraft } from '#web/ui/drafts.ts';

export type Form<Values extends object> = {
  /** The record as it is now, with what was typed over it. */
  values: Values;
  /** What was typed and is other than the record. */
  typed: Partial<Values>;
  /** The version of the record that the typing began from. */
  seen: number | undefined;
  isChanged: boolean;
  /** It began with what was typed here before; this gives that up. Null where it did not. */
  startOver: (() => void) | null;
  /** How often it began anew: the key of a field that remembers on its own what was typed. */
  round: number;
  /** Types over it; a change that builds on what was typed before is given as a function of it. */
  set(change: Partial<Values> | ((values: Values) => Partial<Values>)): void;
  /** What was typed stands on this version from now on. */
  see(version: number): void;
  /** Forgets what was typed: it was sent, or given up. With a version it begins anew from that one. */
  forget(version?: number): void;
};

/**
 * Owns what is typed into a form, as changes of `start`, and keeps it as a draft until it is sent or given up. `name` says
 * which form of which record it is, "deal 7".
 */
export function useForm<Values extends object>(
  name: string,
  start: Values,
  version?: number,
  /** A password is kept nowhere. */
  secrets: readonly string[] = NONE,
): Form<Values> {
  const key = useDraftKey(name);
  const [state, setState] = useState(() => begun<Values>(key, version));
  // Another record in the same place begins with its own.
  if (state.key !== key) setState(begun<Values>(key, version));
  const { typed, seen, isRestored, round } = state;
  useEffect(() => {
    keepDraft(key, { typed: without(typed, secrets), seen });
  }, [key, typed, seen, secrets]);
  const forget = (current = version) => {
    keepDraft(key, { typed: {} });
    setState({ key, typed: {}, seen: current, isRestored: false, round: round + 1 });
  };
  return {
    values: { ...start, ...typed },
    typed,
    seen,
    isChanged: Object.keys(typed).length > 0,
    startOver: isRestored ? () => forget() : null,
    round,
    set: (change) =>
      setState((before) => {
        const more = typeof change === 'function' ? change({ ...start, ...before.typed }) : change;
        return { ...before, typed: otherThan(start, { ...before.typed, ...more }) };
      }),
    see: (current) => setState((before) => ({ ...before, seen: current })),
    forget,
  };
}

const NONE: readonly string[] = [];

function without(typed: object, secrets: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(Object.entries(typed).filter(([name]) => !secrets.includes(name)));
}

function begun<Values extends object>(key: string, version: number | undefined) {
  const draft = readDraft(key);
  const isRestored = Object.keys(draft.typed).length > 0;
  return {
    key,
    typed: draft.typed as Partial<Values>,
    seen: isRestored && 'seen' in draft ? draft.seen : version,
    isRestored,
    round: 0,
  };
}

/** What was typed, without what is again as the record has it. */
export function otherThan<Values extends object>(record: Values, typed: Partial<Values>): Partial<Values> {
  const said = (value: unknown) => JSON.stringify(value ?? null);
  const other = Object.entries(typed).filter(([name, value]) => said(value) !== said(record[name as keyof Values]));
  return Object.fromEntries(other) as Partial<Values>;
}

/** One person's drafts are nobody else's, also in the same tab. */
function useDraftKey(name: string): string {
  const me = useQueryClient().getQueryData<Me>(readMe.queryKey);
  return `${me?.id ?? ''} ${name}`;
}
