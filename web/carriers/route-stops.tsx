import { ActionIcon } from '@mantine/core';
import { ArrowDown, ArrowUp } from 'lucide-react';
import { useAct } from '#web/api/act.ts';
import type { ItemOf } from '#web/api/read.ts';
import { CustomerPicker } from '#web/customers/customer-picker.tsx';
import { t } from '#web/i18n/words.ts';
import { Section } from '#web/ui/page.tsx';
import { EmptyState, Refused } from '#web/ui/states.tsx';
import { tell } from '#web/ui/toast.tsx';
import styles from './route-stops.module.css';

type TruckRoute = ItemOf<'listRoutes'>;
type Stop = TruckRoute['stops'][number];

/** The customers of a route in their order. Each change is kept at once. */
export function RouteStops({ route }: { route: TruckRoute }) {
  const act = useAct('updateRoute');
  const ids = route.stops.map(({ customerId }) => customerId);
  const put = (customerIds: string[]) =>
    act.submit({ params: { id: route.id }, body: { customerIds } }, { version: route.version });
  const move = (from: number, to: number) => {
    const others = ids.filter((_, index) => index !== from);
    return put([...others.slice(0, to), ids[from] as string, ...others.slice(to)]);
  };
  const takeOut = async ({ customerId, customerName }: Stop) => {
    const saved = await put(ids.filter((id) => id !== customerId));
    if (saved) tell(t('truckRoutes.removed', { name: customerName, route: route.name }));
  };

  return (
    <Section title={t('truckRoutes.stopsOf', { name: route.name })} note={t('truckRoutes.stopsNote')}>
      <div className={styles.add}>
        <CustomerPicker
          label={t('truckRoutes.addStop')}
          placeholder={t('truckRoutes.findCustomer')}
          onChoose={(customer) => {
            if (customer && !ids.includes(customer.id)) void put([...ids, customer.id]);
          }}
        />
      </div>
      <Refused error={act.error} />
      {ids.length === 0 ? (
        <EmptyState title={t('truckRoutes.noStops')}>{t('truckRoutes.noStopsWhy')}</EmptyState>
      ) : (
        <ol className={styles.stops}>
          {route.stops.map((stop, index) => (
            <StopRow
              key={stop.customerId}
              stop={stop}
              position={index + 1}
              isLast={index === ids.length - 1}
              isBusy={act.isBusy}
              onMove={(by) => void move(index, index + by)}
              onTakeOut={() => void takeOut(stop)}
            />
          ))}
        </ol>
      )}
    </Section>
  );
}

type StopRowProps = {
  stop: Stop;
  position: number;
  isLast: boolean;
  isBusy: boolean;
  onMove: (by: -1 | 1) => void;
  onTakeOut: () => void;
};

function StopRow(props: StopRowProps) {
  const { stop, position, isBusy } = props;
  const name = stop.customerName;
  return (
    <li className={styles.stop}>
      <span className={styles.position}>{position}</span>
      <span className={styles.who}>
        {name}
        <span className="quiet small">{[stop.accountNumber, stop.city].filter(Boolean).join(' · ')}</span>
      </span>
      <ActionIcon
        variant="subtle"
        aria-label={t('truckRoutes.up', { name })}
        disabled={isBusy || position === 1}
        onClick={() => props.onMove(-1)}
      >
        <ArrowUp size={16} />
      </ActionIcon>
      <ActionIcon
        variant="subtle"
        aria-label={t('truckRoutes.down', { name })}
        disabled={isBusy || props.isLast}
        onClick={() => props.onMove(1)}
      >
        <ArrowDown size={16} />
      </ActionIcon>
      <button
        type="button"
        className="link"
        aria-label={t('truckRoutes.removeNamed', { name })}
        disabled={isBusy}
        onClick={props.onTakeOut}
      >
        {t('truckRoutes.remove')}
      </button>
    </li>
  );
}
