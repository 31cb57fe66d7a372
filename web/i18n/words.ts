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
  document.documentElement.lang = language;
}

/** Words by key. A screen has one language for as long as it is open, so nothing needs to listen for another. */
export const t = i18next.t.bind(i18next) as typeof i18next.t;

/** Whether there are words for a key that comes from data. */
export function hasWords(key: string): boolean {
  return i18next.exists(key);
}
