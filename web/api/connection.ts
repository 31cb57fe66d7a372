import { useSyncExternalStore } from 'react';

/** Something a person did that did not reach the server, and the page it was done on. */
export type Unsaved = { key: string; where: string; href: string };
export type Connection = { isAway: boolean; unsaved: readonly Unsaved[] };

/** Together under two seconds: so long may an answer take before the server is asked whether it is there, and that. */
const ASKS_AFTER_MILLISECONDS = 1_000;
const ANSWERS_WITHIN_MILLISECONDS = 950;
const ASKS_AGAIN_MILLISECONDS = 3_000;

let now: Connection = { isAway: false, unsaved: [] };
let isAsking = false;
let onBack: () => void = () => {};
const listeners = new Set<() => void>();

/** Whether the server answers, and what was not saved because it did not. */
export function useConnection(): Connection {
  return useSyncExternalStore(subscribe, () => now);
}

/** Whoever shows answers says what happens once the server is there again. */
export function whenBack(act: () => void): void {
  onBack = act;
}

/** Watches a request: one that takes long makes us ask whether the server is there at all. */
export async function watched(request: () => Promise<Response>): Promise<Response> {
  const slow = setTimeout(() => void askServer(), ASKS_AFTER_MILLISECONDS);
  try {
    const response = await request();
    if (now.isAway) change({ isAway: false });
    return response;
  } finally {
    clearTimeout(slow);
  }
}

/** Asks the server whether it is there, and again until it is. */
export async function askServer(): Promise<void> {
  if (isAsking) return;
  isAsking = true;
  const isThere = await answers();
  isAsking = false;
  change({ isAway: !isThere });
  if (!isThere) setTimeout(() => void askServer(), ASKS_AGAIN_MILLISECONDS);
}

async function answers(): Promise<boolean> {
  try {
    const response = await fetch('/healthz', {
      cache: 'no-store',
      signal: AbortSignal.timeout(ANSWERS_WITHIN_MILLISECONDS),
    });
    return response.ok;
  } catch {
    return false;
  }
}

/** Remembers what was not saved, until the same is saved or somebody has seen it. */
export function noteUnsaved(key: string): void {
  const where = document.title.replace(/ · Makegood$/, '');
  const { pathname, search } = window.location;
  change({ unsaved: [...now.unsaved.filter((one) => one.key !== key), { key, where, href: pathname + search }] });
}

export function forgetUnsaved(key?: string): void {
  const unsaved = key === undefined ? [] : now.unsaved.filter((one) => one.key !== key);
  if (unsaved.length < now.unsaved.length) change({ unsaved });
}

function change(part: Partial<Connection>): void {
  const isBack = now.isAway && part.isAway === false;
  if (now.isAway === (part.isAway ?? now.isAway) && part.unsaved === undefined) return;
  now = { ...now, ...part };
  for (const listener of listeners) listener();
  if (isBack) onBack();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
