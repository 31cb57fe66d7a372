import { useAct } from '#web/api/act.ts';
import { type ItemOf, useRead } from '#web/api/read.ts';
import { t } from '#web/i18n/words.ts';
import { RecordForm } from '#web/records/record-form.tsx';
import type { Looks } from '#web/ui/fields.tsx';
import { tell } from '#web/ui/toast.tsx';

type TruckRoute = ItemOf<'listRoutes'>;
type RouteValues = Pick<TruckRoute, 'name' | 'weekdays' | 'driverId' | 'phone' | 'active'>;

const NEW_ROUTE: RouteValues = { name: '', weekdays: [1, 2, 3, 4, 5], driverId: null, phone: null, active: true };

function useLooks(): Looks<RouteValues> {
  const { data: people } = useRead('listUsers', { query: { role: 'driver', limit: 200 } });
  const drivers = people?.data.filter(({ active }) => active) ?? [];
  return {
    name: { kind: 'text', label: t('truckRoutes.name'), maxLength: 100, required: true },
    driverId: {
      kind: 'choice',
      label: t('truckRoutes.driver'),
      choices: drivers.map(({ id, name }) => ({ value: id, label: name })),
      none: t('truckRoutes.noDriver'),
    },
    phone: { kind: 'text', type: 'tel', label: t('truckRoutes.phone'), maxLength: 40 },
    weekdays: { kind: 'days', label: t('truckRoutes.weekdays') },
    active: { kind: 'tick', label: t('carriers.active') },
  };
}

/** Adds a route; its stops come afterwards. */
export function NewRoute({ onAdded, onClose }: { onAdded: (id: string) => void; onClose: () => void }) {
  const act = useAct('createRoute');
  return (
    <RecordForm<RouteValues>
      name="route new"
      title={t('truckRoutes.new')}
      looks={useLooks()}
      values={NEW_ROUTE}
      submit={t('truckRoutes.add')}
      act={act}
      onSubmit={async ({ values }) => {
        const route = await act.submit({ body: values });
        if (!route) return null;
        tell(t('truckRoutes.added', { name: route.name }));
        onAdded(route.id);
        return route;
      }}
      onClose={onClose}
    />
  );
}

/** Changes what a route is, all but its stops. */
export function EditRoute({ route, onClose }: { route: TruckRoute; onClose: () => void }) {
  const act = useAct('updateRoute');
  return (
    <RecordForm<RouteValues>
      name={`route ${route.id}`}
      title={t('truckRoutes.edit', { name: route.name })}
      looks={useLooks()}
      values={route}
      version={route.version}
      submit={t('act.save')}
      act={act}
      onSubmit={async ({ changes, seen }) => {
        const saved = await act.submit({ params: { id: route.id }, body: changes }, seen);
        if (!saved) return null;
        tell(t('truckRoutes.saved', { name: saved.name }));
        onClose();
        return saved;
      }}
      onClose={onClose}
    />
  );
}
