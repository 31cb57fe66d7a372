import { latest } from '#domain/messages/facts.ts';
import { sayQuantity } from '#domain/messages/say.ts';
import type { Language } from '#domain/messages/words.ts';
import { addDays } from '#domain/time/calendar.ts';
import { fill, PAGE_WORDS } from './page-words.ts';
import type { PageRecord } from './read-records.ts';

/**
 * The days on which something is expected, as a calendar (RFC 5545): one entry for each record, the same one when it is read
 * again, so that a calendar moves it with the date.
 */
export function writeCalendar(
  records: readonly PageRecord[],
  { language, company, now }: { language: Language; company: string; now: string },
): string {
  const words = PAGE_WORDS[language];
  const stamp = `${now.replaceAll(/[-:]/g, '').slice(0, 15)}Z`;
  const entries = records.flatMap((record) => {
    const open = record.lines.filter((line) => line.open > 0);
    const { on } = latest(open.map(({ expected }) => expected));
    if (open.length === 0 || on === null) return [];
    const what = open.map((line) => `${sayQuantity(language, line, line.open)} ${line.item}`).join(', ');
    const title = fill(words.record.order, { order: record.orderNumber });
    return [
      'BEGIN:VEVENT',
      `UID:${record.backorderId ? `backorder-${record.backorderId}` : `order-${record.orderId}`}@makegood`,
      `DTSTAMP:${stamp}`,
      `DTSTART;VALUE=DATE:${on.replaceAll('-', '')}`,
      `DTEND;VALUE=DATE:${addDays(on, 1).replaceAll('-', '')}`,
      `SUMMARY:${textOf(`${company}: ${title}`)}`,
      `DESCRIPTION:${textOf(what)}`,
      'TRANSP:TRANSPARENT',
      'END:VEVENT',
    ];
  });
  const lines = ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Makegood//EN', ...entries, 'END:VCALENDAR'];
  return `${lines.map(folded).join('\r\n')}\r\n`;
}

/** Text of a value: what would end it, or begin another, is escaped. */
function textOf(text: string): string {
  return text.replaceAll(/[\\;,]/g, '\\$&').replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ');
}

const LONGEST_LINE = 73;

/** A line of at most 75 octets goes on in the next one, behind a blank. */
function folded(line: string): string {
  const parts: string[] = [''];
  let size = 0;
  for (const character of line) {
    const bytes = Buffer.byteLength(character);
    if (size + bytes > LONGEST_LINE) {
      parts.push('');
      size = 0;
    }
    parts[parts.length - 1] += character;
    size += bytes;
  }
  return parts.join('\r\n ');
}
