import { useId } from 'react';
import { t } from '#web/i18n/words.ts';
import styles from './choice-list.module.css';

type ChoiceListProps<Value extends string> = {
  label: string;
  choices: readonly { value: Value; label: string; consequence: string }[];
  chosen: Value;
  mayChoose: boolean;
  isBusy?: boolean;
  onChoose: (value: Value) => void;
};

/**
 * One of a few rules, each with what follows from it. Choosing is the act. Who may not choose sees the one that holds.
 */
export function ChoiceList<Value extends string>(props: ChoiceListProps<Value>) {
  const id = useId();
  const choices = props.mayChoose ? props.choices : props.choices.filter(({ value }) => value === props.chosen);
  return (
    <fieldset className={styles.choices} aria-busy={props.isBusy}>
      <legend className="visually-hidden">{props.label}</legend>
      {choices.map(({ value, label, consequence }) =>
        props.mayChoose ? (
          <label key={value} className={styles.choice}>
            <input
              type="radio"
              name={id}
              value={value}
              checked={value === props.chosen}
              aria-describedby={`${id} ${value}`}
              onChange={() => props.onChoose(value)}
            />
            <span>
              <span className={styles.name}>{label}</span>
              <span id={`${id} ${value}`} className="quiet small">
                {consequence}
              </span>
            </span>
          </label>
        ) : (
          <p key={value}>
            <strong>{label}</strong> <span className="quiet small">{consequence}</span>
          </p>
        ),
      )}
      {props.isBusy && <span className="visually-hidden">{t('state.loading')}</span>}
    </fieldset>
  );
}
