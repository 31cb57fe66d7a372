import type { Answer } from '#contract/operations.ts';
import { hasWords, t } from '#web/i18n/words.ts';
import { dayText } from '#web/ui/date-words.ts';
import { numberText } from '#web/ui/quantity-text.ts';
import { wordsOfCode } from '#web/ui/words-of-code.ts';
import { reasonText } from './reasons.ts';

export type HistoryEvent = Pick<Answer<'getOrderHistory'>['data'][number], 'action' | 'changes'>;

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** What happened, in words: first what, then its details. An action without words of its own is said by its code. */
export function historySentences({ action, changes }: HistoryEvent, today: string): string[] {
  const name = action.replaceAll('.', '_');
  const key = `history.action.${name}`;
  const facts = Object.fromEntries(Object.entries(changes).filter(([, value]) => isPlain(value)));
  const first = hasWords(key)
    ? t(key as 'history.action.order_confirm', { number: '', quantity: '', fulfillmentNumber: '', ...facts }).trim()
    : wordsOfCode(action);
  const details = Object.entries(changes).flatMap(([field, value]) => detail(field, value, today) ?? []);
  return [first, ...details];
}

/** Fields that the first sentence says, or that say nothing to a person. */
const SAID = new Set(['number', 'orderNumber', 'quantity', 'fulfillmentNumber']);

function detail(field: string, value: unknown, today: string): string | null {
  if (SAID.has(field) || value === null || value === '' || value === false) return null;
  if (field === 'lines' && Array.isArray(value)) return value.map(lineWords).join(', ') || null;
  const label = fieldName(field);
  if (isChange(value)) {
    return value.from === null
      ? t('history.set', { field: label, to: valueWords(field, value.to, today) })
      : t('history.changed', {
          field: label,
          from: valueWords(field, value.from, today),
          to: valueWords(field, value.to, today),
        });
  }
  return isPlain(value) ? t('history.fact', { field: label, value: valueWords(field, value, today) }) : null;
}

function lineWords(line: unknown): string {
  const {
    sku = '',
    quantity,
    picked,
    short,
  } = line as { sku?: string; quantity?: number; picked?: number; short?: number };
  if (quantity !== undefined) return t('history.line', { quantity: numberText(quantity), sku });
  const figures = t('history.picked', { picked: numberText(picked ?? 0), sku });
  return short ? `${figures}, ${t('history.short', { short: numberText(short) })}` : figures;
}

function fieldName(field: string): string {
  const key = `history.field.${field}`;
  return hasWords(key) ? t(key as 'history.field.reason') : wordsOfCode(field.replace(/([A-Z])/g, '_$1').toLowerCase());
}

function valueWords(field: string, value: unknown, today: string): string {
  if (value === null || value === undefined || value === '') return t('history.nothing');
  if (typeof value === 'string' && DAY.test(value)) return dayText(value, today);
  if (field === 'reason' && typeof value === 'string') return reasonText(value);
  if (field === 'cause' && typeof value === 'string' && hasWords(`backorder.causes.${value}`))
    return t(`backorder.causes.${value as 'manual'}`);
  return isPlain(value) ? String(value) : t('history.changedValue');
}

function isPlain(value: unknown): value is string | number | boolean {
  return ['string', 'number', 'boolean'].includes(typeof value);
}

function isChange(value: unknown): value is { from: unknown; to: unknown } {
  return typeof value === 'object' && value !== null && 'from' in value && 'to' in value;
}
