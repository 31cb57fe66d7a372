import { Button } from '@mantine/core';
import { addDays } from '#domain/time/calendar.ts';
import { t } from '#web/i18n/words.ts';
import { useCompany } from '#web/ui/company.ts';
import { DayField } from '#web/ui/day-field.tsx';
import styles from './follow-up-day.module.css';

/** A day to speak again: the usual ones a click away, any other by its date. Pressed again, a day is taken back. */
export function FollowUpDay(props: {
  label: string;
  value: string;
  onChange: (on: string) => void;
  days: readonly { label: string; on: string }[];
}) {
  const { today } = useCompany();
  return (
    <div>
      <DayField label={props.label} min={today} value={props.value} onDay={(on) => props.onChange(on)} />
      <div className={styles.days}>
        {props.days.map(({ label, on }) => (
          <Button
            key={label}
            variant={props.value === on ? 'light' : 'default'}
            size="compact-xs"
            aria-pressed={props.value === on}
            onClick={() => props.onChange(props.value === on ? '' : on)}
          >
            {label}
          </Button>
        ))}
      </div>
    </div>
  );
}

/** The days on which one usually speaks again. */
export function soon(today: string) {
  return [
    { label: t('contact.tomorrow'), on: addDays(today, 1) },
    { label: t('contact.inThreeDays'), on: addDays(today, 3) },
    { label: t('contact.nextWeek'), on: addDays(today, 7) },
  ];
}
