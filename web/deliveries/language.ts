import type { ScreenLanguage } from '#web/i18n/words.ts';

const KEPT = 'makegood.language';

/** What the driver reads: what was chosen on this device, else what the device speaks. */
export function languageOfDriver(): ScreenLanguage {
  try {
    const chosen = localStorage.getItem(KEPT);
    if (chosen === 'en' || chosen === 'es') return chosen;
  } catch {
    // Nothing can be kept on this device.
  }
  return navigator.language.startsWith('es') ? 'es' : 'en';
}

/** Reads on in the other language. */
export function changeLanguage(): void {
  const other = languageOfDriver() === 'es' ? 'en' : 'es';
  try {
    localStorage.setItem(KEPT, other);
  } catch {
    return;
  }
  location.reload();
}
