/** Hours in which no customer is written to, `HH:MM` in the company's time zone; over midnight where they end earlier than they begin. */
export type QuietHours = { from: string; until: string } | null;

const MINUTES_PER_DAY = 1_440;

/** How many minutes after a time of day, `HH:MM`, a message may leave: 0 outside quiet hours. */
export function minutesOfQuiet(time: string, quiet: QuietHours): number {
  if (quiet === null) return 0;
  const [now, from, until] = [time, quiet.from, quiet.until].map(minutes) as [number, number, number];
  const isQuiet = from < until ? now >= from && now < until : now >= from || now < until;
  return isQuiet ? minutesUntil(time, quiet.until) : 0;
}

/** How many minutes from one time of day to the next time it is another; 0 when it is. */
export function minutesUntil(time: string, next: string): number {
  return (minutes(next) - minutes(time) + MINUTES_PER_DAY) % MINUTES_PER_DAY;
}

function minutes(time: string): number {
  const [hours = 0, rest = 0] = time.split(':').map(Number);
  return hours * 60 + rest;
}
