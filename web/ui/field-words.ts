import { t } from '#web/i18n/words.ts';
import { fullDayText } from '#web/ui/date-words.ts';

type Asked = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

/** What is wrong with a field is said in our words, not in those of the browser. */
export function sayOwnWords(target: EventTarget): void {
  if (isAsked(target)) target.setCustomValidity(wordsOf(target));
}

/** Before it is asked again, a field is what it is: what was said of it before would count as wrong. */
export function forgetWords(form: HTMLFormElement): void {
  for (const field of form.elements) if (isAsked(field)) field.setCustomValidity('');
}

export function isSubmit(target: EventTarget): boolean {
  return target instanceof Element && target.closest('button[type="submit"]') !== null;
}

function isAsked(target: unknown): target is Asked {
  return (
    target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement
  );
}

function wordsOf(field: Asked): string {
  const { validity } = field;
  if (validity.valueMissing) return t('field.missing');
  if (validity.patternMismatch && field.title) return field.title;
  if (!(field instanceof HTMLInputElement)) return t('field.unreadable');
  if (validity.typeMismatch && field.type === 'email') return t('field.notEmail');
  if (validity.rangeUnderflow && field.type === 'date') return t('field.notBefore', { day: fullDayText(field.min) });
  if (validity.rangeUnderflow) return t('field.atLeast', { least: field.min });
  if (validity.rangeOverflow) return t('field.atMost', { most: field.max });
  if (validity.tooShort) return t('field.tooShort', { least: field.minLength });
  return t('field.unreadable');
}
