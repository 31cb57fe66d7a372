import type { Answer } from '#contract/operations.ts';
import type { Address } from '#contract/primitives.ts';
import { t } from '#web/i18n/words.ts';

export type Stop = Answer<'listDeliveries'>['stops'][number];

/** "Stop 3", or that it is none of the usual ones. */
export const stopName = ({ stop }: Pick<Stop, 'stop'>) => (stop ? t('driver.stop', { stop }) : t('driver.noStop'));

/** An address on one line. */
export function addressText(address: Address | null): string {
  if (!address) return '';
  const { line1, line2, city, region, postalCode } = address;
  return [line1, line2, city, [region, postalCode].filter(Boolean).join(' ')].filter(Boolean).join(', ');
}
