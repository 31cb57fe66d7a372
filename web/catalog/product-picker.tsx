import { useState } from 'react';
import type { Answer } from '#contract/operations.ts';
import { useRead } from '#web/api/read.ts';
import { problemSentence } from '#web/ui/problem-words.ts';
import { type PickerProps, RecordPicker } from '#web/ui/record-picker.tsx';

type Product = Answer<'listProducts'>['data'][number];

/** Finds a product by a part of its name or family. */
export function ProductPicker(props: PickerProps<Product>) {
  const [q, setQ] = useState('');
  const {
    data,
    error,
    isPlaceholderData: isOutdated,
  } = useRead('listProducts', { query: { q: q || undefined, limit: 20 } }, { keepPrevious: true });
  return (
    <RecordPicker
      {...props}
      found={{ items: data?.data, problem: error && problemSentence(error), isOutdated }}
      onSearch={setQ}
      says={({ name, family }) => (family ? `${name} · ${family}` : name)}
    />
  );
}
