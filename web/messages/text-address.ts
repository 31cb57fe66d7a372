import type { Answer } from '#contract/operations.ts';
import { LANGUAGES, type Language } from '#domain/messages/words.ts';

/** `/settings/messages/shipped?language=es` */
export type TextAddress = { language?: Language };

export function readTextAddress(search: Record<string, unknown>): TextAddress {
  const language = LANGUAGES.find((known) => known === search.language);
  return language ? { language } : {};
}

/** The parts of a text. */
export type TextValues = Pick<Answer<'getMessageTemplate'>, 'subject' | 'text' | 'html'>;
