import { useEffect, useRef } from 'react';

let last: HTMLElement | null = null;
document.addEventListener('focusin', ({ target }) => {
  if (target instanceof HTMLElement) last = target;
});

/**
 * What opens for a while gives the focus back to what had it before, where nothing else took it. A button that was busy lost it
 * meanwhile, and one that gave way is there anew under the same words.
 */
export function useGivesFocusBack(): void {
  const before = useRef(hasFocus());
  useEffect(
    () => () => {
      // What comes back is drawn first, and may take the focus itself.
      setTimeout(() => {
        if (document.activeElement === document.body && before.current) asItIsNow(before.current)?.focus();
      });
    },
    [],
  );
}

/** A field that was left is not gone back to; a button may have lost the focus to being busy. */
function hasFocus(): HTMLElement | null {
  const here = document.activeElement;
  if (here instanceof HTMLElement && here !== document.body) return here;
  return last instanceof HTMLButtonElement ? last : null;
}

function asItIsNow(element: HTMLElement): HTMLElement | undefined {
  if (element.isConnected && !element.matches(':disabled')) return element;
  const words = element.textContent;
  if (words === '') return undefined;
  return [...document.querySelectorAll<HTMLElement>('main :is(button, a)')].find((one) => one.textContent === words);
}
