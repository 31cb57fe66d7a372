import { NativeSelect } from '@mantine/core';
import styles from '#web/backorders/backorder-filters.module.css';
import { WhoAndWhat, WhoseAndWhere } from '#web/backorders/backorder-filters.tsx';
import type { FilterName, Filters } from '#web/backorders/backorders-address.ts';
import { t } from '#web/i18n/words.ts';
import { BACKORDER_REASONS, reasonText } from '#web/records/reasons.ts';

/** The filters of a report; what is set leaves what the others leave. */
export function ReportFilters({ filters, onChange }: { filters: Filters; onChange: (filters: Filters) => void }) {
  const set = (name: FilterName) => (value: string | undefined) => onChange({ ...filters, [name]: value || undefined });
  const choose = (name: 'reason' | 'isVip', options: { value: string; label: string }[]) => (
    <NativeSelect
      label={t(`filter.${name}`)}
      value={filters[name] ?? ''}
      data={[{ value: '', label: t('filters.any') }, ...options]}
      onChange={(event) => set(name)(event.currentTarget.value)}
    />
  );
  return (
    <section id="filters" className={styles.panel} aria-label={t('filters.title')}>
      <WhoAndWhat filters={filters} onSet={set} />
      <WhoseAndWhere filters={filters} onSet={set} />
      {choose(
        'reason',
        BACKORDER_REASONS.map((reason) => ({ value: reason, label: reasonText(reason) })),
      )}
      {choose('isVip', [
        { value: 'true', label: t('filters.yes.isVip') },
        { value: 'false', label: t('filters.no.isVip') },
      ])}
    </section>
  );
}
