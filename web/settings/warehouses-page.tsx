import { Button } from '@mantine/core';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useMay } from '#web/accounts/viewer.ts';
import { useAct } from '#web/api/act.ts';
import { type ItemOf, useList } from '#web/api/read.ts';
import { AddressLines } from '#web/customers/party.tsx';
import { t } from '#web/i18n/words.ts';
import { ListOfRecords } from '#web/records/list-of-records.tsx';
import { RecordForm } from '#web/records/record-form.tsx';
import { InstantText } from '#web/ui/date-text.tsx';
import type { Looks } from '#web/ui/fields.tsx';
import { LinesTable } from '#web/ui/lines-table.tsx';
import { Section } from '#web/ui/page.tsx';
import { EmptyState } from '#web/ui/states.tsx';
import { tell } from '#web/ui/toast.tsx';
import { editColumn } from './edit-column.tsx';
import { SettingsFrame } from './settings-frame.tsx';

const route = getRouteApi('/signed-in/settings/warehouses');
type Warehouse = ItemOf<'listWarehouses'>;
type WarehouseValues = Pick<Warehouse, 'code' | 'name' | 'address'>;

/** Where stock lies and orders ship from. */
export function WarehousesPage() {
  const { edit } = route.useSearch();
  const navigate = useNavigate({ from: '/settings/warehouses' });
  const mayEdit = useMay()('settings.write');
  const list = useList('listWarehouses', { query: { limit: 200 } });
  const edited = list.rows?.find(({ id }) => id === edit);
  const open = (warehouse: string) => void navigate({ search: { edit: warehouse } });
  const close = () => void navigate({ search: {}, replace: true });

  return (
    <SettingsFrame
      title={t('warehouses.title')}
      here="/settings/warehouses"
      actions={mayEdit && edit !== 'new' && <Button onClick={() => open('new')}>{t('warehouses.new')}</Button>}
    >
      {mayEdit && edit === 'new' && <NewWarehouse onClose={close} />}
      {mayEdit && edited && <EditWarehouse key={edited.id} warehouse={edited} onClose={close} />}
      <Section title={t('warehouses.title')} flush>
        <ListOfRecords
          what={t('warehouses.title')}
          list={list}
          empty={<EmptyState title={t('warehouses.empty')}>{t('warehouses.emptyWhy')}</EmptyState>}
        >
          {(warehouses) => <Warehouses of={warehouses} edit={editColumn(mayEdit, open)} />}
        </ListOfRecords>
      </Section>
    </SettingsFrame>
  );
}

function Warehouses({ of, edit }: { of: readonly Warehouse[]; edit: ReturnType<typeof editColumn<Warehouse>> }) {
  return (
    <LinesTable
      label={t('warehouses.title')}
      lines={of}
      item={{
        name: t('warehouses.name'),
        cell: ({ name, code }) => (
          <>
            <div>{name}</div>
            <div className="quiet small">{code}</div>
          </>
        ),
      }}
      columns={[
        { name: t('warehouses.address'), cell: ({ address }) => <AddressLines of={address} /> },
        { name: t('warehouses.since'), cell: ({ createdAt }) => <InstantText at={createdAt} /> },
        edit,
      ]}
    />
  );
}

function looks(): Looks<WarehouseValues> {
  return {
    name: { kind: 'text', label: t('warehouses.name'), maxLength: 100, required: true },
    code: {
      kind: 'text',
      label: t('warehouses.code'),
      description: t('warehouses.codeNote'),
      maxLength: 20,
      required: true,
    },
    address: { kind: 'address', label: t('warehouses.address') },
  };
}

function NewWarehouse({ onClose }: { onClose: () => void }) {
  const act = useAct('createWarehouse');
  return (
    <RecordForm<WarehouseValues>
      name={'warehouse new'}
      title={t('warehouses.new')}
      looks={looks()}
      values={{ name: '', code: '', address: null }}
      submit={t('warehouses.add')}
      act={act}
      onSubmit={async ({ values }) => {
        const warehouse = await act.submit({ body: values });
        if (!warehouse) return null;
        tell(t('warehouses.added', { name: warehouse.name }));
        onClose();
        return warehouse;
      }}
      onClose={onClose}
    />
  );
}

function EditWarehouse({ warehouse, onClose }: { warehouse: Warehouse; onClose: () => void }) {
  const act = useAct('updateWarehouse');
  return (
    <RecordForm<WarehouseValues>
      name={`warehouse ${warehouse.id}`}
      title={t('warehouses.edit', { name: warehouse.name })}
      looks={looks()}
      values={warehouse}
      version={warehouse.version}
      submit={t('act.save')}
      act={act}
      onSubmit={async ({ changes, seen }) => {
        const saved = await act.submit({ params: { id: warehouse.id }, body: changes }, seen);
        if (!saved) return null;
        tell(t('warehouses.saved', { name: saved.name }));
        onClose();
        return saved;
      }}
      onClose={onClose}
    />
  );
}
