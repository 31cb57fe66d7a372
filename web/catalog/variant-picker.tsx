import { useState } from 'react';
import type { Answer } from '#contract/operations.ts';
import { useRead } from '#web/api/read.ts';
import { t } from '#web/i18n/words.ts';
import { problemSentence } from '#web/ui/problem-words.ts';
import { type PickerProps, RecordPicker } from '#web/ui/record-picker.tsx';

export type Variant = Answer<'getVariant'>;

/** Finds a variant by name, SKU or UPC. */
export function VariantPicker(props: PickerProps<Variant>) {
  const [q, setQ] = useState('');
  const {
    data,
    error,
    isPlaceholderData: isOutdated,
  } = useRead('listVariants', { query: { q: q || undefined, limit: 20 } }, { keepPrevious: true });
  return (
    <RecordPicker
      {...props}
      found={{ items: data?.data, problem: error && problemSentence(error), isOutdated }}
      onSearch={setQ}
      says={(variant) => t('item.nameAndSku', { name: variant.itemName, sku: variant.sku })}
    />
  );
}
