import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { call } from '#web/api/call.ts';
import { forgetUnsaved, noteUnsaved } from '#web/api/connection.ts';
import { ProblemError } from '#web/api/problem-error.ts';
import type { ItemOf } from '#web/api/read.ts';

export type DueReview = ItemOf<'listDueReviews'>;
type Reviewed = { of: DueReview; sent: Promise<string> };
type Refused = { id: string; error: ProblemError };

/**
 * Marks backorders reviewed one after the other: the next comes at once, while the server is told. What it refused comes back
 * with the reason, and the last one is taken back for the asking.
 */
export function useReviewing() {
  const client = useQueryClient();
  // The same again after a lost answer is one review.
  const keys = useRef(new Map<string, string>());
  const [reviewed, setReviewed] = useState<readonly Reviewed[]>([]);
  const [returned, setReturned] = useState<readonly DueReview[]>([]);
  const [refused, setRefused] = useState<Refused | null>(null);

  const bringBack = (of: DueReview) => {
    setReviewed((before) => before.filter((one) => one.of.id !== of.id));
    setReturned((before) => [of, ...without(before, of)]);
  };
  const review = (of: DueReview, note: string, onDone: () => void) => {
    const idempotencyKey = keys.current.get(of.id) ?? crypto.randomUUID();
    keys.current.set(of.id, idempotencyKey);
    const body = { note: note.trim() || null };
    const sent = call('reviewBackorder', { params: { id: of.id }, body }, { idempotencyKey }).then(
      ({ reviewedAt }) => reviewedAt,
    );
    setRefused(null);
    setReturned((before) => without(before, of));
    setReviewed((before) => [...before, { of, sent }]);
    sent.then(
      () => {
        keys.current.delete(of.id);
        forgetUnsaved(unsaved(of));
        onDone();
        void client.invalidateQueries();
      },
      (error: unknown) => {
        bringBack(of);
        refuse(of, error);
      },
    );
  };
  const refuse = (of: DueReview, error: unknown) => {
    if (!(error instanceof ProblemError)) throw error;
    if (error.code === 'unreachable') noteUnsaved(unsaved(of));
    setRefused({ id: of.id, error });
  };
  const last = reviewed.at(-1);
  const undo = () => {
    if (!last) return;
    const params = { id: last.of.id };
    bringBack(last.of);
    last.sent
      .then((reviewedAt) => call('withdrawReview', { params, body: { reviewedAt } }))
      .then(
        () => void client.invalidateQueries(),
        (error) => refuse(last.of, error),
      );
  };
  return { review, undo: last ? { what: last.of.number, act: undo } : null, reviewed, returned, refused };
}

/** What is left to look at: what came back first, without what was reviewed a moment ago. */
export function stillDue(
  rows: readonly DueReview[],
  { reviewed, returned }: Pick<ReturnType<typeof useReviewing>, 'reviewed' | 'returned'>,
): DueReview[] {
  const hidden = new Set([...reviewed.map(({ of }) => of.id), ...returned.map(({ id }) => id)]);
  return [...returned, ...rows.filter(({ id }) => !hidden.has(id))];
}

const without = (rows: readonly DueReview[], { id }: DueReview) => rows.filter((row) => row.id !== id);

const unsaved = ({ id }: DueReview) => `review ${id}`;
