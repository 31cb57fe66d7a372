/** A day of the business, `YYYY-MM-DD`, in the company's time zone. Such strings sort as dates. */
export type CalendarDate = string;

const DAY_MILLISECONDS = 86_400_000;

/** `date` moved by whole days; negative goes back. */
export function addDays(date: CalendarDate, days: number): CalendarDate {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY_MILLISECONDS).toISOString().slice(0, 10);
}

/** Whole days from `from` to `to`; negative when `to` is earlier. */
export function daysBetween(from: CalendarDate, to: CalendarDate): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY_MILLISECONDS);
}

/** ISO weekday of a date: 1 is Monday, 7 is Sunday. */
export function weekday(date: CalendarDate): number {
  return new Date(`${date}T00:00:00Z`).getUTCDay() || 7;
}

/** `date` itself when it is a working day, else the next one. `workingDays` are ISO weekdays and name at least one. */
export function nextWorkingDay(date: CalendarDate, workingDays: readonly number[]): CalendarDate {
  let day = date;
  while (!workingDays.includes(weekday(day))) day = addDays(day, 1);
  return day;
}

/** The date `workingDayCount` working days after `date`; with 0, `date` or the next working day. */
export function addWorkingDays(
  date: CalendarDate,
  workingDayCount: number,
  workingDays: readonly number[],
): CalendarDate {
  let day = nextWorkingDay(date, workingDays);
  for (let left = workingDayCount; left > 0; left -= 1) day = nextWorkingDay(addDays(day, 1), workingDays);
  return day;
}

/** The working day before (`-1`) or after (`1`) a date that a step of days leads to: `to` itself when it is one, else the next that way. */
export function stepToWorkingDay(from: CalendarDate, days: number, workingDays: readonly number[]): CalendarDate {
  let day = addDays(from, days);
  while (!workingDays.includes(weekday(day))) day = addDays(day, Math.sign(days));
  return day;
}

/** The week a date lies in, from Monday to Sunday. */
export function weekOf(date: CalendarDate): { monday: CalendarDate; sunday: CalendarDate } {
  const monday = addDays(date, 1 - weekday(date));
  return { monday, sunday: addDays(monday, 6) };
}
