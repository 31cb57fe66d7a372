import { t } from '#web/i18n/words.ts';
import { DayField } from '#web/ui/day-field.tsx';

/** One end of a range of days above a list, its name inside the field. */
export function DateFilter({
  label,
  name,
  value,
  onChange,
}: {
  /** In full, for who cannot see beside which filters it stands. */
  label: string;
  /** As it stands in the field. */
  name: string;
  value: string | undefined;
  onChange: (value: string) => void;
}) {
  return (
    <DayField
      empty={t('filters.any')}
      aria-label={label}
      title={label}
      leftSection={<span className="quiet small">{name}</span>}
      leftSectionWidth="3.25rem"
      leftSectionPointerEvents="none"
      value={value ?? ''}
      onDay={(on) => onChange(on)}
    />
  );
}
