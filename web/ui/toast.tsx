import { notifications } from '@mantine/notifications';
import { Check } from 'lucide-react';
import type { ReactNode } from 'react';
import { t } from '#web/i18n/words.ts';

/** Says in passing that something was done. What a person must act on belongs on the page instead. */
export function tell(message: ReactNode): void {
  notifications.show({
    message,
    icon: <Check size={16} />,
    withBorder: true,
    autoClose: 6_000,
    closeButtonProps: { 'aria-label': t('act.close') },
  });
}
