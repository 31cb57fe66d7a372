import '@mantine/core/styles/Popover.layer.css';
import '@mantine/core/styles/Combobox.layer.css';
import { Combobox, TextInput, useCombobox } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { type ClipboardEvent, type KeyboardEvent, type Ref, useEffect, useState } from 'react';
import { useRead } from '#web/api/read.ts';
import type { Variant } from '#web/catalog/variant-picker.tsx';
import { t } from '#web/i18n/words.ts';
import { useCompany } from '#web/ui/company.ts';
import { moneyText } from '#web/ui/money-text.ts';
import { problemSentence } from '#web/ui/problem-words.ts';
import { ofCode } from './entered-lines.ts';
import styles from './order-entry.module.css';
import { isManyRows } from './pasted-rows.ts';
import { supplyWords, useSupply } from './supply.ts';

/**
 * Takes items one after the other: Enter takes the one whose code was typed, else the first found, also when Enter was
 * faster than the server. What is typed meanwhile is its quantity.
 */
export function ItemEntry(props: {
  inputRef: Ref<HTMLInputElement>;
  warehouseId: string | undefined;
  onItem: (variant: Variant, typedAhead: string) => void;
  onRows: (text: string) => void;
}) {
  const [text, setText] = useState('');
  const [ahead, setAhead] = useState<string | null>(null);
  const found = useFoundItems(text, props.warehouseId);
  const combobox = useCombobox();
  const { items } = found;
  const first = items?.[0]?.id;

  function take(variant: Variant) {
    setText('');
    setAhead(null);
    combobox.closeDropdown();
    props.onItem(variant, ahead ?? '');
  }

  useEffect(() => {
    if (first !== undefined) combobox.selectFirstOption();
  }, [first, combobox.selectFirstOption]);
  useEffect(() => {
    if (ahead === null || items === undefined) return;
    if (items[0]) take(items[0]);
    else setAhead(null);
  });

  /** Enter before the answer is there, and what follows it. */
  function typeAhead(event: KeyboardEvent) {
    const isPlain = event.key === 'Enter' || !(event.ctrlKey || event.metaKey || event.altKey);
    if (!isPlain || text.trim() === '' || (items !== undefined && ahead === null)) return;
    if (event.key === 'Enter' && ahead === null) {
      found.askNow();
      setAhead('');
    } else if (ahead === null || event.key.length > 1) return;
    else setAhead(ahead + event.key);
    event.preventDefault();
    event.stopPropagation();
  }

  return (
    <div onKeyDownCapture={typeAhead} className={styles.entry}>
      <Combobox
        store={combobox}
        withinPortal={false}
        onOptionSubmit={(id) => {
          const variant = items?.find((item) => item.id === id);
          if (variant) take(variant);
        }}
      >
        <Combobox.Target withExpandedAttribute>
          <TextInput
            ref={props.inputRef}
            label={t('line.add')}
            placeholder={t('line.addPlaceholder')}
            autoComplete="off"
            data-searching={text.trim() === '' ? undefined : ''}
            value={text}
            error={found.problem}
            onChange={(event) => {
              setText(event.currentTarget.value);
              found.ask(event.currentTarget.value);
              if (event.currentTarget.value.trim() === '') combobox.closeDropdown();
              else combobox.openDropdown();
            }}
            onBlur={() => combobox.closeDropdown()}
            onPaste={(event: ClipboardEvent) => {
              const pasted = event.clipboardData.getData('text');
              if (!isManyRows(pasted)) return;
              event.preventDefault();
              props.onRows(pasted);
            }}
          />
        </Combobox.Target>
        <Combobox.Dropdown hidden={text.trim() === ''}>
          <Combobox.Options aria-label={t('line.add')} className={styles.found}>
            {items?.map((variant) => (
              <Combobox.Option key={variant.id} value={variant.id}>
                <FoundItem of={variant} supply={found.supplyOf(variant.id)} />
              </Combobox.Option>
            ))}
            {items?.length === 0 && <Combobox.Empty>{t('list.noMatch')}</Combobox.Empty>}
            {items === undefined && <Combobox.Empty>{t('state.loading')}</Combobox.Empty>}
          </Combobox.Options>
        </Combobox.Dropdown>
      </Combobox>
    </div>
  );
}

function FoundItem({ of, supply }: { of: Variant; supply: Parameters<typeof supplyWords>[0] | undefined }) {
  const { today } = useCompany();
  return (
    <span className={styles.foundItem}>
      <span>
        {of.itemName} <span className="quiet">{of.sku}</span>
      </span>
      <span className="quiet small">
        {of.discontinued && `${t('item.discontinued')} · `}
        {supply && supplyWords(supply, of.unitsPerCase, today)}
      </span>
      <span className="quiet small">{moneyText(of.price)}</span>
    </span>
  );
}

/** The items of what is written, the one of exactly this code first; undefined while they are not known. */
function useFoundItems(written: string, warehouseId: string | undefined) {
  const text = written.trim();
  const [asked, setAsked] = useState('');
  const ask = useDebouncedCallback((value: string) => setAsked(value.trim()), 120);
  const isAsked = asked !== '';
  const options = { enabled: isAsked };
  const byWords = useRead('listVariants', { query: { q: asked, limit: 20 } }, options);
  const byCode = useRead(
    'listVariants',
    { query: { codes: asked.replaceAll(',', ' ').slice(0, 64), limit: 5 } },
    options,
  );
  const isCurrent = asked === text && byWords.data !== undefined && byCode.data !== undefined;
  const all = isCurrent ? [...byCode.data.data, ...byWords.data.data] : [];
  const exact = ofCode(all, text);
  const items = [...new Map([...exact, ...all].map((item) => [item.id, item])).values()];
  const supplyOf = useSupply(
    items.map(({ id }) => id),
    { warehouseId },
  );
  const error = byWords.error ?? byCode.error;
  return {
    items: isCurrent ? items : undefined,
    problem: error && problemSentence(error),
    supplyOf,
    ask,
    askNow: () => setAsked(text),
  };
}
