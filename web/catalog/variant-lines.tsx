import { ActionIcon } from '@mantine/core';
import { Trash2 } from 'lucide-react';
import type { ReactNode } from 'react';
import type { ProblemError } from '#web/api/problem-error.ts';
import { t } from '#web/i18n/words.ts';
import { problemOfRow } from '#web/ui/problem-words.ts';
import { QuantityField } from '#web/ui/quantity-field.tsx';
import { QuantityLine, QuantityLines } from '#web/ui/quantity-lines.tsx';
import { amountText } from '#web/ui/quantity-text.ts';
import { Item } from './item.tsx';
import { type Variant, VariantPicker } from './variant-picker.tsx';

export type VariantLine = { key: number; variant: Variant; quantity: number | null };

/** The form whose lines they are, among what else it asks for. */
type FormOfLines = { values: { lines: readonly VariantLine[] }; set(change: { lines: readonly VariantLine[] }): void };

/** Lines of something new: items found by typing, each with its quantity. */
export function variantLinesOf(form: FormOfLines) {
  const { lines } = form.values;
  return {
    lines,
    add: (variant: Variant) => {
      const line = { key: (lines.at(-1)?.key ?? 0) + 1, variant, quantity: Math.max(variant.orderMultiple, 1) };
      form.set({ lines: [...lines, line] });
    },
    change: (key: number, quantity: number | null) =>
      form.set({ lines: lines.map((line) => (line.key === key ? { ...line, quantity } : line)) }),
    remove: (key: number) => form.set({ lines: lines.filter((line) => line.key !== key) }),
    /** Every line can be sent. */
    isReady:
      lines.length > 0 &&
      lines.every((line) => line.quantity !== null && line.quantity > 0 && multipleProblem(line) === null),
  };
}

export function VariantLines(props: {
  label: string;
  of: ReturnType<typeof variantLinesOf>;
  error: ProblemError | null;
  /** What a line amounts to. */
  outcome?: (line: VariantLine) => ReactNode;
}) {
  const { lines, add, change, remove } = props.of;
  return (
    <div style={{ display: 'grid', gap: '0.75rem' }}>
      {lines.length > 0 && (
        <QuantityLines label={props.label}>
          {lines.map((line, row) => (
            <QuantityLine
              key={line.key}
              name={line.variant.itemName}
              item={<Item of={line.variant} />}
              facts={line.variant.discontinued ? t('item.discontinued') : null}
              fields={
                <RowFields
                  line={line}
                  onChange={(quantity) => change(line.key, quantity)}
                  onRemove={() => remove(line.key)}
                />
              }
              error={multipleProblem(line) ?? problemOfRow(props.error, row)}
              outcome={props.outcome?.(line)}
            />
          ))}
        </QuantityLines>
      )}
      <VariantPicker
        label={t('line.add')}
        placeholder={t('line.addPlaceholder')}
        onChoose={(variant) => variant && add(variant)}
      />
    </div>
  );
}

function multipleProblem({ variant, quantity }: VariantLine): string | null {
  if (quantity === null || quantity % variant.orderMultiple === 0) return null;
  return t('line.notMultiple', { amount: amountText(variant.orderMultiple, variant.unitsPerCase) });
}

type RowFieldsProps = { line: VariantLine; onChange: (quantity: number | null) => void; onRemove: () => void };

function RowFields({ line: { variant, quantity }, onChange, onRemove }: RowFieldsProps) {
  return (
    <>
      <QuantityField
        label={t('line.quantity')}
        value={quantity}
        unitsPerCase={variant.unitsPerCase}
        onChange={onChange}
      />
      <ActionIcon
        style={{ width: '1.875rem' }}
        aria-label={t('line.remove', { name: variant.itemName })}
        onClick={onRemove}
      >
        <Trash2 size={16} />
      </ActionIcon>
    </>
  );
}
