import type { CalendarDate } from '../time/calendar.ts';

/** How a column writes its numbers: what parts whole from decimals. */
export type NumberForm = 'point' | 'comma';
/** How a column writes shares of a price: 0.05 of it, or 5 of a hundred. */
export type ShareForm = 'of_one' | 'percent';
/** How a column writes its days. */
export type DayForm = 'iso' | 'day_first' | 'month_first' | 'excel';

/** What is noted of a column, value by value, until its form is asked for. */
export type FormCount<Form> = { add(value: string): void; form(): Form };

/** How numbers are written, by all of a column's values: a comma parts decimals where some value can mean nothing else. */
export function countNumberForms(): FormCount<NumberForm> {
  let comma = 0;
  let point = 0;
  return {
    add(value) {
      const text = value.replace(/[^\d.,]/g, '');
      const last = Math.max(text.lastIndexOf('.'), text.lastIndexOf(','));
      if (last < 0) return;
      const sign = text[last] as '.' | ',';
      const other = sign === '.' ? ',' : '.';
      const isOnly = text.indexOf(sign) === last;
      // "1.234" may be either; "12.5", "1,234.50" and "1.234,5" may not.
      const isDecimal = isOnly && (text.includes(other) || text.length - last - 1 !== 3);
      if (isDecimal) sign === ',' ? comma++ : point++;
      else if (!isOnly) sign === ',' ? point++ : comma++;
    },
    form: () => (comma > point ? 'comma' : 'point'),
  };
}

export const numberFormOf = (values: readonly string[]): NumberForm => formOf(countNumberForms(), values);

function formOf<Form>(count: FormCount<Form>, values: readonly string[]): Form {
  for (const value of values) count.add(value);
  return count.form();
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

/** How shares are written, by all of a column's values: above 1, or with its sign, a value can only be percent. */
export function countShareForms(): FormCount<ShareForm> {
  let percent = 0;
  return {
    add(value) {
      const share = bareShare(value);
      if (share !== null && (value.includes('%') || share > 1)) percent += 1;
    },
    form: () => (percent > 0 ? 'percent' : 'of_one'),
  };
}

const bareShare = (value: string): number | null => {
  const bare = value.replace('%', '');
  const text = readNumber(bare, numberFormOf([bare]));
  return text === null ? null : Number(text);
};

/** A share of one as plain text, "0.05"; null for what is none. */
export function readShare(value: string, form: ShareForm): string | null {
  const given = bareShare(value);
  if (given === null) return null;
  const share = form === 'percent' ? given / 100 : given;
  return share >= 0 && share <= 1 ? String(Number(share.toFixed(6))) : null;
}

/** How days are written, by all of a column's values; of 03/04/2026 alone nobody can tell: month first then. */
export function countDayForms(): FormCount<DayForm> {
  const found = { values: 0, ofExcel: 0, years: 0, dayFirst: 0, monthFirst: 0, dots: 0 };
  return {
    add(given) {
      const value = given.trim();
      if (value === '') return;
      found.values += 1;
      if (/^\d{5}(\.\d+)?$/.test(value)) found.ofExcel += 1;
      if (/^\d{4}[-/.]/.test(value)) found.years += 1;
      const [, first, sign, second] = /^(\d{1,2})([-/.])(\d{1,2})[-/.]\d{2,4}/.exec(value) ?? [];
      if (Number(first) > 12) found.dayFirst += 1;
      if (Number(second) > 12) found.monthFirst += 1;
      if (sign === '.') found.dots += 1;
    },
    form() {
      if (found.values > 0 && found.ofExcel === found.values) return 'excel';
      if (found.years > 0) return 'iso';
      if (found.dayFirst > 0) return 'day_first';
      if (found.monthFirst > 0) return 'month_first';
      return found.dots > 0 ? 'day_first' : 'month_first';
    },
  };
}

export const dayFormOf = (values: readonly string[]): DayForm => formOf(countDayForms(), values);

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
