import type { Answer } from '#contract/operations.ts';
import type { Settlement } from '#domain/invoicing/invoice-rule.ts';
import type { ProblemError } from '#web/api/problem-error.ts';
import { hasWords, t } from '#web/i18n/words.ts';
import { MessageToSend, type ToSend } from '#web/messages/message-to-send.tsx';
import { SettlementChoice } from '#web/orders/settlement-choice.tsx';
import { ConfirmFinal } from '#web/ui/confirm-final.tsx';
import { moneyText } from '#web/ui/money-text.ts';
import { amountText, numberText } from '#web/ui/quantity-text.ts';

export type CancelPreview = Answer<'previewOrderCancellation'>;

/** What cancelling does, as the server says it, before it is done for good. */
export function ConfirmCancel(props: {
  of: CancelPreview;
  number: string;
  units: number;
  /** What stays. */
  rest: number;
  /** What the customer would be told; null for nothing. */
  toSend: ToSend | null;
  settlement: Settlement;
  onSettle: (settlement: Settlement) => void;
  isBusy: boolean;
  error: ProblemError | null;
  onConfirm: () => void;
  onClose: () => void;
}) {
  const { of, number, units, rest } = props;
  return (
    <ConfirmFinal
      title={t('cancel.confirmTitle', { count: units, units: numberText(units), number })}
      confirm={t('cancel.act', { count: units, number: numberText(units) })}
      isBusy={props.isBusy}
      error={props.error}
      onConfirm={props.onConfirm}
      onClose={props.onClose}
    >
      <ul style={{ listStyle: 'disc', paddingLeft: '1.25rem' }}>
        <li>{t('cancel.worth', { value: moneyText(of.cancelledValue) })}</li>
        <li>
          {rest === 0
            ? t('cancel.nothingStays', { number })
            : t('cancel.restStays', { count: rest, units: numberText(rest), number })}
        </li>
        <Consequences of={of} />
        <li>{t(tells(props))}</li>
        <li>{t('cancel.final')}</li>
      </ul>
      {of.creditedValue && (
        <SettlementChoice amount={moneyText(of.creditedValue)} chosen={props.settlement} onChoose={props.onSettle} />
      )}
      {props.toSend && <MessageToSend of={props.toSend} />}
    </ConfirmFinal>
  );
}

/** Of a credit note the customer always hears. */
function tells({ toSend, of }: { toSend: ToSend | null; of: CancelPreview }) {
  if (toSend) return 'cancel.tellsCustomer';
  return of.creditedValue ? 'cancel.tellsOfCredit' : 'cancel.tellsNobody';
}

function Consequences({ of: { putBack, freed, next, orderStatus, backorderStatus } }: { of: CancelPreview }) {
  const status = backorderStatus ?? orderStatus;
  return (
    <>
      {putBack > 0 && <li>{t('cancel.putBack', { count: putBack, units: numberText(putBack) })}</li>}
      {freed > 0 && next.length === 0 && <li>{t('cancel.freed', { count: freed, units: numberText(freed) })}</li>}
      {next.map((one) => (
        <li key={`${one.orderId} ${one.backorderId} ${one.sku}`}>
          {t('cancel.goesTo', {
            amount: amountText(one.quantity, one.unitsPerCase),
            name: one.itemName,
            number: one.backorderNumber ?? one.orderNumber,
            customer: one.customerName,
          })}
        </li>
      ))}
      {hasWords(`status.${status}`) && (
        <li>{t('cancel.statusAfter', { status: t(`status.${status as 'cancelled'}`) })}</li>
      )}
    </>
  );
}
