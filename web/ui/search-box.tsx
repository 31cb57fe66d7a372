import { TextInput } from '@mantine/core';
import { Search } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { t } from '#web/i18n/words.ts';
import { useShortcuts } from '#web/ui/shortcuts.ts';

type SearchBoxProps = { label: string; value: string; onSearch: (text: string) => void };

/** A search that follows the typing, a moment later. `/` leads to it, Escape empties it. */
export function SearchBox({ label, value, onSearch }: SearchBoxProps) {
  const input = useRef<HTMLInputElement>(null);
  const [text, setText] = useSearchBehindTyping(value, onSearch);
  useShortcuts([{ keys: '/', label: t('shortcut.search'), act: () => input.current?.select() }]);

  return (
    <TextInput
      ref={input}
      type="search"
      aria-label={label}
      placeholder={label}
      leftSection={<Search size={14} aria-hidden />}
      value={text}
      onChange={(event) => setText(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        if (text === '') event.currentTarget.blur();
        setText('');
      }}
    />
  );
}

/** What is typed, and searched for when the typing rests. */
function useSearchBehindTyping(value: string, onSearch: (text: string) => void) {
  const [text, setText] = useState(value);
  const asked = useRef(value);
  const search = useRef(onSearch);
  search.current = onSearch;

  // The address changed under the box: Back, or a filter that starts over.
  useEffect(() => {
    if (value !== asked.current) {
      asked.current = value;
      setText(value);
    }
  }, [value]);

  useEffect(() => {
    const wanted = text.trim();
    if (wanted === asked.current) return;
    const later = setTimeout(() => {
      asked.current = wanted;
      search.current(wanted);
    }, 200);
    return () => clearTimeout(later);
  }, [text]);

  return [text, setText] as const;
}
