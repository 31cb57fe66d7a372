import { isRefused, type Refusal } from '#contract/errors.ts';
import type { Viewer } from './viewer.ts';
import type { Reading, Work } from './work.ts';

/**
 * An act answered with a record as it stands afterwards, read in the same transaction; a refusal is answered as it is. The act
 * itself need not know what a screen wants to see of its record.
 */
export function thenRead<Request, Answer extends object>(
  act: (viewer: Viewer, request: Request, work: Work) => Promise<{ id: string } | { refusal: Refusal }>,
  read: (viewer: Viewer, reading: Reading, id: string) => Promise<Answer | { refusal: Refusal }>,
): (viewer: Viewer, request: Request, work: Work) => Promise<Answer | { refusal: Refusal }> {
  return async (viewer, request, work) => {
    const done = await act(viewer, request, work);
    return isRefused(done) ? done : read(viewer, { ...work, queries: work.tx }, done.id);
  };
}
