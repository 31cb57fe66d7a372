import { Button } from '@mantine/core';
import { ListFilter, X } from 'lucide-react';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { t } from '#web/i18n/words.ts';
import { useDismiss } from '#web/ui/use-dismiss.ts';
import { FilterValue } from './backorder-filters.tsx';
import { FILTERS, type FilterName, type Filters } from './backorders-address.ts';
import styles from './filter-bar.module.css';
import { FilterEditor } from './filter-editor.tsx';

type Props = { filters: Filters; onChange: (filters: Filters) => void };

/** The filters that are set as chips, each opened to change it, and the way to add one more. Escape closes what is open. */
export function FilterBar({ filters, onChange }: Props) {
  const [open, setOpen] = useState<FilterName | 'add' | null>(null);
  const whole = useRef<HTMLDivElement>(null);
  const add = useRef<HTMLButtonElement>(null);
  useDismiss({ isOpen: open !== null, whole, returnTo: add, onClose: () => setOpen(null) });
  const set = (name: FilterName, value: string | undefined, isDone: boolean) => {
    onChange({ ...filters, [name]: value || undefined });
    if (!isDone) return;
    setOpen(null);
    add.current?.focus();
  };
  const editor = (name: FilterName) => <FilterEditor name={name} filters={filters} onSet={set} />;
  const chips = FILTERS.filter((name) => filters[name]);
  const isAdding = open !== null && !chips.includes(open as FilterName);

  return (
    <div ref={whole} className={styles.bar}>
      {chips.length > 0 && (
        <ul className={styles.chips} aria-label={t('filters.set')}>
          {chips.map((name) => (
            <li key={name} className={styles.chip}>
              <button type="button" aria-expanded={open === name} onClick={() => setOpen(open === name ? null : name)}>
                <span className="quiet">{t(`filter.${name}`)}:</span>{' '}
                <FilterValue name={name} value={filters[name] as string} />
              </button>
              <button
                type="button"
                className={styles.remove}
                aria-label={t('filters.remove', { name: t(`filter.${name}`) })}
                onClick={() => onChange({ ...filters, [name]: undefined })}
              >
                <X size={14} aria-hidden />
              </button>
              {open === name && <Popover key={name}>{editor(name)}</Popover>}
            </li>
          ))}
        </ul>
      )}
      <div className={styles.add}>
        <Button
          ref={add}
          variant="default"
          leftSection={<ListFilter size={14} aria-hidden />}
          aria-expanded={isAdding}
          onClick={() => setOpen(isAdding ? null : 'add')}
        >
          {t('filters.open')}
        </Button>
        {isAdding && (
          <Popover key={open}>
            {open === 'add' ? <Names filters={filters} onChoose={setOpen} /> : editor(open as FilterName)}
          </Popover>
        )}
      </div>
      {chips.length > 1 && (
        <button type="button" className="link small" onClick={() => onChange({})}>
          {t('filters.clear')}
        </button>
      )}
    </div>
  );
}

/** What lies below a chip or the button; what is in it has the focus. */
function Popover({ children }: { children: ReactNode }) {
  const whole = useRef<HTMLDivElement>(null);
  useEffect(() => whole.current?.querySelector<HTMLElement>('input, button')?.focus(), []);
  return (
    <div ref={whole} className={styles.popover}>
      {children}
    </div>
  );
}

/** By what can be filtered and is not yet. What only a link sets is not offered. */
function Names({ filters, onChoose }: { filters: Filters; onChoose: (name: FilterName) => void }) {
  const names = FILTERS.filter((name) => !filters[name] && name !== 'productId' && name !== 'purchaseOrderId');
  return (
    <ul className={styles.options} aria-label={t('filters.title')}>
      {names.map((name) => (
        <li key={name}>
          <button type="button" onClick={() => onChoose(name)}>
            {t(`filter.${name}`)}
          </button>
        </li>
      ))}
    </ul>
  );
}
