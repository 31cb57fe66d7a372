import { useEffect, useState } from 'react';

const SETTLES_MILLISECONDS = 400;

/** A value once it stays the same for a moment. */
export function useSettled<Value>(value: Value): Value {
  const [settled, setSettled] = useState(value);
  const said = JSON.stringify(value);
  useEffect(() => {
    const later = setTimeout(() => setSettled(JSON.parse(said)), SETTLES_MILLISECONDS);
    return () => clearTimeout(later);
  }, [said]);
  return settled;
}
