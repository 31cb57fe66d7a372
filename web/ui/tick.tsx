import '@mantine/core/styles/InlineInput.layer.css';
import '@mantine/core/styles/Checkbox.layer.css';
import { Checkbox } from '@mantine/core';

/** Something that is so or not; `name` is for where its place says enough without words. */
export function Tick(
  props: {
    isSet: boolean;
    /** Some of what it stands for is set. */
    isPart?: boolean;
    /** `isRange` where Shift was held. */
    onSet: (isSet: boolean, isRange: boolean) => void;
    disabled?: boolean;
  } & ({ label: string } | { name: string }),
) {
  return (
    <Checkbox
      {...('label' in props ? { label: props.label } : { 'aria-label': props.name })}
      checked={props.isSet}
      indeterminate={props.isPart === true && !props.isSet}
      disabled={props.disabled}
      onChange={(event) =>
        props.onSet(event.currentTarget.checked, 'shiftKey' in event.nativeEvent && event.nativeEvent.shiftKey === true)
      }
    />
  );
}
