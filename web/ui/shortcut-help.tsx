import { Button } from '@mantine/core';
import { t } from '#web/i18n/words.ts';
import { Dialog, DialogButtons } from '#web/ui/dialog.tsx';
import { useActiveShortcuts } from '#web/ui/shortcuts.ts';
import styles from './shortcut-help.module.css';

/** The keys that work on the screen behind it. */
export function ShortcutHelp({ onClose }: { onClose: () => void }) {
  const shortcuts = useActiveShortcuts();
  return (
    <Dialog title={t('shortcut.title')} onClose={onClose}>
      <dl className={styles.list}>
        {shortcuts.map(({ keys, label }) => (
          <div key={keys}>
            <dt>{label}</dt>
            <dd>
              {keys.split(' ').map((key) => (
                <kbd key={key}>{key === 'Enter' ? '↵' : key}</kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
      <DialogButtons>
        <Button variant="default" onClick={onClose}>
          {t('act.close')}
        </Button>
      </DialogButtons>
    </Dialog>
  );
}
