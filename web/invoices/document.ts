import type { Answer } from '#contract/operations.ts';
import type { ItemOf } from '#web/api/read.ts';
import { t } from '#web/i18n/words.ts';
import { moneyText } from '#web/ui/money-text.ts';

export type InvoiceRow = ItemOf<'listInvoices'>;
export type CreditNoteRow = ItemOf<'listCreditNotes'>;

/** An invoice or a credit note, as far as both are alike. */
export type Document = Answer<'getInvoice'> | Answer<'getCreditNote'>;
export type Disposition = Document['disposition'];

/** What has become of a document, or stands in its way, in a sentence. */
export function dispositionSentence({ disposition }: Pick<Document, 'disposition'>): string {
  const { status, problem, excludedBecause, exclusionNote } = disposition;
  if (problem) return problem.detail;
  if (status === 'excluded') return exclusionNote ?? t(`invoices.excluded.${excludedBecause ?? 'by_hand'}`);
  if (status === 'waiting') return t('invoices.waits');
  if (status === 'changed_there') return changedSentence(disposition);
  return disposition.there && Number(disposition.there.balance.amount) > 0
    ? t('invoices.unpaid', { amount: moneyText(disposition.there.balance) })
    : '';
}

function changedSentence({ there, writtenAmount, number }: Disposition): string {
  const ours = writtenAmount ? moneyText(writtenAmount) : '';
  if (!there || !writtenAmount) return t('invoices.deletedThere', { ours });
  if (there.isVoid) return t('invoices.voidThere', { ours });
  if (Number(there.net.amount) === Number(writtenAmount.amount))
    return there.number === number
      ? t('invoices.otherCustomerThere')
      : t('invoices.otherNumberThere', { number: there.number });
  return t('invoices.otherThere', { ours, there: moneyText(there.net) });
}

/** It is not there any more: sending it again makes another one. */
export const isGone = ({ status, there }: Disposition) =>
  status === 'changed_there' && (there === null || there.isVoid);
