/** What is left to be done in the background; `waiting_work()` in SQL says since when the oldest of each waits. */
export type WaitingWork = keyof typeof STANDS_STILL_SECONDS;

/** After waiting so long it stands still: it is not merely much, nobody does it. */
export const STANDS_STILL_SECONDS = {
  messages: 300,
  /** Jobs wait for each other, the work of a night the longest. */
  jobs: 1_800,
  /** Done every night; one may be missed. */
  sealing: 2 * 86_400,
} as const;
