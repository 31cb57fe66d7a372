import { useState } from 'react';
import type { Answer } from '#contract/operations.ts';
import { useMay } from '#web/accounts/viewer.ts';
import { useAct } from '#web/api/act.ts';
import type { ProblemError } from '#web/api/problem-error.ts';
import { useRead } from '#web/api/read.ts';
import { t } from '#web/i18n/words.ts';
import { problemSentence } from '#web/ui/problem-words.ts';
import { type PickerProps, RecordPicker } from '#web/ui/record-picker.tsx';

export type Supplier = Answer<'getSupplier'>;

/** Finds a supplier by name, or adds one of the name that was typed. */
export function SupplierPicker(props: PickerProps<Supplier>) {
  const mayAdd = useMay()('catalog.write');
  const create = useAct('createSupplier');
  const [q, setQ] = useState('');
  const {
    data,
    error,
    isPlaceholderData: isOutdated,
  } = useRead('listSuppliers', { query: { q: q || undefined, limit: 20 } }, { keepPrevious: true });
  return (
    <RecordPicker
      {...props}
      found={{ items: data?.data, problem: problemOf(create.error ?? error), isOutdated }}
      onSearch={setQ}
      says={(supplier) => supplier.name}
      adds={
        mayAdd
          ? {
              says: (name) => t('suppliers.newNamed', { name }),
              act: (name) => create.submit({ body: { name } }),
            }
          : null
      }
    />
  );
}

const problemOf = (error: ProblemError | null) => error && problemSentence(error);
