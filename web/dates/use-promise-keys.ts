import type { KeyboardEvent, RefObject } from 'react';
import { t } from '#web/i18n/words.ts';
import { useShortcuts } from '#web/ui/shortcuts.ts';

const PROMISE = 'a[draggable]';

/** Goes from promise to promise: `j` and `k`, the arrows up and down, and left and right to the day before and after. */
export function usePromiseKeys(whole: RefObject<HTMLElement | null>): (event: KeyboardEvent) => void {
  const all = () => [...(whole.current?.querySelectorAll<HTMLElement>(PROMISE) ?? [])];
  const here = () => document.activeElement?.closest<HTMLElement>(PROMISE) ?? null;
  const go = (step: number) => {
    const promises = all();
    const at = promises.indexOf(here() as HTMLElement);
    promises[at < 0 ? 0 : Math.min(Math.max(at + step, 0), promises.length - 1)]?.focus();
  };
  const goToDay = (step: number) => {
    const days = [...new Set(all().map((promise) => promise.closest('li') as HTMLElement))];
    const day = here()?.closest('li') as HTMLElement;
    const place = [...day.querySelectorAll(PROMISE)].indexOf(here() as HTMLElement);
    const promises = days[days.indexOf(day) + step]?.querySelectorAll<HTMLElement>(PROMISE) ?? [];
    promises[Math.min(place, promises.length - 1)]?.focus();
  };
  useShortcuts([
    { keys: 'j', label: t('dates.nextPromise'), act: () => go(1) },
    { keys: 'k', label: t('dates.previousPromise'), act: () => go(-1) },
  ]);
  return (event) => {
    const isPlain = !(event.shiftKey || event.ctrlKey || event.metaKey || event.altKey);
    if (!isPlain || !here()) return;
    const act = {
      ArrowDown: () => go(1),
      ArrowUp: () => go(-1),
      ArrowRight: () => goToDay(1),
      ArrowLeft: () => goToDay(-1),
    }[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  };
}
