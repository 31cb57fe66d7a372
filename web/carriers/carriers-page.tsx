import { Button } from '@mantine/core';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useMay } from '#web/accounts/viewer.ts';
import { useAct } from '#web/api/act.ts';
import { type ItemOf, useList } from '#web/api/read.ts';
import { t } from '#web/i18n/words.ts';
import { ListOfRecords } from '#web/records/list-of-records.tsx';
import { RecordForm } from '#web/records/record-form.tsx';
import { editColumn } from '#web/settings/edit-column.tsx';
import { SettingsFrame } from '#web/settings/settings-frame.tsx';
import { useCompany } from '#web/ui/company.ts';
import type { Looks } from '#web/ui/fields.tsx';
import { LinesTable } from '#web/ui/lines-table.tsx';
import { Money } from '#web/ui/money.tsx';
import { Section } from '#web/ui/page.tsx';
import { EmptyState } from '#web/ui/states.tsx';
import { tell } from '#web/ui/toast.tsx';

const route = getRouteApi('/signed-in/settings/carriers');
type Carrier = ItemOf<'listCarriers'>;
type CarrierValues = Pick<Carrier, 'name' | 'trackingLink' | 'usualDays' | 'usualFreight' | 'active'>;

/** Who brings parcels for us, how long that takes, and where they answer about one. */
export function CarriersPage() {
  const { edit } = route.useSearch();
  const navigate = useNavigate({ from: '/settings/carriers' });
  const mayEdit = useMay()('settings.write');
  const list = useList('listCarriers', { query: { limit: 200 } });
  const edited = list.rows?.find(({ id }) => id === edit);
  const open = (carrier: string) => void navigate({ search: { edit: carrier } });
  const close = () => void navigate({ search: {}, replace: true });

  return (
    <SettingsFrame
      title={t('carriers.title')}
      here="/settings/carriers"
      actions={mayEdit && edit !== 'new' && <Button onClick={() => open('new')}>{t('carriers.new')}</Button>}
    >
      {mayEdit && edit === 'new' && <NewCarrier onClose={close} />}
      {mayEdit && edited && <EditCarrier key={edited.id} carrier={edited} onClose={close} />}
      <Section title={t('carriers.title')} flush>
        <ListOfRecords
          what={t('carriers.title')}
          list={list}
          empty={<EmptyState title={t('carriers.empty')}>{t('carriers.emptyWhy')}</EmptyState>}
        >
          {(carriers) => <Carriers of={carriers} edit={editColumn(mayEdit, open)} />}
        </ListOfRecords>
      </Section>
    </SettingsFrame>
  );
}

function Carriers({ of, edit }: { of: readonly Carrier[]; edit: ReturnType<typeof editColumn<Carrier>> }) {
  return (
    <LinesTable
      label={t('carriers.title')}
      lines={of}
      item={{
        name: t('carriers.name'),
        cell: ({ name, trackingLink }) => (
          <>
            <div>{name}</div>
            <div className="quiet small breaks">{trackingLink ?? t('carriers.noLink')}</div>
          </>
        ),
      }}
      columns={[
        { name: t('carriers.usualDays'), cell: ({ usualDays }) => daysOf(usualDays) },
        {
          name: t('carriers.usualFreight'),
          cell: ({ usualFreight }) => (usualFreight ? <Money of={usualFreight} /> : <span className="quiet">–</span>),
        },
        {
          name: t('carriers.state'),
          cell: ({ active }) =>
            active ? t('carriers.active') : <span className="quiet">{t('carriers.inactive')}</span>,
        },
        edit,
      ]}
    />
  );
}

function daysOf(usualDays: number | null) {
  if (usualDays === null) return <span className="quiet">–</span>;
  return usualDays === 0 ? t('carriers.sameDay') : t('carriers.days', { count: usualDays });
}

function useLooks(): Looks<CarrierValues> {
  const { currency } = useCompany();
  return {
    name: { kind: 'text', label: t('carriers.name'), maxLength: 100, required: true },
    usualDays: {
      kind: 'number',
      label: t('carriers.usualDays'),
      description: t('carriers.usualDaysNote'),
      min: 0,
      max: 60,
    },
    usualFreight: {
      kind: 'money',
      label: t('carriers.usualFreight'),
      description: t('carriers.usualFreightNote'),
      currency,
      isToTheCent: true,
    },
    trackingLink: {
      kind: 'text',
      label: t('carriers.trackingLink'),
      description: t('carriers.trackingLinkNote'),
      maxLength: 300,
    },
    active: { kind: 'tick', label: t('carriers.active') },
  };
}

function NewCarrier({ onClose }: { onClose: () => void }) {
  const act = useAct('createCarrier');
  return (
    <RecordForm<CarrierValues>
      name="carrier new"
      title={t('carriers.new')}
      looks={useLooks()}
      values={{ name: '', trackingLink: null, usualDays: null, usualFreight: null, active: true }}
      submit={t('carriers.add')}
      act={act}
      onSubmit={async ({ values }) => {
        const carrier = await act.submit({ body: values });
        if (!carrier) return null;
        tell(t('carriers.added', { name: carrier.name }));
        onClose();
        return carrier;
      }}
      onClose={onClose}
    />
  );
}

function EditCarrier({ carrier, onClose }: { carrier: Carrier; onClose: () => void }) {
  const act = useAct('updateCarrier');
  return (
    <RecordForm<CarrierValues>
      name={`carrier ${carrier.id}`}
      title={t('carriers.edit', { name: carrier.name })}
      looks={useLooks()}
      values={carrier}
      version={carrier.version}
      submit={t('act.save')}
      act={act}
      onSubmit={async ({ changes, seen }) => {
        const saved = await act.submit({ params: { id: carrier.id }, body: changes }, seen);
        if (!saved) return null;
        tell(t('carriers.saved', { name: saved.name }));
        onClose();
        return saved;
      }}
      onClose={onClose}
    />
  );
}
