import type { Answer } from '#contract/operations.ts';
import { hasWords, t } from '#web/i18n/words.ts';
import { actorText } from '#web/records/actor-text.ts';
import { dayText, instantText } from '#web/ui/date-words.ts';
import { amountText } from '#web/ui/quantity-text.ts';
import { wordsOfCode } from '#web/ui/words-of-code.ts';

type ExplainedLine = Omit<Answer<'explainBackorder'>['lines'][number], 'backorderLineId'>;

/** Names at most this many others in one sentence. */
const NAMED = 5;

/** Why a line waits, in sentences, from what is on the shelf to what would change it. */
export function whySentences(
  line: ExplainedLine,
  about: { unitsPerCase: number; today: string; timeZone: string },
): string[] {
  const { unitsPerCase, today, timeZone } = about;
  const amount = (quantity: number) => amountText(quantity, unitsPerCase);
  const said: (string | null)[] = [
    line.onHand === 0
      ? t('why.noneOnHand')
      : t('why.onHand', {
          onHand: amount(line.onHand),
          allocated: amount(line.allocated),
          available: amount(line.available),
        }),
    line.lastCountedAt && t('why.lastCounted', { at: instantText(line.lastCountedAt, timeZone).short }),
    line.holders.length > 0
      ? t('why.holders', {
          who: named(
            line.holders.map(({ orderNumber, customerName, quantity }) =>
              who(amount(quantity), orderNumber, customerName),
            ),
          ),
        })
      : null,
    line.aheadCount === 0
      ? t('why.first')
      : t('why.ahead', {
          count: line.aheadCount,
          amount: amount(line.aheadQuantity),
          who: named(
            line.ahead.map(
              ({ orderNumber, customerName, waiting, because }) =>
                `${who(amount(waiting), orderNumber, customerName)}, ${becauseText(because)}`,
            ),
            line.aheadCount,
          ),
        }),
    ...line.arrivals.map(({ purchaseOrderNumber: number, quantity, expectedOn, isLate }) => {
      if (isLate)
        return t('why.arrivalLate', {
          number,
          amount: amount(quantity),
          day: expectedOn ? dayText(expectedOn, today) : '',
        });
      if (expectedOn === null) return t('why.arrivalNoDate', { number, amount: amount(quantity) });
      return t('why.arrival', { number, amount: amount(quantity), day: dayText(expectedOn, today) });
    }),
    line.arrivals.length === 0 && line.waiting > 0 ? t('why.noArrivals') : null,
    line.decision && decisionSentence(line.decision, amount),
    line.missingOfWhole.length > 0
      ? t('why.missingOfWhole', {
          what: named(
            line.missingOfWhole.map((item) => `${amountText(item.quantity, item.unitsPerCase)} ${item.itemName}`),
          ),
        })
      : null,
    ...line.wouldChange.flatMap(({ change, quantity }) =>
      change === 'more_stock' ? [] : t(`why.would.${change}`, { amount: amount(quantity) }),
    ),
    ...line.moves.map(({ direction, quantity, at, by, reason, orderNumber, customerName }) =>
      t(`why.moved.${direction}`, {
        amount: amount(quantity),
        at: instantText(at, timeZone).short,
        by: actorText(by),
        reason,
        who: orderNumber && customerName ? t('why.order', { orderNumber, customerName }) : t('why.otherOrder'),
      }),
    ),
    line.siblings.length > 0
      ? t('why.siblings', {
          which: named(
            line.siblings.map(({ sku, itemName, available }) =>
              t('why.sibling', { sku, name: itemName, amount: amount(available) }),
            ),
          ),
        })
      : null,
  ];
  return said.filter((sentence): sentence is string => typeof sentence === 'string');
}

function decisionSentence(
  decision: NonNullable<ExplainedLine['decision']>,
  amount: (quantity: number) => string,
): string | null {
  if (decision.quantity > 0) return t('why.wouldServe', { amount: amount(decision.quantity) });
  const key = `why.reason.${decision.reason}`;
  if (hasWords(key)) return t(key as 'why.reason.on_hold');
  return decision.short > 0 ? t('why.wouldChange', { amount: amount(decision.short) }) : null;
}

function who(amount: string, orderNumber: string | null, customerName: string | null): string {
  if (orderNumber && customerName) return t('why.who', { amount, orderNumber, customerName });
  return t('why.whoUnnamed', { amount });
}

export function becauseText(because: string): string {
  const key = `why.because.${because}`;
  return hasWords(key) ? t(key as 'why.because.older') : wordsOfCode(because).toLowerCase();
}

function named(all: readonly string[], count = all.length): string {
  const shown = all.slice(0, NAMED).join('; ');
  const more = count - Math.min(all.length, NAMED);
  return more > 0 ? t('why.andMore', { shown, count: more }) : shown;
}
