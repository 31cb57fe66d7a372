import { Button } from '@mantine/core';
import { ListFilter, X } from 'lucide-react';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { t } from '#web/i18n/words.ts';
import { useDismiss } from '#web/ui/use-dismiss.ts';
import styles from './filter-bar.module.css';

type Filters<Name extends string> = Partial<Record<Name, string>>;
type Props<Name extends string> = {
  names: readonly Name[];
  /** What only a link sets. */
  unoffered?: readonly Name[];
  filters: Filters<Name>;
  onChange: (filters: Filters<Name>) => void;
  says: (name: Name) => string;
  /** What is set, in words. */
  value: (name: Name, value: string) => ReactNode;
  /** Asks for the value; `isDone` once nothing more can be said of it. */
  editor: (name: Name, set: (name: Name, value: string | undefined, isDone: boolean) => void) => ReactNode;
};

/** The filters that are set as chips, each opened to change it, and the way to add one more. Escape closes what is open. */
export function FilterBar<Name extends string>(props: Props<Name>) {
  const { names, filters, onChange, says } = props;
  const [open, setOpen] = useState<Name | 'add' | null>(null);
  const whole = useRef<HTMLDivElement>(null);
  const add = useRef<HTMLButtonElement>(null);
  useDismiss({ isOpen: open !== null, whole, returnTo: add, onClose: () => setOpen(null) });
  const set = (name: Name, value: string | undefined, isDone: boolean) => {
    onChange({ ...filters, [name]: value || undefined });
    if (!isDone) return;
    setOpen(null);
    add.current?.focus();
  };
  const editor = (name: Name) => props.editor(name, set);
  const chips = names.filter((name) => filters[name]);
  const others = names.filter((name) => !filters[name] && !props.unoffered?.includes(name));
  const isAdding = open !== null && !chips.includes(open as Name);

  return (
    <div ref={whole} className={styles.bar}>
      {chips.length > 0 && (
        <ul className={styles.chips} aria-label={t('filters.set')}>
          {chips.map((name) => (
            <li key={name} className={styles.chip}>
              <button type="button" aria-expanded={open === name} onClick={() => setOpen(open === name ? null : name)}>
                <span className="quiet">{says(name)}:</span> {props.value(name, filters[name] as string)}
              </button>
              <button
                type="button"
                className={styles.remove}
                aria-label={t('filters.remove', { name: says(name) })}
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
            {open === 'add' ? <Names names={others} says={says} onChoose={setOpen} /> : editor(open as Name)}
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

/** By what can be filtered and is not yet. */
function Names<Name extends string>(props: Pick<Props<Name>, 'names' | 'says'> & { onChoose: (name: Name) => void }) {
  return (
    <ul className={`${styles.options} ${styles.names}`} aria-label={t('filters.title')}>
      {props.names.map((name) => (
        <li key={name}>
          <button type="button" onClick={() => props.onChoose(name)}>
            {props.says(name)}
          </button>
        </li>
      ))}
    </ul>
  );
}
