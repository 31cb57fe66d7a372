import { ActionIcon, Button } from '@mantine/core';
import { X } from 'lucide-react';
import type { Answer } from '#contract/operations.ts';
import { total } from '#domain/quantity.ts';
import { t } from '#web/i18n/words.ts';
import { DayField } from '#web/ui/day-field.tsx';
import { FieldRow } from '#web/ui/form.tsx';
import { QuantityField } from '#web/ui/quantity-field.tsx';
import { amountText } from '#web/ui/quantity-text.ts';

type Line = Answer<'getPurchaseOrder'>['lines'][number];
/** A part of a line with its day, as it is typed. */
export type Part = { quantity: number | null; expectedOn: string };

/** How many units of a line in parts are in none (above 0) or too many; -1 for a part that cannot be read. */
export function placed({ remaining }: Line, parts: readonly Part[]): number {
  if (parts.length === 0) return 0;
  if (parts.some(({ quantity, expectedOn }) => !quantity || expectedOn === '')) return -1;
  return remaining - total(parts, ({ quantity }) => quantity ?? 0);
}

type LinePartsProps = {
  line: Line;
  parts: readonly Part[];
  day: string;
  onChange: (parts: readonly Part[]) => void;
};

/** Splits a line into parts that come on days of their own. */
export function LineParts(props: LinePartsProps) {
  const { line, parts, onChange } = props;
  const left = line.remaining - total(parts, ({ quantity }) => quantity ?? 0);
  const next = { quantity: Math.max(1, left), expectedOn: props.day };
  if (parts.length === 0) {
    return (
      <button type="button" className="link small" onClick={() => onChange([{ ...next, quantity: line.remaining }])}>
        {t('purchasing.split')}
      </button>
    );
  }
  const change = (index: number, part: Partial<Part>) =>
    onChange(parts.map((one, place) => (place === index ? { ...one, ...part } : one)));
  return (
    <>
      {parts.map((part, index) => (
        <PartRow
          // biome-ignore lint/suspicious/noArrayIndexKey: parts have no other name
          key={index}
          line={line}
          part={part}
          number={index + 1}
          onChange={(changed) => change(index, changed)}
          onRemove={() => onChange(parts.filter((_, place) => place !== index))}
        />
      ))}
      <p className="beside">
        <Button variant="default" size="xs" onClick={() => onChange([...parts, next])}>
          {t('purchasing.addPart')}
        </Button>
        <button type="button" className="link small" onClick={() => onChange([])}>
          {t('purchasing.unsplit')}
        </button>
        {placed(line, parts) !== 0 && <span role="status">{leftText(left, line)}</span>}
      </p>
    </>
  );
}

function leftText(left: number, { unitsPerCase }: Line): string {
  if (left === 0) return t('purchasing.partsUnread');
  const amount = amountText(Math.abs(left), unitsPerCase);
  return left > 0 ? t('purchasing.partsLeft', { amount }) : t('purchasing.partsOver', { amount });
}

function PartRow(props: {
  line: Line;
  part: Part;
  number: number;
  onChange: (part: Partial<Part>) => void;
  onRemove: () => void;
}) {
  const { part, number } = props;
  return (
    <FieldRow>
      <QuantityField
        label={t('purchasing.partQuantity', { number })}
        value={part.quantity}
        unitsPerCase={props.line.unitsPerCase}
        onChange={(quantity) => props.onChange({ quantity })}
      />
      <DayField
        label={t('purchasing.partDay')}
        value={part.expectedOn}
        onDay={(on) => props.onChange({ expectedOn: on })}
      />
      <ActionIcon
        variant="subtle"
        aria-label={t('purchasing.removePart', { number })}
        onClick={props.onRemove}
        style={{ alignSelf: 'end' }}
      >
        <X size={16} aria-hidden />
      </ActionIcon>
    </FieldRow>
  );
}
