import { notifications } from '@mantine/notifications';
import { Check } from 'lucide-react';
import type { ReactNode } from 'react';
import { t } from '#web/i18n/words.ts';
import { useShortcuts } from './shortcuts.ts';

/** Says in passing that something was done. What a person must act on belongs on the page instead. */
export function tell(message: ReactNode, autoClose = 6_000): string {
  return notifications.show({
    message,
    icon: <Check size={16} />,
    withBorder: true,
    autoClose,
    closeButtonProps: { 'aria-label': t('act.close') },
  });
}

let undoable: string | null = null;

/** Says that something was done, with the way to undo it, by a click or `z`. The last of these alone is undone. */
export function tellUndo(message: string, undo: () => void): void {
  if (undoable) notifications.hide(undoable);
  const id = tell(
    <WithUndo
      message={message}
      onUndo={() => {
        notifications.hide(id);
        undo();
      }}
    />,
    12_000,
  );
  undoable = id;
}

function WithUndo({ message, onUndo }: { message: string; onUndo: () => void }) {
  useShortcuts([{ keys: 'z', label: t('act.undo'), act: onUndo }]);
  return (
    <>
      {message}{' '}
      <button type="button" className="link" onClick={onUndo}>
        {t('act.undo')}
      </button>
    </>
  );
}
