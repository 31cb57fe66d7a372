import { Button, NativeSelect, Textarea, TextInput } from '@mantine/core';
import type { ComponentType } from 'react';
import type { Address } from '#contract/primitives.ts';
import type { Money } from '#domain/money.ts';
import { t } from '#web/i18n/words.ts';
import { DayField } from '#web/ui/day-field.tsx';
import { FieldRow } from '#web/ui/form.tsx';
import { moneyText } from '#web/ui/money-text.ts';
import type { ChooserProps } from '#web/ui/record-picker.tsx';
import { Tick } from '#web/ui/tick.tsx';
import styles from './fields.module.css';

/** How one field of a record is said and asked for. */
export type Look = { label: string; description?: string; required?: boolean } & (
  | {
      kind: 'text';
      maxLength: number;
      minLength?: number;
      type?: 'email' | 'tel' | 'password' | 'color';
      autoComplete?: string;
      pattern?: string;
      inputMode?: 'decimal';
      unit?: string;
    }
  | { kind: 'long'; maxLength: number }
  | { kind: 'choice'; choices: readonly Choice[]; none?: string }
  | { kind: 'number'; min: number; max: number }
  | { kind: 'money'; currency: string; isToTheCent?: boolean }
  | { kind: 'tick' }
  | { kind: 'date'; min?: string }
  | { kind: 'days' }
  /** With whom it is for, where that may be another than the customer. */
  | { kind: 'address'; hasName?: boolean }
  /** Another record, found by typing; its value is its id and what it is called. */
  | { kind: 'record'; picker: ComponentType<ChooserProps<Named>>; none: string }
);

/** A record by its id and what it is called. */
export type Named = { id: string; name: string };
export type Choice = { value: string; label: string };

/** The fields of a record in the order they are asked for. A field that is left out is not asked for. */
export type Looks<Values> = { [Field in keyof Values & string]?: Look };

export type FieldProps = {
  look: Look;
  value: unknown;
  onChange: (value: unknown) => void;
  error?: string | null;
};

/** One field of a record, whatever its kind. What is left empty is `null`. */
export function Field({ look, value, onChange, error }: FieldProps) {
  const { label, description, required } = look;
  const shared = { label, description, required, error: error ?? undefined };
  switch (look.kind) {
    case 'text':
      return (
        <TextInput
          {...shared}
          type={look.type ?? 'text'}
          pattern={look.pattern}
          inputMode={look.inputMode}
          rightSection={look.unit}
          maxLength={look.maxLength}
          minLength={look.minLength}
          autoComplete={look.autoComplete ?? 'off'}
          value={textOf(value)}
          onChange={(event) => onChange(event.currentTarget.value || null)}
        />
      );
    case 'long':
      return (
        <Textarea
          {...shared}
          className={styles.wide}
          rows={3}
          maxLength={look.maxLength}
          value={textOf(value)}
          onChange={(event) => onChange(event.currentTarget.value || null)}
        />
      );
    case 'choice':
      return (
        <NativeSelect
          {...shared}
          value={textOf(value)}
          data={look.none === undefined ? [...look.choices] : [{ value: '', label: look.none }, ...look.choices]}
          onChange={(event) => onChange(event.currentTarget.value || null)}
        />
      );
    case 'number':
      return (
        <TextInput
          {...shared}
          type="number"
          min={look.min}
          max={look.max}
          step={1}
          value={textOf(value)}
          onChange={(event) => onChange(numberOf(event.currentTarget.value))}
        />
      );
    case 'money':
      return (
        <TextInput
          {...shared}
          inputMode="decimal"
          autoComplete="off"
          pattern={look.isToTheCent ? '\\d{1,9}(\\.\\d{1,2})?' : '\\d{1,9}(\\.\\d{1,4})?'}
          title={t(look.isToTheCent ? 'field.centsLike' : 'field.moneyLike')}
          leftSection={<span className="quiet small">{look.currency}</span>}
          leftSectionWidth="3rem"
          value={(value as Money | null)?.amount ?? ''}
          onChange={(event) => {
            const amount = event.currentTarget.value.trim();
            onChange(amount === '' ? null : { amount, currency: look.currency });
          }}
        />
      );
    case 'tick':
      return (
        <div className={styles.tick}>
          <Tick label={label} isSet={value === true} onSet={onChange} />
          {description && <p className="quiet small">{description}</p>}
        </div>
      );
    case 'date':
      return <DayField {...shared} min={look.min} value={textOf(value)} onDay={(on) => onChange(on || null)} />;
    case 'days':
      return <DaysField label={label} value={value as readonly number[]} onChange={onChange} error={error} />;
    case 'record':
      return <RecordField look={look} value={(value as Named | null) ?? null} onChange={onChange} error={error} />;
    case 'address':
      return (
        <AddressFields
          label={label}
          parts={look.hasName ? [['name', 200], ...PARTS] : PARTS}
          value={(value as Address | null) ?? {}}
          onChange={onChange}
          error={error}
        />
      );
  }
}

/** What was chosen, which can be taken back; or what chooses it. */
function RecordField(props: {
  look: Look & { kind: 'record' };
  value: Named | null;
  onChange: (chosen: Named | null) => void;
  error?: string | null;
}) {
  const { look, value, onChange } = props;
  if (value === null) {
    // Of an item people read both names.
    const choose = (found: (Named & { itemName?: string }) | null) =>
      onChange(found && { id: found.id, name: found.itemName ?? found.name });
    return <look.picker label={look.label} placeholder={look.none} onChoose={choose} error={props.error ?? null} />;
  }
  return (
    <TextInput
      label={look.label}
      readOnly
      value={value.name}
      error={props.error ?? undefined}
      rightSectionWidth="4rem"
      rightSection={
        <Button size="compact-xs" variant="subtle" onClick={() => onChange(null)}>
          {t('field.clear')}
        </Button>
      }
    />
  );
}

const DAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;

/** Days of the week, 1 is Monday. */
function DaysField(props: {
  label: string;
  value: readonly number[];
  onChange: (days: number[]) => void;
  error?: string | null;
}) {
  const { value } = props;
  return (
    <fieldset className={styles.group}>
      <legend>{props.label}</legend>
      <div className={styles.days}>
        {DAYS.map((name, index) => {
          const day = index + 1;
          return (
            <Tick
              key={name}
              label={t(`field.day.${name}`)}
              isSet={value.includes(day)}
              onSet={(isSet) => {
                const others = value.filter((one) => one !== day);
                props.onChange(isSet ? [...others, day].sort() : others);
              }}
            />
          );
        })}
      </div>
      {props.error && <p className={styles.error}>{props.error}</p>}
    </fieldset>
  );
}

const PARTS = [
  ['line1', 200],
  ['line2', 200],
  ['city', 100],
  ['region', 100],
  ['postalCode', 20],
  ['country', 60],
] as const;

/** A postal address, part by part; one without any part is none. */
function AddressFields(props: {
  label: string;
  parts: readonly (readonly [keyof Address, number])[];
  value: Address;
  onChange: (address: Address | null) => void;
  error?: string | null;
}) {
  const { value } = props;
  return (
    <fieldset className={styles.group}>
      <legend>{props.label}</legend>
      <FieldRow>
        {props.parts.map(([part, maxLength]) => (
          <TextInput
            key={part}
            label={t(`field.address.${part}`)}
            maxLength={maxLength}
            autoComplete="off"
            value={value[part] ?? ''}
            onChange={(event) => {
              const { [part]: _, ...others } = value;
              const written = event.currentTarget.value;
              const address: Address = written === '' ? others : { ...others, [part]: written };
              props.onChange(Object.keys(address).length === 0 ? null : address);
            }}
          />
        ))}
      </FieldRow>
      {props.error && <p className={styles.error}>{props.error}</p>}
    </fieldset>
  );
}

/** What a field holds, in words. */
export function valueWords(look: Look | undefined, value: unknown): string {
  if (value === null || value === undefined || value === '') {
    return (look?.kind === 'choice' && look.none) || t('field.nothing');
  }
  if (look?.kind === 'choice') return look.choices.find((choice) => choice.value === value)?.label ?? String(value);
  if (typeof value === 'boolean') return t(value ? 'field.yes' : 'field.no');
  if (look?.kind === 'days') return daysWords(value as number[]);
  if (look?.kind === 'money') return moneyText(value as Money);
  if (look?.kind === 'record' && typeof value === 'object') return (value as Named).name;
  if (typeof value === 'object') return Object.values(value).filter(Boolean).join(', ');
  return String(value);
}

/** "Monday, Tuesday, Friday" */
export function daysWords(days: readonly number[]): string {
  return DAYS.filter((_, index) => days.includes(index + 1))
    .map((name) => t(`field.day.${name}`))
    .join(', ');
}

function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

function numberOf(written: string): number | null {
  const number = Number(written);
  return written.trim() === '' || Number.isNaN(number) ? null : number;
}
