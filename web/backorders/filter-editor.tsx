import { NumberInput } from '@mantine/core';
import { Check } from 'lucide-react';
import { useRead } from '#web/api/read.ts';
import { VariantPicker } from '#web/catalog/variant-picker.tsx';
import { CustomerPicker } from '#web/customers/customer-picker.tsx';
import { t } from '#web/i18n/words.ts';
import { BACKORDER_REASONS, reasonText } from '#web/records/reasons.ts';
import styles from '#web/search/filter-bar.module.css';
import { DayField } from '#web/ui/day-field.tsx';
import type { FilterName, Filters } from './backorders-address.ts';

type Props = {
  name: FilterName;
  /** Where only those that are so can be asked for. */
  onlyYes?: boolean;
  filters: Filters;
  /** `isDone` once nothing more can be said of it. */
  onSet: (name: FilterName, value: string | undefined, isDone: boolean) => void;
};
type Option = readonly [value: string, label: string];

const STATUSES = ['open', 'ready_to_fulfill', 'partially_fulfilled', 'fulfilled', 'complete', 'cancelled'] as const;
const PROMISED = ['overdue', 'this_week', 'next_week', 'future', 'none'] as const;

/** Asks for the value of one filter. */
export function FilterEditor({ name, filters, onlyYes = false, onSet }: Props) {
  switch (name) {
    case 'customerId':
      return (
        <CustomerPicker
          label={t('filter.customerId')}
          placeholder={t('filters.find')}
          onChoose={(chosen) => chosen && onSet(name, chosen.id, true)}
        />
      );
    case 'variantId':
      return (
        <VariantPicker
          label={t('filter.variantId')}
          placeholder={t('filters.find')}
          onChoose={(chosen) => chosen && onSet(name, chosen.id, true)}
        />
      );
    case 'promisedFrom':
    case 'promisedTo':
      return (
        <DayField label={t(`filter.${name}`)} value={filters[name] ?? ''} onDay={(on) => onSet(name, on, false)} />
      );
    case 'ageFrom':
    case 'ageTo':
      return (
        <NumberInput
          label={t(`filter.${name}`)}
          min={0}
          max={36_500}
          allowDecimal={false}
          hideControls
          value={filters[name] ?? ''}
          onChange={(value) => onSet(name, value === '' ? undefined : String(value), false)}
        />
      );
    case 'salesRepId':
    case 'supplierId':
    case 'warehouseId':
      return <Records name={name} filters={filters} onSet={onSet} />;
    default:
      return <Options name={name} filters={filters} onSet={onSet} options={optionsOf(name, onlyYes)} />;
  }
}

function optionsOf(name: FilterName, onlyYes: boolean): readonly Option[] {
  if (name === 'status') return STATUSES.map((status) => [status, t(`status.${status}`)]);
  if (name === 'reason') return BACKORDER_REASONS.map((reason) => [reason, reasonText(reason)]);
  if (name === 'promised') return PROMISED.map((when) => [when, t(`filters.promised.${when}`)]);
  const yes = ['true', t(`filters.yes.${name as 'isVip'}`)] as const;
  return onlyYes ? [yes] : [yes, ['false', t(`filters.no.${name as 'isVip'}`)]];
}

const READ = { salesRepId: 'listUsers', supplierId: 'listSuppliers', warehouseId: 'listWarehouses' } as const;

/** One of a few records, all of them in sight. */
function Records(props: Props & { name: keyof typeof READ }) {
  const { data } = useRead(READ[props.name], { query: { limit: 200 } });
  const found = (data?.data ?? []) as { id: string; name: string; role?: string; active?: boolean }[];
  // Those who left have customers until somebody else is given them.
  const meant = found.filter(({ role, active }) => role === undefined || role === 'sales_rep' || active === false);
  return <Options {...props} options={meant.map(({ id, name }) => [id, name])} />;
}

function Options({ name, filters, onSet, options }: Props & { options: readonly Option[] }) {
  return (
    <ul className={styles.options} aria-label={t(`filter.${name}`)}>
      {options.map(([value, label]) => (
        <li key={value}>
          <button type="button" aria-pressed={filters[name] === value} onClick={() => onSet(name, value, true)}>
            {label}
            {filters[name] === value && <Check size={14} aria-hidden />}
          </button>
        </li>
      ))}
    </ul>
  );
}
