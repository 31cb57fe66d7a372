import { TextInput } from '@mantine/core';
import { type Ref, useState } from 'react';
import { t } from '#web/i18n/words.ts';
import { parseQuantity, quantityText, unitsText } from '#web/ui/quantity-text.ts';

type QuantityFieldProps = {
  label: string;
  hideLabel?: boolean;
  value: number | null;
  unitsPerCase: number;
  /** What an emptied field says; nothing readable unless told. */
  empty?: number;
  onChange: (quantity: number | null) => void;
  error?: string | null;
  disabled?: boolean;
  inputRef?: Ref<HTMLInputElement>;
  /** What was written into it before it was there. */
  startText?: string | undefined;
  /** What follows when it is answered. */
  onEnter?: () => void;
};

/** Takes a quantity as people write it, "4 cs + 3" or "51". What cannot be read is `null` to whoever listens. */
export function QuantityField(props: QuantityFieldProps) {
  const { value, unitsPerCase } = props;
  const [written, setWritten] = useState(props.startText || (value === null ? '' : quantityText(value, unitsPerCase)));
  // A value set from outside, such as by "All", replaces what was written; one that was written stays as it is.
  const read = (text: string) => (text.trim() === '' ? (props.empty ?? null) : parseQuantity(text, unitsPerCase));
  const shown = value !== null && read(written) !== value ? quantityText(value, unitsPerCase) : written;
  const isUnreadable = value === null && shown.trim() !== '';
  return (
    <TextInput
      ref={props.inputRef}
      label={props.hideLabel ? undefined : props.label}
      aria-label={props.hideLabel ? props.label : undefined}
      value={shown}
      disabled={props.disabled}
      inputMode={unitsPerCase === 1 ? 'numeric' : 'text'}
      autoComplete="off"
      title={value === null ? undefined : unitsText(value, unitsPerCase)}
      error={
        props.error ??
        (isUnreadable ? t('quantity.unreadable', { example: unitsPerCase === 1 ? '12' : '4 cs + 3' }) : undefined)
      }
      onFocus={(event) => event.currentTarget.select()}
      onKeyDown={(event) => {
        if (!props.onEnter || event.key !== 'Enter' || event.ctrlKey || event.metaKey) return;
        event.preventDefault();
        props.onEnter();
      }}
      onChange={(event) => {
        setWritten(event.currentTarget.value);
        props.onChange(read(event.currentTarget.value));
      }}
    />
  );
}
