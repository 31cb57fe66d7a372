import { useLayoutEffect, useRef, useSyncExternalStore } from 'react';

export type Shortcut = {
  /** One key, or two pressed one after the other: `'j'`, `'g b'`. */
  keys: string;
  label: string;
  /** It is of every screen, and gives way to the screen's own: the places of the menu, or another. */
  of?: 'places' | 'everywhere';
  act(): void;
};

let active: readonly { id: number; shortcuts: readonly Shortcut[] }[] = [];
let lastId = 0;
let waitingFor: { key: string; until: number } | null = null;
const listeners = new Set<() => void>();

/** Makes shortcuts work, and stand in the help list, while the component that names them is on the screen. */
export function useShortcuts(shortcuts: readonly Shortcut[]): void {
  const current = useRef(shortcuts);
  current.current = shortcuts;
  const names = shortcuts.map(({ keys, label }) => `${keys} ${label}`).join();
  // With what is drawn: a key pressed in the same moment finds it.
  // biome-ignore lint/correctness/useExhaustiveDependencies: what a key does is looked up when it is pressed
  useLayoutEffect(() => {
    lastId += 1;
    const id = lastId;
    const entries = current.current.map(({ act: _, ...shortcut }, index) => ({
      ...shortcut,
      act: () => current.current[index]?.act(),
    }));
    change([...active, { id, shortcuts: entries }]);
    return () => change(active.filter((group) => group.id !== id));
  }, [names]);
}

/** Every shortcut that works now, each key with what it does: the last that was named. */
export function useActiveShortcuts(): readonly Shortcut[] {
  const groups = useSyncExternalStore(subscribe, () => active);
  return [...new Map(nearestLast(groups).map((one) => [one.keys, one])).values()];
}

function change(groups: typeof active): void {
  active = groups;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

document.addEventListener('keydown', (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
  if (event.key === 'Enter' && event.target instanceof Element && event.target.closest('a, button, summary')) return;
  const pair = waitingFor && waitingFor.until > event.timeStamp ? `${waitingFor.key} ${event.key}` : null;
  waitingFor = null;
  const found = (pair && find(pair)) || find(event.key);
  if (found) {
    event.preventDefault();
    found.act();
  } else if (active.some(({ shortcuts }) => shortcuts.some(({ keys }) => keys.startsWith(`${event.key} `)))) {
    waitingFor = { key: event.key, until: event.timeStamp + 1_500 };
  }
});

/** The last named wins: a form on top of a page is nearer to the person. */
function find(keys: string): Shortcut | undefined {
  return nearestLast(active).findLast((shortcut) => shortcut.keys === keys);
}

/** What is of every screen first, whenever it was named. */
function nearestLast(groups: typeof active): Shortcut[] {
  const all = groups.flatMap(({ shortcuts }) => shortcuts);
  return [...all.filter(({ of }) => of), ...all.filter(({ of }) => !of)];
}

function isTyping(target: EventTarget | null): boolean {
  if (document.querySelector('dialog[open]')) return true;
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || (/^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) && !isTick(target)))
  );
}

function isTick(target: HTMLElement): boolean {
  return target instanceof HTMLInputElement && (target.type === 'checkbox' || target.type === 'radio');
}
