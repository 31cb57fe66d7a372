import { quantityText, unitsText } from '#web/ui/quantity-text.ts';

/** A quantity as it is said in the trade, "4 cs + 3", with all of it in units for whoever asks. */
export function Quantity({ of, unitsPerCase }: { of: number; unitsPerCase: number }) {
  return (
    <span className="nowrap" title={unitsText(of, unitsPerCase)}>
      {quantityText(of, unitsPerCase)}
    </span>
  );
}

/** A quantity in a table, where nothing is better said by a dash. */
export function QuantityOrDash({ of, unitsPerCase }: { of: number; unitsPerCase: number }) {
  return of === 0 ? <span className="quiet">–</span> : <Quantity of={of} unitsPerCase={unitsPerCase} />;
}
