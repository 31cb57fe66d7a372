import { NativeSelect } from '@mantine/core';

/** Narrows a list to one of some values, or to none of them. */
export function NarrowSelect<Value extends string>(props: {
  label: string;
  /** What it says while it narrows nothing. */
  any: string;
  value: Value | undefined;
  options: readonly { value: Value; label: string }[];
  onChange: (value: Value | undefined) => void;
}) {
  return (
    <NativeSelect
      aria-label={props.label}
      value={props.value ?? ''}
      data={[{ value: '', label: props.any }, ...props.options]}
      onChange={(event) => props.onChange((event.currentTarget.value || undefined) as Value | undefined)}
    />
  );
}
