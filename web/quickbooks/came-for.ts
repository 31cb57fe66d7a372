import { useLocation } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';

/** Shows the place that a link led to, also where it came onto the page after the link was followed. */
export function useCameFor(name: string) {
  const place = useRef<HTMLDivElement>(null);
  const hash = useLocation({ select: (location) => location.hash });
  useEffect(() => {
    if (hash === name) place.current?.scrollIntoView();
  }, [hash, name]);
  return place;
}
