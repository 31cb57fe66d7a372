import '@mantine/core/styles/Popover.layer.css';
import '@mantine/core/styles/Combobox.layer.css';
import { Select } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { type KeyboardEvent, useEffect, useState } from 'react';
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

const NEW = 'new';

/** Finds one record among many by typing, and hands it over whole. Who uses it does the searching. */
export function RecordPicker<Item extends { id: string }>(
  props: PickerProps<Item> & {
    found: { items: readonly Item[] | undefined; problem: string | null; isOutdated: boolean };
    onSearch: (text: string) => void;
    says: (item: Item) => string;
    /** Makes a new one of what was typed, where nothing found is called that. */
    adds?: { says: (text: string) => string; act: (text: string) => Promise<Item | null> } | null;
  },
) {
  const { found, chosen, says, adds } = props;
  const [text, setText] = useState(chosen ? says(chosen) : '');
  const [isTyping, setIsTyping] = useState(false);
  const [isOpen, setIsOpen] = useState(false);
  const search = useDebouncedCallback((written: string) => {
    setIsTyping(false);
    props.onSearch(written);
  }, 150);
  // What was found for other words must not be taken for what is being asked for.
  const isCurrent = found.items !== undefined && !isTyping && !found.isOutdated;
  const items = isCurrent ? (found.items ?? []) : [];
  // The one chosen stays choosable whatever is searched for next.
  const all = chosen && !items.some(({ id }) => id === chosen.id) ? [chosen, ...items] : items;
  const typed = text.trim();
  const isNew = adds && isCurrent && typed !== '' && !all.some((item) => isCalled(says(item), typed));
  const made = isNew ? [{ value: NEW, label: adds.says(typed) }] : [];
  const options = [...all.map((item) => ({ value: item.id, label: says(item) })), ...made];
  const choose = async (id: string | null) => {
    const item = id === NEW ? await adds?.act(typed) : all.find((one) => one.id === id);
    if (id === NEW && !item) return;
    props.onChoose(item ?? null);
    setText(chosen === undefined || !item ? '' : says(item));
    setIsOpen(false);
  };
  const takesFirst = useEnter(isCurrent && typed !== '' && !(chosen && typed === says(chosen)), () => {
    if (options[0]) void choose(options[0].value);
  });

  return (
    <Select
      label={props.label}
      placeholder={props.placeholder}
      searchable
      autoFocus={props.autoFocus}
      data={options}
      // The server has searched.
      filter={({ options }) => options}
      data-searching={typed !== '' && !(chosen && typed === says(chosen)) ? '' : undefined}
      value={chosen?.id ?? null}
      searchValue={text}
      onSearchChange={(written) => {
        setText(written);
        setIsTyping(true);
        search(chosen && written === says(chosen) ? '' : written.trim());
      }}
      onChange={(id) => void choose(id)}
      onKeyDown={takesFirst}
      dropdownOpened={isOpen}
      onDropdownOpen={() => setIsOpen(true)}
      onDropdownClose={() => setIsOpen(false)}
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

/** Whether something is called just that, whatever stands in parentheses behind its name. */
function isCalled(says: string, typed: string): boolean {
  const [one, other] = [says.toLowerCase(), typed.toLowerCase()];
  return one === other || one.startsWith(`${other} (`);
}

/** Enter takes the first that is found where the arrows chose none, also when it comes before the server answered. */
function useEnter(isFound: boolean, take: () => void) {
  const [isAwaited, setIsAwaited] = useState(false);
  useEffect(() => {
    if (!isAwaited || !isFound) return;
    setIsAwaited(false);
    take();
  });
  return (event: KeyboardEvent<HTMLInputElement>) => {
    setIsAwaited(false);
    if (event.key !== 'Enter' || event.currentTarget.getAttribute('aria-activedescendant')) return;
    if (event.currentTarget.value.trim() === '') return;
    event.preventDefault();
    setIsAwaited(true);
  };
}
