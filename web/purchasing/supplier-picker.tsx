import { useState } from 'react';
import { type ItemOf, useRead } from '#web/api/read.ts';
import { problemSentence } from '#web/ui/problem-words.ts';
import { type PickerProps, RecordPicker } from '#web/ui/record-picker.tsx';

export type Supplier = ItemOf<'listSuppliers'>;

/** Finds a supplier by name. */
export function SupplierPicker(props: PickerProps<Supplier>) {
  const [q, setQ] = useState('');
  const {
    data,
    error,
    isPlaceholderData: isOutdated,
  } = useRead('listSuppliers', { query: { q: q || undefined, limit: 20 } }, { keepPrevious: true });
  return (
    <RecordPicker
      {...props}
      found={{ items: data?.data, problem: error && problemSentence(error), isOutdated }}
      onSearch={setQ}
      says={(supplier) => supplier.name}
    />
  );
}
