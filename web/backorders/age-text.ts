import { t } from '#web/i18n/words.ts';

const DAYS_OF_A_YEAR = 365.25;
/** Up to so many years a day more or less is of use to somebody; what is older was brought in from old files. */
const YEARS_IN_DAYS = 10;

/** How long something has waited: "12 days", and past ten years "28 years". */
export function ageText(days: number): string {
  const years = Math.floor(days / DAYS_OF_A_YEAR);
  return years < YEARS_IN_DAYS ? t('backorders.age', { count: days }) : t('backorders.ageInYears', { count: years });
}
