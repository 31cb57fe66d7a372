import { Button } from '@mantine/core';
import { t } from '#web/i18n/words.ts';
import { Dialog, DialogButtons } from '#web/ui/dialog.tsx';
import { type Shortcut, useActiveShortcuts } from '#web/ui/shortcuts.ts';
import styles from './shortcut-help.module.css';

/** The keys that work on the screen behind it. */
export function ShortcutHelp({ onClose }: { onClose: () => void }) {
  const shortcuts = useActiveShortcuts();
  return (
    <Dialog title={t('shortcut.title')} onClose={onClose}>
      {GROUPS.map((of) => (
        <Group key={of} of={of} shortcuts={shortcuts.filter((shortcut) => (shortcut.of ?? 'here') === of)} />
      ))}
      <DialogButtons>
        <Button variant="default" onClick={onClose}>
          {t('act.close')}
        </Button>
      </DialogButtons>
    </Dialog>
  );
}

const GROUPS = ['here', 'everywhere', 'places'] as const;

function Group({ of, shortcuts }: { of: (typeof GROUPS)[number]; shortcuts: readonly Shortcut[] }) {
  if (shortcuts.length === 0) return null;
  return (
    <section>
      <h3 className={styles.group}>{t(`shortcut.of.${of}`)}</h3>
      <dl className={styles.list}>
        {shortcuts.map(({ keys, label }) => (
          <div key={keys}>
            <dt>{label}</dt>
            <dd>
              {(keys === ' ' ? [keys] : keys.split(' ')).map((key) => (
                <kbd key={key}>{keyName(key)}</kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function keyName(key: string): string {
  if (key === 'Enter') return '↵';
  return key === ' ' ? t('shortcut.space') : key;
}
