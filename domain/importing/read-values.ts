import type { CalendarDate } from '../time/calendar.ts';

/** How a column writes its numbers: what parts whole from decimals. */
export type NumberForm = 'point' | 'comma';
/** How a column writes its days. */
export type DayForm = 'iso' | 'day_first' | 'month_first' | 'excel';

/** How numbers are written, by all of a column's values: a comma parts decimals where some value can mean nothing else. */
export function numberFormOf(values: readonly string[]): NumberForm {
  let comma = 0;
  let point = 0;
  for (const value of values) {
    const text = value.replace(/[^\d.,]/g, '');
    const last = Math.max(text.lastIndexOf('.'), text.lastIndexOf(','));
    if (last < 0) continue;
    const sign = text[last] as '.' | ',';
    const other = sign === '.' ? ',' : '.';
    const isOnly = text.indexOf(sign) === last;
    // "1.234" may be either; "12.5", "1,234.50" and "1.234,5" may not.
    const isDecimal = isOnly && (text.includes(other) || text.length - last - 1 !== 3);
    if (isDecimal) sign === ',' ? comma++ : point++;
    else if (!isOnly) sign === ',' ? point++ : comma++;
  }
  return comma > point ? 'comma' : 'point';
}

/** A number as plain decimal text, "1234.5"; null for what is none. Currency signs and blanks are left out. */
export function readNumber(value: string, form: NumberForm): string | null {
  const isNegative = /^\s*(-|\(.*\)\s*$)/.test(value);
  const bare = value.replace(/[\s\u00A0'’]/g, '').replace(/^[-(]?\p{Sc}?|\p{Sc}?\)*$/gu, '');
  const text = form === 'comma' ? bare.replaceAll('.', '').replace(',', '.') : bare.replaceAll(',', '');
  if (!/^\d{1,15}(\.\d{0,10})?$|^\.\d{1,10}$/.test(text)) return null;
  const plain = text.replace(/\.$/, '').replace(/^\./, '0.');
  return isNegative && Number(plain) !== 0 ? `-${plain}` : plain;
}

/** How days are written, by all of a column's values; of 03/04/2026 alone nobody can tell: month first then. */
export function dayFormOf(values: readonly string[]): DayForm {
  const filled = values.map((value) => value.trim()).filter((value) => value !== '');
  if (filled.length > 0 && filled.every((value) => /^\d{5}(\.\d+)?$/.test(value))) return 'excel';
  if (filled.some((value) => /^\d{4}[-/.]/.test(value))) return 'iso';
  const parts = filled.flatMap((value) => {
    const found = /^(\d{1,2})([-/.])(\d{1,2})[-/.]\d{2,4}/.exec(value);
    return found ? [{ first: Number(found[1]), sign: found[2], second: Number(found[3]) }] : [];
  });
  if (parts.some(({ first }) => first > 12)) return 'day_first';
  if (parts.some(({ second }) => second > 12)) return 'month_first';
  return parts.some(({ sign }) => sign === '.') ? 'day_first' : 'month_first';
}

/** A day as it is kept; null for what is none. A time after it is left out. */
export function readDay(value: string, form: DayForm): CalendarDate | null {
  const text = value.trim();
  if (form === 'excel') return /^\d{5}(\.\d+)?$/.test(text) ? dayOfExcel(Number(text)) : null;
  const found = /^(\d{1,4})[-/.](\d{1,2})[-/.](\d{1,4})(?:[T ].*)?$/.exec(text);
  if (!found) return null;
  const [one, two, three] = found.slice(1).map(Number) as [number, number, number];
  if (form === 'iso' || (found[1] as string).length === 4) return toDay(one, two, three);
  const year = three < 100 ? three + (three < 70 ? 2000 : 1900) : three;
  return form === 'day_first' ? toDay(year, two, one) : toDay(year, one, two);
}

function dayOfExcel(days: number): CalendarDate {
  return new Date((Math.floor(days) - 25_569) * 86_400_000).toISOString().slice(0, 10);
}

function toDay(year: number, month: number, day: number): CalendarDate | null {
  if (year < 1900 || year > 2999) return null;
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? date.toISOString().slice(0, 10) : null;
}
