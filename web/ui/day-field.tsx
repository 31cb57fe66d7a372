import { TextInput, type TextInputProps } from '@mantine/core';
import { type CSSProperties, useState } from 'react';
import { t } from '#web/i18n/words.ts';
import { useCompany } from '#web/ui/company.ts';
import { dayText } from '#web/ui/date-words.ts';
import styles from './day-field.module.css';

/** A day, `YYYY-MM-DD`: it reads as days read on the page, and is typed and chosen as the browser knows days. */
export function DayField(
  props: Omit<TextInputProps, 'type' | 'inputContainer'> & {
    onDay: (on: string) => void;
    /** What it says while it holds no day. */
    empty?: string;
  },
) {
  const { onDay, empty = t('field.noDay'), ...others } = props;
  const { today } = useCompany();
  const [typed, setTyped] = useState('');
  const on = typeof props.value === 'string' ? props.value : typed;
  const isDay = /^[12]\d{3}-\d\d-\d\d$/.test(on);
  const left = { '--left': props.leftSectionWidth } as CSSProperties;
  return (
    <TextInput
      {...others}
      type="date"
      onChange={(event) => {
        setTyped(event.currentTarget.value);
        onDay(event.currentTarget.value);
      }}
      inputContainer={(input) => (
        <div
          className={styles.day}
          style={props.leftSectionWidth ? left : undefined}
          data-says={isDay ? dayText(on, today) : empty}
          data-empty={isDay ? undefined : ''}
        >
          {input}
        </div>
      )}
    />
  );
}
