import { type RefObject, useEffect, useRef } from 'react';

/** Closes what lies open on Escape and on a click elsewhere than inside `whole`; `returnTo` has the focus after Escape. */
export function useDismiss(of: {
  isOpen: boolean;
  whole: RefObject<HTMLElement | null>;
  returnTo?: RefObject<HTMLElement | null>;
  onClose: () => void;
}): void {
  const current = useRef(of);
  current.current = of;
  const { isOpen } = of;
  useEffect(() => {
    if (!isOpen) return;
    const close = () => current.current.onClose();
    const onPointer = (event: PointerEvent) => {
      if (!current.current.whole.current?.contains(event.target as Node)) close();
    };
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return;
      // Only the uppermost closes, not what lies below it too.
      event.preventDefault();
      event.stopImmediatePropagation();
      close();
      current.current.returnTo?.current?.focus();
    };
    document.addEventListener('pointerdown', onPointer);
    document.addEventListener('keydown', onKey, true);
    return () => {
      document.removeEventListener('pointerdown', onPointer);
      document.removeEventListener('keydown', onKey, true);
    };
  }, [isOpen]);
}
