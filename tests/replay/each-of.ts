import { Refused } from './api-client.ts';
import { inParallel } from './in-parallel.ts';
import type { ReplayState } from './replay-state.ts';

/** Goes on with the next item after a refusal: the client has noted it, and the recount will miss what was not done. */
export function eachOf<T>(
  replay: ReplayState,
  items: readonly T[],
  work: (item: T, index: number) => Promise<void>,
): Promise<void> {
  return inParallel(items, replay.clients, async (item, index) => {
    try {
      await work(item, index);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
    }
  });
}
