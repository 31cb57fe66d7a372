export const FOLLOW_UP_VIEWS = ['overdue', 'today', 'upcoming', 'closed'] as const;

/** `/follow-ups?whose=all&due=overdue` */
export type FollowUpsAddress = { whose?: 'mine' | 'all'; due?: (typeof FOLLOW_UP_VIEWS)[number] };

export function readFollowUpsAddress(search: Record<string, unknown>): FollowUpsAddress {
  const due = FOLLOW_UP_VIEWS.find((view) => view === search.due);
  return {
    ...(search.whose === 'mine' || search.whose === 'all' ? { whose: search.whose } : {}),
    ...(due ? { due } : {}),
  };
}
