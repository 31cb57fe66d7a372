import { Button, NativeSelect } from '@mantine/core';
import { ListFilter, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { useRead } from '#web/api/read.ts';
import { VariantPicker } from '#web/catalog/variant-picker.tsx';
import { CustomerPicker } from '#web/customers/customer-picker.tsx';
import { t } from '#web/i18n/words.ts';
import { reasonText } from '#web/records/reasons.ts';
import { fullDayText } from '#web/ui/date-words.ts';
import styles from './backorder-filters.module.css';
import { FILTERS, type FilterName, type Filters } from './backorders-address.ts';

type Change = (filters: Filters) => void;

/** Opens and closes the filters; says how many are set. */
export function FilterButton({ count, isOpen, onToggle }: { count: number; isOpen: boolean; onToggle: () => void }) {
  return (
    <Button
      variant="default"
      leftSection={<ListFilter size={14} aria-hidden />}
      aria-expanded={isOpen}
      aria-controls="filters"
      onClick={onToggle}
    >
      {count === 0 ? t('filters.open') : t('filters.openCount', { count })}
    </Button>
  );
}

type SetFilters = Omit<FieldProps, 'name'>;

/** One customer's, of one item. */
export function WhoAndWhat({ filters, onSet }: SetFilters) {
  const { customerId, variantId } = filters;
  const { data: customer } = useRead('getCustomer', { params: { id: customerId ?? '0' } }, { enabled: !!customerId });
  const { data: variant } = useRead('getVariant', { params: { id: variantId ?? '0' } }, { enabled: !!variantId });
  return (
    <>
      <CustomerPicker
        key={`customer ${customerId ?? ''} ${customer?.id ?? ''}`}
        label={t('filter.customerId')}
        placeholder={t('filters.any')}
        chosen={customerId ? (customer ?? null) : null}
        onChoose={(chosen) => onSet('customerId')(chosen?.id)}
      />
      <VariantPicker
        key={`variant ${variantId ?? ''} ${variant?.id ?? ''}`}
        label={t('filter.variantId')}
        placeholder={t('filters.any')}
        chosen={variantId ? (variant ?? null) : null}
        onChoose={(chosen) => onSet('variantId')(chosen?.id)}
      />
    </>
  );
}

/** Of one representative, one supplier, one warehouse where there are several. */
export function WhoseAndWhere(props: SetFilters) {
  const { data: people } = useRead('listUsers', { query: { limit: 200 } });
  const { data: warehouses } = useRead('listWarehouses', { query: { limit: 200 } });
  const { data: suppliers } = useRead('listSuppliers', { query: { limit: 200 } });
  const named = ({ id, name }: { id: string; name: string }): [string, string] => [id, name];
  // Those who left have customers until somebody else is given them.
  const reps =
    people?.data.filter(({ role, id, active }) => role === 'sales_rep' || !active || id === props.filters.salesRepId) ??
    [];
  return (
    <>
      <Choice name="salesRepId" {...props} options={reps.map(named)} />
      <Choice name="supplierId" {...props} options={suppliers?.data.map(named) ?? []} />
      {(warehouses?.data.length ?? 0) > 1 && (
        <Choice name="warehouseId" {...props} options={warehouses?.data.map(named) ?? []} />
      )}
    </>
  );
}

type FieldProps = {
  name: FilterName;
  filters: Filters;
  onSet: (name: FilterName) => (value: string | undefined) => void;
};

function Choice({ name, filters, onSet, options }: FieldProps & { options: readonly (readonly [string, string])[] }) {
  return (
    <NativeSelect
      label={t(`filter.${name}`)}
      value={filters[name] ?? ''}
      data={[{ value: '', label: t('filters.any') }, ...options.map(([value, label]) => ({ value, label }))]}
      onChange={(event) => onSet(name)(event.currentTarget.value)}
    />
  );
}

/** The filters that are set, each with its way out. */
export function FilterChips({ filters, onChange }: { filters: Filters; onChange: Change }) {
  const set = FILTERS.filter((name) => filters[name]);
  if (set.length === 0) return null;
  return (
    <ul className={styles.chips} aria-label={t('filters.set')}>
      {set.map((name) => (
        <li key={name} className={styles.chip}>
          <span>
            {t(`filter.${name}`)}: <FilterValue name={name} value={filters[name] as string} />
          </span>
          <button
            type="button"
            aria-label={t('filters.remove', { name: t(`filter.${name}`) })}
            onClick={() => onChange({ ...filters, [name]: undefined })}
          >
            <X size={14} aria-hidden />
          </button>
        </li>
      ))}
      <li>
        <button type="button" className="link" onClick={() => onChange({})}>
          {t('filters.clear')}
        </button>
      </li>
    </ul>
  );
}

/** A filter's value in words; a record by its name. */
export function FilterValue({ name, value }: { name: FilterName; value: string }): ReactNode {
  if (name === 'customerId') return <NameOf of="getCustomer" id={value} />;
  if (name === 'productId') return <NameOf of="getProduct" id={value} />;
  if (name === 'variantId') return <NameOf of="getVariant" id={value} />;
  if (name === 'supplierId') return <NameOf of="getSupplier" id={value} />;
  if (name === 'purchaseOrderId') return <NameOf of="getPurchaseOrder" id={value} />;
  if (name === 'salesRepId') return <NameOf of="getUser" id={value} />;
  if (name === 'warehouseId') return <NameOf of="getWarehouse" id={value} />;
  if (name === 'status')
    return value
      .split(',')
      .map((status) => t(`status.${status as 'open'}`))
      .join(', ');
  if (name === 'reason') return value.split(',').map(reasonText).join(', ');
  if (name === 'promised') return t(`filters.promised.${value as 'overdue'}`);
  if (name === 'promisedFrom' || name === 'promisedTo') return fullDayText(value);
  if (name === 'ageFrom' || name === 'ageTo') return value;
  return value === 'true' ? t(`filters.yes.${name}`) : t(`filters.no.${name}`);
}

type Named =
  | 'getCustomer'
  | 'getProduct'
  | 'getVariant'
  | 'getSupplier'
  | 'getUser'
  | 'getWarehouse'
  | 'getPurchaseOrder';

function NameOf({ of, id }: { of: Named; id: string }) {
  const { data, error } = useRead(of, { params: { id } });
  if (error) return t('filters.unknown');
  const named = data as { name?: string; number?: string } | undefined;
  return named?.name ?? named?.number ?? '…';
}
