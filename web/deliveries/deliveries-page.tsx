import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useMe } from '#web/accounts/viewer.ts';
import { useRead } from '#web/api/read.ts';
import { t } from '#web/i18n/words.ts';
import { ButtonLink } from '#web/ui/button-link.ts';
import { dayText } from '#web/ui/date-words.ts';
import { DayField } from '#web/ui/day-field.tsx';
import { Floor, FloorActs } from '#web/ui/floor.tsx';
import { Page } from '#web/ui/page.tsx';
import { EmptyState, FailedState, LoadingState } from '#web/ui/states.tsx';
import styles from './deliveries.module.css';
import { addressText, type Stop, stopName } from './stop.ts';

const route = getRouteApi('/signed-in/deliveries');

/** What the trucks bring on a day, stop by stop; the next stop is the one thing to do. */
export function DeliveriesPage() {
  const { on } = route.useSearch();
  const { today } = useMe().company;
  const navigate = useNavigate({ from: '/deliveries' });
  const read = useRead('listDeliveries', { query: { on } });
  const stops = read.data?.stops;
  const done = stops?.filter(({ status }) => status === 'delivered').length ?? 0;
  return (
    <Floor>
      <Page
        title={t('driver.title')}
        badges={stops && <span className="quiet">{t('driver.progress', { done, all: stops.length })}</span>}
        actions={
          <DayField
            aria-label={t('driver.day')}
            value={on ?? today}
            onDay={(day) => void navigate({ search: { on: day || undefined }, replace: true })}
          />
        }
      >
        {read.error && !stops && (
          <FailedState what={t('driver.title')} error={read.error} onRetry={() => void read.refetch()} />
        )}
        {!stops && !read.error && <LoadingState rows={5} rowHeight={96} />}
        {stops?.length === 0 && <EmptyState title={t('driver.empty')}>{t('driver.emptyWhy')}</EmptyState>}
        {stops && stops.length > 0 && <Stops stops={stops} day={on ?? today} />}
      </Page>
    </Floor>
  );
}

function Stops({ stops, day }: { stops: readonly Stop[]; day: string }) {
  const next = stops.find(({ status }) => status === 'shipped');
  const routes = new Set(stops.map(({ routeName }) => routeName));
  return (
    <>
      <ol className={styles.stops}>
        {stops.map((stop) => (
          <li key={stop.shipmentId}>
            <StopCard stop={stop} day={day} isNext={stop === next} namesRoute={routes.size > 1} />
          </li>
        ))}
      </ol>
      {next && (
        <FloorActs>
          <ButtonLink to="/deliveries/$id" params={{ id: next.shipmentId }}>
            {next.stop ? t('driver.next', { stop: next.stop }) : t('driver.nextPlain')}
          </ButtonLink>
        </FloorActs>
      )}
    </>
  );
}

function StopCard(props: { stop: Stop; day: string; isNext: boolean; namesRoute: boolean }) {
  const { stop, day } = props;
  const lines = stop.fulfillments.reduce((sum, { lines: all }) => sum + all.length, 0);
  return (
    <Link
      to="/deliveries/$id"
      params={{ id: stop.shipmentId }}
      className={`${styles.card} ${props.isNext ? styles.next : ''} ${stop.status === 'delivered' ? styles.done : ''}`}
    >
      <span className={styles.number} aria-hidden>
        {stop.stop ?? '+'}
      </span>
      <span className={styles.about}>
        <strong>{stop.customerName}</strong>
        <span className="quiet">{addressText(stop.deliveryAddress)}</span>
        <span className="small">
          {[stateText(stop), t('driver.amount', { count: lines }), props.namesRoute && stop.routeName]
            .filter(Boolean)
            .join(' · ')}
          {stop.deliveryOn && stop.deliveryOn < day && ` · ${t('driver.late', { day: dayText(stop.deliveryOn, day) })}`}
        </span>
        {stop.status !== 'delivered' && stop.fulfillments.some(({ takeAlong }) => takeAlong.length > 0) && (
          <span className={styles.warning}>{t('driver.swap')}</span>
        )}
        {stop.status !== 'delivered' && stop.saleHold === 'no_sale' && (
          <span className={styles.warning}>{t('driver.noSale')}</span>
        )}
        {stop.status !== 'delivered' && stop.saleHold === 'cash_only' && (
          <span className={styles.warning}>{t('driver.cashOnlyPlain')}</span>
        )}
        <span className={styles.hidden}>{stopName(stop)}</span>
      </span>
    </Link>
  );
}

function stateText({ status }: Stop): string {
  return t({ planned: 'driver.notLoaded', shipped: 'driver.open', delivered: 'driver.done' }[status] as 'driver.open');
}
