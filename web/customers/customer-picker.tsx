import { useState } from 'react';
import type { Answer } from '#contract/operations.ts';
import { useMay } from '#web/accounts/viewer.ts';
import { useAct } from '#web/api/act.ts';
import type { ProblemError } from '#web/api/problem-error.ts';
import { type ItemOf, useRead } from '#web/api/read.ts';
import { t } from '#web/i18n/words.ts';
import { problemSentence } from '#web/ui/problem-words.ts';
import { type PickerProps, RecordPicker } from '#web/ui/record-picker.tsx';

export type Customer = ItemOf<'listCustomers'>;

/** Finds a customer by name or account number, or where `adds` says so adds one of the name that was typed. */
export function CustomerPicker({ adds = false, ...props }: PickerProps<Customer> & { adds?: boolean }) {
  const mayAdd = useMay()('customers.write') && adds;
  const create = useAct('createCustomer');
  const [q, setQ] = useState('');
  const {
    data,
    error,
    isPlaceholderData: isOutdated,
  } = useRead('listCustomers', { query: { q: q || undefined, limit: 20 } }, { keepPrevious: true });
  return (
    <RecordPicker
      {...props}
      found={{ items: data?.data, problem: problemOf(create.error ?? error), isOutdated }}
      onSearch={setQ}
      says={(customer) => t('customer.nameAndAccount', { name: customer.name, number: customer.accountNumber })}
      adds={
        mayAdd
          ? {
              says: (name) => t('customer.newNamed', { name }),
              act: (name) => create.submit({ body: { name } }).then(asFound),
            }
          : null
      }
    />
  );
}

const problemOf = (error: ProblemError | null) => error && problemSentence(error);

const asFound = (made: Answer<'createCustomer'> | null) =>
  made && { ...made, updatedAt: made.createdAt, openBackorders: null };
