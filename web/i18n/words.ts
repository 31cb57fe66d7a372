import i18next from 'i18next';
import { en } from '#web/i18n/en.ts';

declare module 'i18next' {
  interface CustomTypeOptions {
    resources: { translation: typeof en };
    returnNull: false;
  }
}

void i18next.init({
  lng: 'en',
  fallbackLng: 'en',
  resources: { en: { translation: en } },
  // React escapes what it draws.
  interpolation: { escapeValue: false },
  initAsync: false,
});

export type ScreenLanguage = 'en' | 'es';

/** Says everything that is drawn from now on in a language, what it has no words for in English. Before a page is drawn, never while one is open. */
export async function speak(language: ScreenLanguage): Promise<void> {
  if (i18next.language === language) return;
  if (language === 'es') i18next.addResourceBundle('es', 'translation', (await import('#web/i18n/es.ts')).es);
  await i18next.changeLanguage(language);
  said.clear();
  document.documentElement.lang = language;
}

/** What was said, by its key and what stands in it: a page of a list says a few hundred things, most of them again and again. */
const said = new Map<string, string>();
const MOST_KEPT = 5_000;

/** Words by key. A screen has one language for as long as it is open, so nothing needs to listen for another. */
export const t = ((key: string, values?: object) => {
  const name = values ? key + JSON.stringify(values) : key;
  let words = said.get(name);
  if (words === undefined) {
    words = String((i18next.t as (key: string, values?: object) => unknown)(key, values));
    if (said.size === MOST_KEPT) said.clear();
    said.set(name, words);
  }
  return words;
}) as typeof i18next.t;

/** Whether there are words for a key that comes from data. */
export function hasWords(key: string): boolean {
  return i18next.exists(key);
}
