import type { ProblemError } from '#web/api/problem-error.ts';
import { t } from '#web/i18n/words.ts';
import { dayText } from './date-words.ts';

/** The words of a code, with what its facts fill in. */
const sentence = t as (key: string, facts: Record<string, string>) => string;

/** Why something was not done, in a sentence for the person who tried it. */
export function problemSentence({ code, detail, errors, facts }: ProblemError): string {
  const available = typeof facts.available === 'number' ? t('problem.available', { count: facts.available }) : null;
  // What is wrong with a line is said at the line.
  const elsewhere = errors.filter(({ pointer }) => !pointer.startsWith('#/lines/'));
  const particular = elsewhere.map((error) => (code === 'invalid_request' ? fieldSentence(error) : error.detail));
  const parts = new Set([sentence(`problem.${code}`, said(facts)), detail, ...particular, available]);
  return [...parts].flatMap((part) => (part ? ended(part) : [])).join(' ');
}

/** Facts as a sentence says them: a day as people write it, of any year. */
function said(facts: ProblemError['facts']): Record<string, string> {
  return Object.fromEntries(
    Object.entries(facts).flatMap(([name, fact]) => {
      if (typeof fact !== 'string' && typeof fact !== 'number') return [];
      const text = String(fact);
      return [[name, /^\d{4}-\d\d-\d\d$/.test(text) ? dayText(text, '') : text]];
    }),
  );
}

/** What is wrong with one row of a form: `#/lines/2/picked` is row 2. The first fault of a row is enough to act on. */
export function problemOfRow(error: ProblemError | null, row: number): string | null {
  const found = error?.errors.find(
    ({ pointer }) => pointer.startsWith(`#/lines/${row}/`) || pointer === `#/lines/${row}`,
  );
  return found ? ended(found.detail) : null;
}

/** What is wrong with one field. */
export function problemOfField(error: ProblemError | null, pointer: string): string | null {
  const found = error?.errors.find((fault) => fault.pointer === pointer);
  return found ? ended(found.detail) : null;
}

function fieldSentence({ pointer, detail }: { pointer: string; detail: string }): string {
  const field = pointer.split('/').findLast((part) => part !== '' && Number.isNaN(Number(part)) && part !== '#');
  return field ? `${field.replace(/([A-Z])/g, ' $1').toLowerCase()}: ${detail}` : detail;
}

function ended(sentence: string): string {
  const text = sentence.trim();
  const whole = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.!?]$/.test(whole) ? whole : `${whole}.`;
}
