import { useId } from 'react';
import styles from './choice.module.css';

/** One of a few, all in sight: chips that are radio buttons, so that the arrow keys move between them. */
export function Choice<Value extends string>(props: {
  label: string;
  /** The label stands above; without it only those who listen hear it. */
  showsLabel?: boolean;
  options: readonly { value: Value; label: string }[];
  value: Value;
  onChange: (value: Value) => void;
}) {
  const name = useId();
  return (
    <fieldset className={styles.choice}>
      <legend className={props.showsLabel ? styles.legend : 'visually-hidden'}>{props.label}</legend>
      <div className={styles.chips}>
        {props.options.map(({ value, label }) => (
          <label key={value} className={styles.chip}>
            <input
              type="radio"
              name={name}
              value={value}
              checked={value === props.value}
              onChange={() => props.onChange(value)}
            />
            {label}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
