import { Item } from '#web/catalog/item.tsx';
import { t } from '#web/i18n/words.ts';
import { QuantityField } from '#web/ui/quantity-field.tsx';
import { QuantityLine } from '#web/ui/quantity-lines.tsx';
import { amountText, quantityText } from '#web/ui/quantity-text.ts';
import type { Filling, FillLine } from './filling.ts';
import { canHave, type Entry } from './pick.ts';
import { WhyCannot } from './why-cannot.tsx';

type FillLineFieldsProps = {
  line: FillLine;
  entry: Entry;
  filling: Filling;
  problem: string | null;
  outcome: string;
  onEnter: (change: Partial<Entry>) => void;
};

/** A line that is being filled: what was found, what is short, and in words what becomes of it. */
export function FillLineFields(props: FillLineFieldsProps) {
  const { line, entry, filling, onEnter } = props;
  const rest = line.asked - (entry.picked ?? 0) - (entry.short ?? 0);
  return (
    <QuantityLine
      name={line.itemName}
      item={<Item of={line} />}
      facts={<PickFacts line={line} isOnBackorder={filling.kind === 'backorder'} />}
      fields={
        <>
          <QuantityField
            label={t('pick.pickedField')}
            value={entry.picked}
            unitsPerCase={line.unitsPerCase}
            empty={0}
            onChange={(picked) => onEnter({ picked })}
          />
          <QuantityField
            label={t('pick.shortField')}
            value={entry.short}
            unitsPerCase={line.unitsPerCase}
            empty={0}
            onChange={(short) => onEnter({ short })}
          />
        </>
      }
      error={props.problem}
      outcome={
        <>
          {props.outcome} {rest > 0 && <RestIsShort onClick={() => onEnter({ short: (entry.short ?? 0) + rest })} />}
        </>
      }
      more={canHave(line) < line.asked && <WhyCannot line={line} warehouseId={filling.warehouseId} />}
    />
  );
}

function PickFacts({ line, isOnBackorder }: { line: FillLine; isOnBackorder: boolean }) {
  const asked = amountText(line.asked, line.unitsPerCase);
  const reserved = quantityText(line.reserved, line.unitsPerCase);
  const facts = t(isOnBackorder ? 'pick.factsOnBackorder' : 'pick.factsOnOrder', { asked, reserved });
  return line.free > 0 ? `${facts} · ${t('pick.free', { amount: quantityText(line.free, line.unitsPerCase) })}` : facts;
}

function RestIsShort({ onClick }: { onClick: () => void }) {
  return (
    <button type="button" className="link" onClick={onClick}>
      {t('fill.restIsShort')}
    </button>
  );
}
