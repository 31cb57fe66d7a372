import { Link } from '@tanstack/react-router';
import { t } from '#web/i18n/words.ts';
import { TabList } from '#web/ui/tab-list.tsx';

/** The lists of the Orders menu. */
export function OrderTabs({ here }: { here: 'orders' | 'backorders' | 'cancelled' }) {
  return (
    <TabList label={t('menu.orders')} size="large">
      <Link
        to="/orders"
        activeOptions={{ exact: true, includeSearch: false }}
        aria-current={here === 'orders' ? 'page' : undefined}
      >
        {t('menu.orders')}
      </Link>
      <Link
        to="/orders/backorders"
        activeOptions={{ includeSearch: false }}
        aria-current={here === 'backorders' ? 'page' : undefined}
      >
        {t('menu.backorders')}
      </Link>
      <Link
        to="/orders/cancelled"
        activeOptions={{ includeSearch: false }}
        aria-current={here === 'cancelled' ? 'page' : undefined}
      >
        {t('menu.cancelled')}
      </Link>
    </TabList>
  );
}
