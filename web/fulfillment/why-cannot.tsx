import { useState } from 'react';
import { whySentences } from '#web/backorders/why-words.ts';
import { t } from '#web/i18n/words.ts';
import { ButtonLink } from '#web/ui/button-link.ts';
import { useCompany } from '#web/ui/company.ts';
import { dayText } from '#web/ui/date-words.ts';
import { FormButtons } from '#web/ui/form.tsx';
import { amountText } from '#web/ui/quantity-text.ts';
import { CountHere } from './count-here.tsx';
import type { FillLine } from './filling.ts';
import { canHave } from './pick.ts';
import styles from './record-pick-page.module.css';

/** Why a line cannot be filled whole, in one sentence, and behind it everything there is to know and to do about it. */
export function WhyCannot({ line, warehouseId }: { line: FillLine; warehouseId: string }) {
  const [isOpen, setIsOpen] = useState(false);
  const { today, timeZone } = useCompany();
  if (canHave(line) === line.asked || !line.why) return null;
  const nothing = canHave(line) === 0;
  return (
    <div className={styles.why}>
      <p className={nothing ? undefined : 'quiet'}>
        {reason(line, today)}{' '}
        <button type="button" className="link" aria-expanded={isOpen} onClick={() => setIsOpen(!isOpen)}>
          {t(nothing ? 'fill.why' : 'fill.whyNotAll')}
        </button>
      </p>
      {nothing && line.why.arrivals.length === 0 && <CountHere line={line} warehouseId={warehouseId} />}
      {isOpen && (
        <>
          <ul>
            {whySentences(line.why, { unitsPerCase: line.unitsPerCase, today, timeZone }).map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
          <WhatToDo line={line} warehouseId={warehouseId} />
        </>
      )}
    </div>
  );
}

/** What would help: goods that stand at the dock, or a shelf that holds more than the books say. */
function WhatToDo({ line, warehouseId }: { line: FillLine; warehouseId: string }) {
  const [arrival] = line.why?.arrivals ?? [];
  return (
    <FormButtons>
      {arrival ? (
        <ButtonLink
          variant="default"
          to="/receiving/$purchaseOrderId"
          params={{ purchaseOrderId: arrival.purchaseOrderId }}
        >
          {t('fill.receive', { number: arrival.purchaseOrderNumber })}
        </ButtonLink>
      ) : (
        <ButtonLink variant="default" to="/receiving" search={{ q: line.sku }}>
          {t('fill.findReceipt')}
        </ButtonLink>
      )}
      <ButtonLink
        variant="default"
        to="/stock/$variantId"
        params={{ variantId: line.variantId }}
        search={{ warehouse: warehouseId, adjust: 1 }}
      >
        {t('fill.count')}
      </ButtonLink>
      <ButtonLink
        variant="subtle"
        to="/stock/$variantId"
        params={{ variantId: line.variantId }}
        search={{ warehouse: warehouseId, figure: 'allocated' }}
      >
        {t('fill.whoHolds')}
      </ButtonLink>
    </FormButtons>
  );
}

/** "Can't fulfill yet: 15 units on PO-311, expected 2 Dec." */
function reason({ asked, unitsPerCase, why, ...line }: FillLine, today: string): string {
  const missing = asked - canHave({ asked, unitsPerCase, ...line });
  const amount = amountText(missing, unitsPerCase);
  const head = canHave({ asked, unitsPerCase, ...line }) === 0 ? 'fill.cannot' : 'fill.cannotAll';
  const [arrival] = why?.arrivals ?? [];
  if (!arrival) return t(head, { amount, reason: t('fill.nothingOnOrder') });
  const { purchaseOrderNumber: number, expectedOn, isLate } = arrival;
  const day = expectedOn ? dayText(expectedOn, today) : '';
  const because =
    expectedOn === null
      ? t('fill.arrivesNoDate', { number })
      : t(isLate ? 'fill.late' : 'fill.arrives', { number, day });
  return t(head, { amount, reason: because });
}
