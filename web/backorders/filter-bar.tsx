import { t } from '#web/i18n/words.ts';
import { FilterBar } from '#web/search/filter-bar.tsx';
import { FilterValue } from './backorder-filters.tsx';
import { FILTERS, type FilterName, type Filters } from './backorders-address.ts';
import { FilterEditor } from './filter-editor.tsx';

const ONLY_LINKED: readonly FilterName[] = ['productId', 'purchaseOrderId'];

/** The filters of the backorders list, also where else backorders are narrowed. */
export function BackorderFilterBar({ filters, onChange }: { filters: Filters; onChange: (filters: Filters) => void }) {
  return (
    <FilterBar
      names={FILTERS}
      unoffered={ONLY_LINKED}
      filters={filters}
      onChange={onChange}
      says={(name) => t(`filter.${name}`)}
      value={(name, value) => <FilterValue name={name} value={value} />}
      editor={(name, set) => <FilterEditor name={name} filters={filters} onSet={set} />}
    />
  );
}
