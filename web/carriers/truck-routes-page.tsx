import { Button } from '@mantine/core';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useMay } from '#web/accounts/viewer.ts';
import { type ItemOf, useList } from '#web/api/read.ts';
import { t } from '#web/i18n/words.ts';
import { ListOfRecords } from '#web/records/list-of-records.tsx';
import { editColumn } from '#web/settings/edit-column.tsx';
import { SettingsFrame } from '#web/settings/settings-frame.tsx';
import { daysWords } from '#web/ui/fields.tsx';
import { LinesTable } from '#web/ui/lines-table.tsx';
import { Section } from '#web/ui/page.tsx';
import { EmptyState } from '#web/ui/states.tsx';
import { RouteStops } from './route-stops.tsx';
import { EditRoute, NewRoute } from './truck-route-form.tsx';

const route = getRouteApi('/signed-in/settings/routes');
type TruckRoute = ItemOf<'listRoutes'>;

/** The ways our own trucks drive: on which days, who drives, and to whom. */
export function TruckRoutesPage() {
  const { edit } = route.useSearch();
  const navigate = useNavigate({ from: '/settings/routes' });
  const mayEdit = useMay()('settings.write');
  const list = useList('listRoutes', { query: { limit: 200 } });
  const edited = list.rows?.find(({ id }) => id === edit);
  const open = (id: string) => void navigate({ search: { edit: id } });
  const close = () => void navigate({ search: {}, replace: true });

  return (
    <SettingsFrame
      title={t('truckRoutes.title')}
      here="/settings/routes"
      actions={mayEdit && edit !== 'new' && <Button onClick={() => open('new')}>{t('truckRoutes.new')}</Button>}
    >
      {mayEdit && edit === 'new' && <NewRoute onAdded={open} onClose={close} />}
      {mayEdit && edited && (
        <>
          <EditRoute key={edited.id} route={edited} onClose={close} />
          <RouteStops route={edited} />
        </>
      )}
      <Section title={t('truckRoutes.title')} flush>
        <ListOfRecords
          what={t('truckRoutes.title')}
          list={list}
          empty={<EmptyState title={t('truckRoutes.empty')}>{t('truckRoutes.emptyWhy')}</EmptyState>}
        >
          {(routes) => <Routes of={routes} edit={editColumn(mayEdit, open)} />}
        </ListOfRecords>
      </Section>
    </SettingsFrame>
  );
}

function Routes({ of, edit }: { of: readonly TruckRoute[]; edit: ReturnType<typeof editColumn<TruckRoute>> }) {
  return (
    <LinesTable
      label={t('truckRoutes.title')}
      lines={of}
      item={{
        name: t('truckRoutes.name'),
        cell: ({ name, active }) => (
          <>
            <div>{name}</div>
            {!active && <div className="quiet small">{t('carriers.inactive')}</div>}
          </>
        ),
      }}
      columns={[
        { name: t('truckRoutes.weekdays'), cell: ({ weekdays }) => daysWords(weekdays) },
        {
          name: t('truckRoutes.driver'),
          cell: ({ driverName, phone }) => (
            <>
              <div>{driverName ?? <span className="quiet">{t('truckRoutes.noDriver')}</span>}</div>
              {phone && <div className="quiet small">{phone}</div>}
            </>
          ),
        },
        {
          name: t('truckRoutes.stops'),
          cell: ({ stops }) => t('truckRoutes.stopCount', { count: stops.length }),
          align: 'end',
        },
        edit,
      ]}
    />
  );
}
