import '@mantine/core/styles/InlineInput.layer.css';
import '@mantine/core/styles/Checkbox.layer.css';
import { Checkbox } from '@mantine/core';

/** Something that is so or not; `name` is for where its place says enough without words. */
export function Tick(
  props: { isSet: boolean; onSet: (isSet: boolean) => void; disabled?: boolean } & (
    | { label: string }
    | { name: string }
  ),
) {
  return (
    <Checkbox
      {...('label' in props ? { label: props.label } : { 'aria-label': props.name })}
      checked={props.isSet}
      disabled={props.disabled}
      onChange={(event) => props.onSet(event.currentTarget.checked)}
    />
  );
}
