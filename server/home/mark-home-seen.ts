import type { Answer, Request } from '#contract/operations.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { Work } from '../platform/work.ts';

/** The caller has seen what changed: what is told next time begins now. */
export async function markHomeSeen(
  viewer: Viewer,
  _request: Request<'markHomeSeen'>,
  work: Work,
): Promise<Answer<'markHomeSeen'>> {
  await work.tx.rows(
    `insert into reading_marks (principal, home_seen_at) values ($1, $2)
     on conflict (principal) do update set home_seen_at = greatest(reading_marks.home_seen_at, excluded.home_seen_at)`,
    [viewer.principal, work.now],
  );
  return { since: work.now };
}
