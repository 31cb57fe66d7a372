const formats = new Map<string, Intl.DateTimeFormat>();

/** The time of day, `HH:MM`, of an instant in a time zone. */
export function timeIn(timeZone: string, instant: string): string {
  let format = formats.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
    formats.set(timeZone, format);
  }
  return format.format(new Date(instant));
}
