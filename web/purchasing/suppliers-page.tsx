import { Button } from '@mantine/core';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useMay } from '#web/accounts/viewer.ts';
import { useAct } from '#web/api/act.ts';
import { type ItemOf, useList } from '#web/api/read.ts';
import { t } from '#web/i18n/words.ts';
import { ListOfRecords } from '#web/records/list-of-records.tsx';
import { RecordForm } from '#web/records/record-form.tsx';
import { editColumn } from '#web/settings/edit-column.tsx';
import { SettingsFrame } from '#web/settings/settings-frame.tsx';
import { InstantText } from '#web/ui/date-text.tsx';
import type { Looks } from '#web/ui/fields.tsx';
import { LinesTable } from '#web/ui/lines-table.tsx';
import { Section } from '#web/ui/page.tsx';
import { numberText } from '#web/ui/quantity-text.ts';
import { SearchBox } from '#web/ui/search-box.tsx';
import { EmptyState } from '#web/ui/states.tsx';
import { tell } from '#web/ui/toast.tsx';

const route = getRouteApi('/signed-in/suppliers');
type Supplier = ItemOf<'listSuppliers'>;
type SupplierValues = Pick<Supplier, 'name' | 'email' | 'phone'>;

/** Whom the company buys from, and how to reach them. */
export function SuppliersPage() {
  const { edit, q } = route.useSearch();
  const navigate = useNavigate({ from: '/suppliers' });
  const mayEdit = useMay()('catalog.write');
  const list = useList('listSuppliers', { query: { q, limit: 200, withPurchaseOrders: 'true' } });
  const edited = list.rows?.find(({ id }) => id === edit);
  const open = (supplier?: string) =>
    void navigate({ search: (before) => ({ ...before, edit: supplier }), replace: supplier === undefined });

  return (
    <SettingsFrame
      title={t('suppliers.title')}
      here="/suppliers"
      actions={mayEdit && edit !== 'new' && <Button onClick={() => open('new')}>{t('suppliers.new')}</Button>}
    >
      {mayEdit && edit === 'new' && <NewSupplier onClose={() => open()} />}
      {mayEdit && edited && <EditSupplier key={edited.id} supplier={edited} onClose={() => open()} />}
      <Section
        title={t('suppliers.title')}
        actions={
          <SearchBox
            label={t('suppliers.search')}
            value={q ?? ''}
            onSearch={(text) =>
              void navigate({ search: (before) => ({ ...before, q: text || undefined }), replace: true })
            }
          />
        }
        flush
      >
        <ListOfRecords what={t('suppliers.title')} list={list} empty={<NothingHere isSearch={!!q} />}>
          {(suppliers) => <Suppliers of={suppliers} edit={editColumn(mayEdit, open)} />}
        </ListOfRecords>
      </Section>
    </SettingsFrame>
  );
}

function NothingHere({ isSearch }: { isSearch: boolean }) {
  return isSearch ? (
    <EmptyState title={t('list.noMatch')}>{t('list.noMatchWhy')}</EmptyState>
  ) : (
    <EmptyState title={t('suppliers.empty')}>{t('suppliers.emptyWhy')}</EmptyState>
  );
}

function Suppliers({ of, edit }: { of: readonly Supplier[]; edit: ReturnType<typeof editColumn<Supplier>> }) {
  const none = <span className="quiet">–</span>;
  return (
    <LinesTable
      label={t('suppliers.title')}
      lines={of}
      item={{
        name: t('suppliers.name'),
        cell: ({ id, name }) => (
          <Link to="/suppliers/$id" params={{ id }}>
            {name}
          </Link>
        ),
      }}
      columns={[
        {
          name: t('suppliers.email'),
          cell: ({ email }) => (email ? <a href={`mailto:${email}`}>{email}</a> : none),
        },
        { name: t('suppliers.phone'), cell: ({ phone }) => <span className="nowrap">{phone ?? '–'}</span> },
        {
          name: t('suppliers.open'),
          align: 'end',
          cell: ({ id, purchaseOrders }) => <Brings id={id} count={purchaseOrders?.open ?? 0} />,
        },
        {
          name: t('suppliers.late'),
          align: 'end',
          cell: ({ id, purchaseOrders }) => <Brings id={id} count={purchaseOrders?.late ?? 0} status="late" />,
        },
        { name: t('suppliers.since'), cell: ({ createdAt }) => <InstantText at={createdAt} /> },
        edit,
      ]}
    />
  );
}

/** How many purchase orders a supplier still has to bring, which lead to them. */
function Brings({ id, count, status }: { id: string; count: number; status?: 'late' }) {
  if (count === 0) return <span className="quiet">–</span>;
  return (
    <Link to="/purchase-orders" search={{ supplier: id, status }}>
      {numberText(count)}
    </Link>
  );
}

function looks(): Looks<SupplierValues> {
  return {
    name: { kind: 'text', label: t('suppliers.name'), maxLength: 200, required: true },
    email: { kind: 'text', type: 'email', label: t('suppliers.email'), maxLength: 200 },
    phone: { kind: 'text', type: 'tel', label: t('suppliers.phone'), maxLength: 40 },
  };
}

function NewSupplier({ onClose }: { onClose: () => void }) {
  const act = useAct('createSupplier');
  return (
    <RecordForm<SupplierValues>
      name={'supplier new'}
      title={t('suppliers.new')}
      looks={looks()}
      values={{ name: '', email: null, phone: null }}
      submit={t('suppliers.add')}
      act={act}
      onSubmit={async ({ values }) => {
        const supplier = await act.submit({ body: values });
        if (!supplier) return null;
        tell(t('suppliers.added', { name: supplier.name }));
        onClose();
        return supplier;
      }}
      onClose={onClose}
    />
  );
}

function EditSupplier({ supplier, onClose }: { supplier: Supplier; onClose: () => void }) {
  const act = useAct('updateSupplier');
  return (
    <RecordForm<SupplierValues>
      name={`supplier ${supplier.id}`}
      title={t('suppliers.edit', { name: supplier.name })}
      looks={looks()}
      values={supplier}
      version={supplier.version}
      submit={t('act.save')}
      act={act}
      onSubmit={async ({ changes, seen }) => {
        const saved = await act.submit({ params: { id: supplier.id }, body: changes }, seen);
        if (!saved) return null;
        tell(t('suppliers.saved', { name: saved.name }));
        onClose();
        return saved;
      }}
      onClose={onClose}
    />
  );
}
