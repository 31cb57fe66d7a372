import { NativeSelect } from '@mantine/core';
import { useRead } from '#web/api/read.ts';
import { t } from '#web/i18n/words.ts';

/** Narrows a list to one warehouse, where there are several. */
export function WarehouseFilter(props: { value: string | undefined; onChange: (id: string | undefined) => void }) {
  const { data } = useRead('listWarehouses', { query: { limit: 200 } });
  if (!data || data.data.length < 2) return null;
  return (
    <NativeSelect
      aria-label={t('stock.warehouse')}
      value={props.value ?? ''}
      data={[
        { value: '', label: t('stock.anyWarehouse') },
        ...data.data.map(({ id, name }) => ({ value: id, label: name })),
      ]}
      onChange={(event) => props.onChange(event.currentTarget.value || undefined)}
    />
  );
}
