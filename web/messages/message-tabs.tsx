import { Link } from '@tanstack/react-router';
import { t } from '#web/i18n/words.ts';
import { TabList } from '#web/ui/tab-list.tsx';

/** Whom to tell, and what was told. */
export function MessageTabs() {
  return (
    <TabList label={t('messages.title')} size="large">
      <Link to="/messages/to-tell">{t('toTell.title')}</Link>
      <Link to="/messages" activeOptions={{ exact: true }}>
        {t('messages.mailbox')}
      </Link>
    </TabList>
  );
}
