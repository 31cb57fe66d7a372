import { NativeSelect } from '@mantine/core';
import type { Fulfillment } from '#contract/fulfillment/fulfillments.ts';
import { PLACES, RETURN_REASONS } from '#contract/fulfillment/returns.ts';
import { type Variant, VariantPicker } from '#web/catalog/variant-picker.tsx';
import { t } from '#web/i18n/words.ts';
import { FieldRow } from '#web/ui/form.tsx';
import { QuantityField } from '#web/ui/quantity-field.tsx';
import { QuantityLine } from '#web/ui/quantity-lines.tsx';
import { quantityText } from '#web/ui/quantity-text.ts';
import { Tick } from '#web/ui/tick.tsx';
import { arrivingOf } from './door-lines.tsx';

type Line = Fulfillment['lines'][number];

/** What comes back of a line, and what is sent in its place: as much of the same item unless said otherwise. */
export type Back = {
  quantity: number | null;
  reason: (typeof RETURN_REASONS)[number];
  disposition: (typeof PLACES)[number] | 'undecided';
  replace: { other: Variant | null; quantity: number | null; isSwap: boolean } | null;
};
export const NOTHING: Back = { quantity: 0, reason: 'damaged', disposition: 'undecided', replace: null };

/** Its quantities can be read, and no more is replaced than comes back, nor comes back than was delivered. */
export const isReadable = (line: Line, back: Back) =>
  isWithin(line, back) && (back.replace === null || isReplaceable(back, back.replace));
const isWithin = (line: Line, { quantity }: Back) => quantity !== null && quantity <= arrivingOf(line);
const isReplaceable = ({ quantity }: Back, replace: NonNullable<Back['replace']>) =>
  replace.quantity !== null && replace.quantity > 0 && replace.quantity <= (quantity ?? 0);

/** A line as it is recorded; none where nothing of it comes back. */
export function toGiven(line: Line, { quantity, reason, disposition, replace }: Back) {
  if (!quantity) return [];
  const isSwap = replace?.isSwap ?? false;
  const given = replace?.quantity
    ? { variantId: replace.other?.id ?? null, quantity: replace.quantity, swapAtDoor: isSwap }
    : null;
  return [
    { fulfillmentLineId: line.id, quantity, reason, disposition: isSwap ? 'undecided' : disposition, replace: given },
  ] as const;
}

export function BackLine({ line, back, onChange }: { line: Line; back: Back; onChange: (back: Back) => void }) {
  const delivered = quantityText(arrivingOf(line), line.unitsPerCase);
  const { replace } = back;
  // As much is replaced as comes back, until somebody says how many.
  const follow = (quantity: number | null) =>
    replace && replace.quantity === back.quantity ? { ...replace, quantity } : replace;
  return (
    <QuantityLine
      name={line.itemName}
      item={line.itemName}
      facts={t('returns.delivered', { amount: delivered })}
      fields={
        <QuantityField
          label={t('returns.quantity')}
          value={back.quantity}
          empty={0}
          unitsPerCase={line.unitsPerCase}
          onChange={(quantity) => onChange({ ...back, quantity, replace: follow(quantity) })}
        />
      }
      error={back.quantity !== null && !isWithin(line, back) ? t('returns.tooMany', { amount: delivered }) : null}
      more={back.quantity ? <BackFields line={line} back={back} onChange={onChange} /> : null}
    />
  );
}

function BackFields({ line, back, onChange }: { line: Line; back: Back; onChange: (back: Back) => void }) {
  return (
    <FieldRow>
      <NativeSelect
        label={t('returns.why')}
        value={back.reason}
        data={RETURN_REASONS.map((value) => ({ value, label: t(`returns.reason.${value}`) }))}
        onChange={(event) => onChange({ ...back, reason: event.currentTarget.value as Back['reason'] })}
      />
      <NativeSelect
        label={t('returns.where')}
        value={back.replace?.isSwap ? 'undecided' : back.disposition}
        disabled={back.replace?.isSwap ?? false}
        data={(['undecided', ...PLACES] as const).map((value) => ({ value, label: t(`returns.place.${value}`) }))}
        onChange={(event) => onChange({ ...back, disposition: event.currentTarget.value as Back['disposition'] })}
      />
      <Tick
        label={t('returns.replace')}
        isSet={back.replace !== null}
        onSet={(isSet) =>
          onChange({ ...back, replace: isSet ? { other: null, quantity: back.quantity, isSwap: false } : null })
        }
      />
      {back.replace && <ReplaceFields {...{ line, back, onChange }} replace={back.replace} />}
    </FieldRow>
  );
}

function ReplaceFields(props: {
  line: Line;
  back: Back;
  replace: NonNullable<Back['replace']>;
  onChange: (back: Back) => void;
}) {
  const { line, back, replace, onChange } = props;
  const unitsPerCase = replace.other?.unitsPerCase ?? line.unitsPerCase;
  const isTooMany = replace.quantity !== null && !isReplaceable(back, replace);
  return (
    <>
      <VariantPicker
        label={t('returns.replaceWith')}
        placeholder={t('returns.sameItem')}
        chosen={replace.other}
        onChoose={(found) => {
          const other = found?.id === line.variantId ? null : found;
          onChange({ ...back, replace: { ...replace, other } });
        }}
      />
      <QuantityField
        key={unitsPerCase}
        label={t('returns.replaceQuantity')}
        value={replace.quantity}
        unitsPerCase={unitsPerCase}
        error={isTooMany ? t('returns.tooManyReplaced') : null}
        onChange={(quantity) => onChange({ ...back, replace: { ...replace, quantity } })}
      />
      <Tick
        label={t('returns.swap')}
        isSet={replace.isSwap}
        onSet={(isSwap) => onChange({ ...back, replace: { ...replace, isSwap } })}
      />
    </>
  );
}
