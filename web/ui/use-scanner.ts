import { useEffect, useRef } from 'react';
import { afterKey, type Burst, codeEnded } from './scan-keys.ts';

/**
 * Takes every code a scanner types on the page, wherever the focus is: it never lands in a field, and its Enter presses
 * nothing. A field it began to land in says again what it said before.
 */
export function useScanner(onScan: (code: string) => void): void {
  const current = useRef(onScan);
  current.current = onScan;
  useEffect(() => {
    let burst: Burst | null = null;
    let began: { field: HTMLInputElement | HTMLTextAreaElement; value: string } | null = null;
    function hear(event: KeyboardEvent) {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.key === 'Enter') {
        const code = codeEnded(burst, event.timeStamp);
        const isOwn = event.target instanceof Element && event.target.closest('[data-takes-scans]') !== null;
        if (code !== null && !isOwn) {
          event.preventDefault();
          event.stopPropagation();
          if (began) restore(began.field, began.value);
          current.current(code);
        }
        burst = null;
        return;
      }
      if (event.key.length !== 1) return;
      const next = afterKey(burst, event.key, event.timeStamp);
      if (next.text.length === 1) began = fieldOf(event.target);
      burst = next;
    }
    document.addEventListener('keydown', hear, { capture: true });
    return () => document.removeEventListener('keydown', hear, { capture: true });
  }, []);
}

function fieldOf(target: EventTarget | null) {
  return target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement
    ? { field: target, value: target.value }
    : null;
}

/** As if a person had typed it, so that whoever listens to the field hears of it. */
function restore(field: HTMLInputElement | HTMLTextAreaElement, value: string): void {
  const prototype = field instanceof HTMLInputElement ? HTMLInputElement.prototype : HTMLTextAreaElement.prototype;
  Object.getOwnPropertyDescriptor(prototype, 'value')?.set?.call(field, value);
  field.dispatchEvent(new Event('input', { bubbles: true }));
}
