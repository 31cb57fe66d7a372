import { useRouter } from '@tanstack/react-router';
import { type MouseEvent, useCallback } from 'react';

/**
 * What a plain link to one of our own addresses does when it is clicked. Where hundreds stand on a screen, what the router keeps for
 * each of its own is felt.
 */
export function useFollow(): (event: MouseEvent<HTMLAnchorElement>) => void {
  const { history } = useRouter();
  return useCallback(
    (event) => {
      const isPlain = event.button === 0 && !(event.metaKey || event.ctrlKey || event.shiftKey || event.altKey);
      if (!isPlain) return;
      event.preventDefault();
      history.push(event.currentTarget.getAttribute('href') ?? '/');
    },
    [history],
  );
}
