import { getRouteApi } from '@tanstack/react-router';
import { useMay } from '#web/accounts/viewer.ts';
import { useRead } from '#web/api/read.ts';
import { t } from '#web/i18n/words.ts';
import { Page } from '#web/ui/page.tsx';
import { EmptyState, FailedState, LoadingState } from '#web/ui/states.tsx';
import { NewOrderForm } from './new-order-form.tsx';

const route = getRouteApi('/signed-in/orders/new');

/** Takes an order: who, what, how much, at the prices of today, which the confirmation locks. */
export function NewOrderPage() {
  const may = useMay();
  return (
    <Page title={t('orders.new')}>
      {may('orders.write') ? (
        <ForWhom />
      ) : (
        <EmptyState title={t('state.noPermission')}>{t('state.noPermissionWhy')}</EmptyState>
      )}
    </Page>
  );
}

/** Waits for the customer whom the address names, so that the form starts with them. */
function ForWhom() {
  const { customer: id, copyOf, again } = route.useSearch();
  const read = useRead('getCustomer', { params: { id: id ?? '' } }, { enabled: id !== undefined });
  if (id === undefined) return <NewOrderForm customer={null} />;
  if (read.data) return <NewOrderForm customer={read.data} copyOf={copyOf} again={again} />;
  if (!read.error) return <LoadingState rows={6} />;
  return <FailedState what={t('customer.this')} error={read.error} onRetry={() => void read.refetch()} />;
}
