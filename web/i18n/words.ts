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
  resources: { en: { translation: en } },
  // React escapes what it draws.
  interpolation: { escapeValue: false },
  initAsync: false,
});

/** Words by key. A screen has one language for as long as it is open, so nothing needs to listen for another. */
export const t = i18next.t.bind(i18next) as typeof i18next.t;

/** Whether there are words for a key that comes from data. */
export function hasWords(key: string): boolean {
  return i18next.exists(key);
}
