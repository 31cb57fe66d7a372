import { useState } from 'react';
import { type ItemOf, useRead } from '#web/api/read.ts';
import { t } from '#web/i18n/words.ts';
import { problemSentence } from '#web/ui/problem-words.ts';
import { type PickerProps, RecordPicker } from '#web/ui/record-picker.tsx';

export type Customer = ItemOf<'listCustomers'>;

/** Finds a customer by name or account number. */
export function CustomerPicker(props: PickerProps<Customer>) {
  const [q, setQ] = useState('');
  const {
    data,
    error,
    isPlaceholderData: isOutdated,
  } = useRead('listCustomers', { query: { q: q || undefined, limit: 20 } }, { keepPrevious: true });
  return (
    <RecordPicker
      {...props}
      found={{ items: data?.data, problem: error && problemSentence(error), isOutdated }}
      onSearch={setQ}
      says={(customer) => t('customer.nameAndAccount', { name: customer.name, number: customer.accountNumber })}
    />
  );
}
