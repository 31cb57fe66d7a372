import type { Answer } from '#contract/operations.ts';
import { useMay } from '#web/accounts/viewer.ts';
import { t } from '#web/i18n/words.ts';
import { actorText } from '#web/records/actor-text.ts';
import { UndoReceipt } from '#web/records/undo.tsx';
import { InstantText } from '#web/ui/date-text.tsx';
import { Section } from '#web/ui/page.tsx';
import { numberText } from '#web/ui/quantity-text.ts';

type Receipt = Answer<'getPurchaseOrder'>['receipts'][number];

/** What came of a purchase order, by whom it was booked and when; a mistake can be undone here. */
export function ReceiptsSection({ receipts, version }: { receipts: readonly Receipt[]; version: number }) {
  const may = useMay();
  return (
    <Section title={t('purchasing.receipts')}>
      {receipts.length === 0 && <p className="quiet">{t('purchasing.noReceipts')}</p>}
      <ul>
        {receipts.map((one) => (
          <li key={one.id}>
            {one.reversedAt ? <s>{receiptWords(one)}</s> : receiptWords(one)}{' '}
            <span className="quiet small">
              {actorText(one.receivedBy)}, <InstantText at={one.receivedAt} />
            </span>{' '}
            {one.reversedAt ? (
              <span className="quiet small">
                · {t('undo.reversed')}: {actorText(one.reversedBy ?? '')}, <InstantText at={one.reversedAt} />
              </span>
            ) : (
              may('receiving.write') && <UndoReceipt receipt={one} version={version} />
            )}
          </li>
        ))}
      </ul>
    </Section>
  );
}

function receiptWords({ number, quantity, damaged }: Receipt): string {
  const units = `${number} · ${t('quantity.units', { count: quantity, number: numberText(quantity) })}`;
  return damaged > 0 ? `${units}, ${t('purchasing.ofItDamaged', { number: numberText(damaged) })}` : units;
}
