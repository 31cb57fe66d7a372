import { useCompany } from '#web/ui/company.ts';
import { dayText, fullDayText, instantText, relativeDayText } from '#web/ui/date-words.ts';

/** A day of the business, short, and in full for whoever asks. Beside another day it says its year where that has another. */
export function DayText({ on, beside }: { on: string; beside?: string | null }) {
  const { today } = useCompany();
  return (
    <time dateTime={on} title={`${fullDayText(on)} (${relativeDayText(on, today)})`} className="nowrap">
      {dayText(on, beside ?? today)}
    </time>
  );
}

/** A day or the words for there being none. */
export function DayOr({ on, otherwise }: { on: string | null; otherwise: string }) {
  return on === null ? <span className="quiet">{otherwise}</span> : <DayText on={on} />;
}

/** A moment, to the minute, in the company's time zone. */
export function InstantText({ at }: { at: string }) {
  const { timeZone } = useCompany();
  const { short, full } = instantText(at, timeZone);
  return (
    <time dateTime={at} title={full} className="nowrap">
      {short}
    </time>
  );
}
