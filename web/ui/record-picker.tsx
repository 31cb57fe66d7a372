import '@mantine/core/styles/ScrollArea.layer.css';
import '@mantine/core/styles/Popover.layer.css';
import '@mantine/core/styles/Combobox.layer.css';
import { Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import type { Given } from '#web/api/call.ts';
import { type ItemOf, type ListName, useRead } from '#web/api/read.ts';
import { t } from '#web/i18n/words.ts';
import { problemSentence } from '#web/ui/problem-words.ts';

type Searchable = Extract<ListName, 'listCustomers' | 'listVariants' | 'listSuppliers'>;

/** Finds one record among many by typing, and hands it over whole. */
export function RecordPicker<Name extends Searchable>(props: {
  label: string;
  placeholder?: string;
  from: Name;
  says: (item: ItemOf<Name>) => string;
  chosen?: ItemOf<Name> | null;
  onChoose: (item: ItemOf<Name> | null) => void;
  error?: string | null;
  autoFocus?: boolean;
}) {
  const { says, chosen = null } = props;
  const [text, setText] = useState(chosen ? says(chosen) : '');
  const [asked] = useDebouncedValue(text.trim(), 150);
  const isChosen = chosen !== null && asked === says(chosen);
  const found = useRead<Name>(props.from, { query: { q: isChosen ? undefined : asked, limit: 20 } } as unknown as Given<Name>, { keepPrevious: true });
  const items = ((found.data as { data?: ItemOf<Name>[] } | undefined)?.data ?? []) as (ItemOf<Name> & { id: string })[];
  // The one chosen stays choosable whatever is searched for next.
  const all = chosen && !items.some(({ id }) => id === (chosen as { id: string }).id) ? [chosen as ItemOf<Name> & { id: string }, ...items] : items;

  return (
    <Select
      label={props.label}
      placeholder={props.placeholder}
      searchable
      size="xs"
      autoFocus={props.autoFocus}
      data={all.map((item) => ({ value: item.id, label: says(item) }))}
      // The server has searched.
      filter={({ options }) => options}
      value={(chosen as { id: string } | null)?.id ?? null}
      searchValue={text}
      onSearchChange={setText}
      onChange={(id) => {
        props.onChoose(all.find((item) => item.id === id) ?? null);
        if (props.chosen === undefined) setText('');
      }}
      nothingFoundMessage={found.isFetching ? t('state.loading') : t('list.noMatch')}
      error={props.error ?? (found.error ? problemSentence(found.error) : undefined)}
      maxDropdownHeight={320}
    />
  );
}
