import '@mantine/core/styles/Popover.layer.css';
import '@mantine/core/styles/Combobox.layer.css';
import { Select } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { useState } from 'react';
import { t } from '#web/i18n/words.ts';

/** What a picker takes that starts over after each choice. */
export type ChooserProps<Item> = {
  label: string;
  placeholder: string;
  onChoose: (item: Item | null) => void;
  error?: string | null;
  autoFocus?: boolean;
};

/** What a picker of one kind of record takes. Without `chosen` it starts over after each choice. */
export type PickerProps<Item> = ChooserProps<Item> & { chosen?: Item | null };

/** Finds one record among many by typing, and hands it over whole. Who uses it does the searching. */
export function RecordPicker<Item extends { id: string }>(
  props: PickerProps<Item> & {
    found: { items: readonly Item[] | undefined; problem: string | null; isOutdated: boolean };
    onSearch: (text: string) => void;
    says: (item: Item) => string;
  },
) {
  const { found, chosen, says } = props;
  const [text, setText] = useState(chosen ? says(chosen) : '');
  const [isTyping, setIsTyping] = useState(false);
  const search = useDebouncedCallback((written: string) => {
    setIsTyping(false);
    props.onSearch(written);
  }, 150);
  // What was found for other words must not be taken for what is being asked for.
  const isCurrent = found.items !== undefined && !isTyping && !found.isOutdated;
  const items = isCurrent ? (found.items ?? []) : [];
  // The one chosen stays choosable whatever is searched for next.
  const all = chosen && !items.some(({ id }) => id === chosen.id) ? [chosen, ...items] : items;

  return (
    <Select
      label={props.label}
      placeholder={props.placeholder}
      searchable
      autoFocus={props.autoFocus}
      data={all.map((item) => ({ value: item.id, label: says(item) }))}
      // The server has searched.
      filter={({ options }) => options}
      value={chosen?.id ?? null}
      searchValue={text}
      onSearchChange={(written) => {
        setText(written);
        setIsTyping(true);
        search(chosen && written === says(chosen) ? '' : written.trim());
      }}
      onChange={(id) => {
        props.onChoose(all.find((item) => item.id === id) ?? null);
        if (chosen === undefined) setText('');
      }}
      nothingFoundMessage={isCurrent ? t('list.noMatch') : t('state.loading')}
      error={props.error ?? found.problem}
      // The list itself scrolls, so that it is what the keys of the field move through.
      withScrollArea={false}
      styles={{ options: { maxHeight: 320, overflowY: 'auto' } }}
      // Inside the page's landmarks, for who moves by them.
      comboboxProps={{ withinPortal: false }}
    />
  );
}
