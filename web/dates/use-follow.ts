import { useRouter } from '@tanstack/react-router';
import { type MouseEvent, useCallback } from 'react';

/**
 * Follows plain links within this page's own addresses. Where hundreds stand on a screen, what the router keeps for each of its
 * own is felt.
 */
export function useFollow(): (event: MouseEvent) => void {
  const { history } = useRouter();
  return useCallback(
    (event) => {
      const href = event.target instanceof Element && event.target.closest('a')?.getAttribute('href');
      const isPlain = event.button === 0 && !(event.metaKey || event.ctrlKey || event.shiftKey || event.altKey);
      if (!href || !href.startsWith('/') || !isPlain || event.defaultPrevented) return;
      event.preventDefault();
      history.push(href);
    },
    [history],
  );
}
