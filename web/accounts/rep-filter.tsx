import { useRead } from '#web/api/read.ts';
import { t } from '#web/i18n/words.ts';
import { NarrowSelect } from '#web/ui/narrow-select.tsx';

/** Narrows a list to one sales representative. */
export function RepFilter({
  value,
  onChange,
}: {
  value: string | undefined;
  onChange: (id: string | undefined) => void;
}) {
  const { data: users } = useRead('listUsers', { query: { limit: 200 } });
  const reps = users?.data.filter(({ role }) => role === 'sales_rep') ?? [];
  return (
    <NarrowSelect
      label={t('orders.rep')}
      any={t('orders.anyRep')}
      value={value}
      options={reps.map(({ id, name }) => ({ value: id, label: name }))}
      onChange={onChange}
    />
  );
}
