import { FilterValue } from '#web/backorders/backorder-filters.tsx';
import { FilterEditor } from '#web/backorders/filter-editor.tsx';
import { t } from '#web/i18n/words.ts';
import { FilterBar } from '#web/search/filter-bar.tsx';
import { fullDayText } from '#web/ui/date-words.ts';
import { DayField } from '#web/ui/day-field.tsx';
import type { OrdersAddress } from './orders-address.ts';

/** Each filter of the orders list, and the one of the backorders list that asks the same. */
const SAME = { customer: 'customerId', rep: 'salesRepId', warehouse: 'warehouseId', held: 'isOnHold' } as const;
const NAMES = ['customer', 'rep', 'warehouse', 'from', 'to', 'held'] as const;
type Name = (typeof NAMES)[number];

/** What the orders list is narrowed to, as on the backorders list. */
export function OrdersFilterBar(props: { address: OrdersAddress; onNarrow: (change: Partial<OrdersAddress>) => void }) {
  const { address, onNarrow } = props;
  const { customer, rep, warehouse, from, to, held } = address;
  const filters = { customer, rep, warehouse, from, to, held: held === 1 ? 'true' : undefined };
  return (
    <FilterBar<Name>
      names={NAMES}
      filters={filters}
      onChange={(set) =>
        onNarrow({
          ...Object.fromEntries(NAMES.map((name) => [name, set[name]])),
          held: set.held === 'true' ? 1 : undefined,
        })
      }
      says={saysName}
      value={(name, value) => (isDay(name) ? fullDayText(value) : <FilterValue name={SAME[name]} value={value} />)}
      editor={(name, set) =>
        isDay(name) ? (
          <DayField label={saysName(name)} value={filters[name] ?? ''} onDay={(on) => set(name, on, false)} />
        ) : (
          <FilterEditor
            name={SAME[name]}
            filters={{ [SAME[name]]: filters[name] }}
            onlyYes
            onSet={(_, value, isDone) => set(name, value, isDone)}
          />
        )
      }
    />
  );
}

const isDay = (name: Name) => name === 'from' || name === 'to';

function saysName(name: Name): string {
  return isDay(name) ? t(`orders.${name}`) : t(`filter.${SAME[name]}`);
}
