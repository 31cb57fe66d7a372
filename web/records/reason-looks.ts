import type { CancellationReason } from '#domain/orders/cancellation-reason.ts';
import { t } from '#web/i18n/words.ts';
import type { Looks } from '#web/ui/fields.tsx';
import type { Reason } from './reasons.ts';

/** What is typed where a reason is asked for: one of a list, words of one's own where the list has none, and notes. */
export type ReasonTyped = { chosen: string | null; written: string | null; notes: string | null };

export const NO_REASON: ReasonTyped = { chosen: null, written: null, notes: null };

/** How a reason is asked for; its own words only once it is another than those of the list. */
export function reasonLooks(reasons: readonly Reason[], { chosen }: ReasonTyped): Looks<ReasonTyped> {
  return {
    chosen: {
      kind: 'choice',
      label: t('reason.label'),
      required: true,
      none: t('reason.choose'),
      choices: reasons.map((reason) => ({ value: reason, label: t(`reason.${reason}`) })),
    },
    ...(chosen === 'other' && {
      written: { kind: 'text', label: t('reason.other_text'), required: true, maxLength: 200 },
    }),
    notes: { kind: 'long', label: t('reason.notes'), maxLength: 4000 },
  };
}

/** What is sent: the chosen reason, or what was written for another; empty while there is none. */
export type ReasonGiven = { reason: string; notes: string | null };

export function reasonGiven({ chosen, written, notes }: ReasonTyped): ReasonGiven {
  const reason = chosen === 'other' ? written : chosen;
  return { reason: reason?.trim() ?? '', notes: notes?.trim() || null };
}

export type CancellationGiven = { reason: CancellationReason; reasonText: string | null; notes: string | null };

/** Why something is cancelled: a reason of the list, whose `other` comes with its own words. Null while there is none. */
export function cancellationGiven({ chosen, written, notes }: ReasonTyped): CancellationGiven | null {
  const reasonText = chosen === 'other' ? (written?.trim() ?? '') : null;
  if (chosen === null || reasonText === '') return null;
  return { reason: chosen as CancellationReason, reasonText, notes: notes?.trim() || null };
}
