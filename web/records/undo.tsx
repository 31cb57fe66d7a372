import { useState } from 'react';
import { useAct } from '#web/api/act.ts';
import { t } from '#web/i18n/words.ts';
import { ConfirmFinal } from '#web/ui/confirm-final.tsx';
import { amountText, numberText } from '#web/ui/quantity-text.ts';
import { tell } from '#web/ui/toast.tsx';

/** Undoes a receipt after saying in numbers what that means; refused, it says what depends on it. */
export function UndoReceipt(props: {
  receipt: { id: string; number: string; quantity: number };
  version?: number | undefined;
  onDone?: () => void;
}) {
  const { receipt, version, onDone } = props;
  const act = useAct('reverseReceipt');
  const { number, quantity } = receipt;
  const seen = version === undefined ? undefined : { version };
  return (
    <Undo
      what={number}
      title={t('undo.receiptTitle', { number })}
      says={t('undo.receiptSays', { count: quantity, units: numberText(quantity) })}
      act={act}
      onConfirm={async () => {
        const done = await act.submit({ params: { id: receipt.id } }, seen);
        if (!done) return false;
        tell([t('undo.receiptDone', { number }), releasedWords(done.released.length)].join(' ').trim());
        onDone?.();
        return true;
      }}
    />
  );
}

/** Undoes a count or an adjustment. */
export function UndoCount({ id, moved, unitsPerCase }: { id: string; moved: number; unitsPerCase: number }) {
  const act = useAct('reverseAdjustment');
  return (
    <Undo
      what={amountText(Math.abs(moved), unitsPerCase)}
      title={t('undo.countTitle')}
      says={t('undo.countSays', { amount: signedAmount(-moved, unitsPerCase) })}
      act={act}
      onConfirm={async () => {
        const done = await act.submit({ params: { id } });
        if (!done) return false;
        const onHand = amountText(done.onHand, unitsPerCase);
        tell([t('undo.countDone', { amount: onHand }), releasedWords(done.released.length)].join(' ').trim());
        return true;
      }}
    />
  );
}

function releasedWords(count: number): string {
  return count === 0 ? '' : t('undo.released', { count });
}

function signedAmount(units: number, unitsPerCase: number): string {
  return `${units < 0 ? '−' : '+'}${amountText(Math.abs(units), unitsPerCase)}`;
}

function Undo(props: {
  /** Tells this button from its neighbours to whoever hears it. */
  what: string;
  title: string;
  says: string;
  act: { isBusy: boolean; error: Parameters<typeof ConfirmFinal>[0]['error']; clear(): void };
  onConfirm: () => Promise<boolean>;
}) {
  const [asks, setAsks] = useState(false);
  const { act } = props;
  return (
    <>
      <button type="button" className="link small" aria-label={t('undo.what', props)} onClick={() => setAsks(true)}>
        {t('undo.act')}
      </button>
      {asks && (
        <ConfirmFinal
          title={props.title}
          confirm={t('undo.act')}
          isBusy={act.isBusy}
          error={act.error}
          onClose={() => {
            act.clear();
            setAsks(false);
          }}
          onConfirm={() => void props.onConfirm().then((done) => done && setAsks(false))}
        >
          <p>{props.says}</p>
          <p className="quiet">{t('undo.givenBack')}</p>
        </ConfirmFinal>
      )}
    </>
  );
}
