import { keepPreviousData, useQueries } from '@tanstack/react-query';
import type { Answer } from '#contract/operations.ts';
import { type Outcome, outcomeOf } from '#domain/allocation/newcomer.ts';
import { shortageRule } from '#domain/fulfillment/shortage.ts';
import { reading } from '#web/api/read.ts';
import type { Customer } from '#web/customers/customer-picker.tsx';
import { t } from '#web/i18n/words.ts';
import { useCompany } from '#web/ui/company.ts';
import { dayText } from '#web/ui/date-words.ts';
import { numberText, quantityText } from '#web/ui/quantity-text.ts';
import { aheadOf, type EnteredLine } from './entered-lines.ts';

export type Supply = Answer<'getSupplyOutlook'>['lines'][number];

/** For whom, from where and for when: what an outlook depends on beside the items. */
export type Asking = {
  customerId?: string | undefined;
  warehouseId?: string | undefined;
  requestedOn?: string | undefined;
};

/** What there is of some items, as many as there are; asked for in groups, so that a line more asks for few again. */
export function useSupply(variantIds: readonly string[], asking: Asking): (variantId: string) => Supply | undefined {
  const ids = [...new Set(variantIds)];
  const groups = Array.from({ length: Math.ceil(ids.length / GROUP) }, (_, at) =>
    ids.slice(at * GROUP, (at + 1) * GROUP),
  );
  const answers = useQueries({
    queries: groups.map((group) => ({
      ...reading('getSupplyOutlook', { query: { ...asking, variantIds: group.join(',') } }),
      placeholderData: keepPreviousData,
    })),
  });
  const lines = new Map(answers.flatMap(({ data }) => data?.lines ?? []).map((line) => [line.variantId, line]));
  return (variantId) => lines.get(variantId);
}

const GROUP = 25;

/** "36 cs available · next 12 cs 1 Dec · 3 wait". */
export function supplyWords(supply: Supply, unitsPerCase: number, today: string): string {
  const { available, nextArrival, waiting } = supply;
  const amount = (quantity: number) => quantityText(quantity, unitsPerCase);
  return [
    available > 0 ? t('entrySupply.available', { amount: amount(available) }) : t('entrySupply.none'),
    nextArrival &&
      t('entrySupply.next', { amount: amount(nextArrival.quantity), day: dayText(nextArrival.expectedOn, today) }),
    waiting.lines > 0 && t('entrySupply.wait', { count: waiting.lines, number: numberText(waiting.lines) }),
  ]
    .filter(Boolean)
    .join(' · ');
}

export type LineOutcome = Outcome & { isCancelled: boolean };

/** What becomes of a line if the order is confirmed now; null while that is not known. */
export function useOutcomes(
  lines: readonly EnteredLine[],
  customer: Customer | null,
  supplyOf: (variantId: string) => Supply | undefined,
): (line: EnteredLine) => LineOutcome | null {
  const { today } = useCompany();
  return (line) => {
    const parts = supplyOf(line.variant.id)?.parts;
    if (!parts || !line.quantity || !customer) return null;
    const rule = shortageRule({
      line: null,
      variant: line.variant.shortageRule,
      customer: customer.shortageRule,
      discontinued: line.variant.discontinued,
    });
    const outcome = outcomeOf(parts, { quantity: line.quantity, ahead: aheadOf(lines, line), today });
    return { ...outcome, isCancelled: rule === 'cancel_shortage' };
  };
}

/** "36 now, 5 wait until about 1 Dec". */
export function outcomeWords(outcome: LineOutcome, unitsPerCase: number, today: string): string {
  const { now, later, laterOn, undated, isCancelled } = outcome;
  const amount = (quantity: number) => quantityText(quantity, unitsPerCase);
  const short = later + undated;
  if (short === 0) return t('entrySupply.allNow');
  const parts: string[] = [now > 0 ? t('entrySupply.now', { amount: amount(now) }) : t('entrySupply.noneNow')];
  if (isCancelled) parts.push(t('entrySupply.cancelled', { amount: amount(short) }));
  else {
    if (later > 0 && laterOn)
      parts.push(t('entrySupply.until', { amount: amount(later), day: dayText(laterOn, today) }));
    if (undated > 0) parts.push(t('entrySupply.undated', { amount: amount(undated) }));
  }
  return parts.join(', ');
}
