import { useDeferredValue } from 'react';

/** As many as fill a screen. */
const FEW = 8;

/** Of many rows those that fill the screen are there at once, and the rest a moment later. */
export function useFirstRows<Row>(rows: readonly Row[]): { shown: readonly Row[]; isWhole: boolean } {
  const isWhole = useDeferredValue(true, rows.length <= FEW);
  return { shown: isWhole ? rows : rows.slice(0, FEW), isWhole };
}
