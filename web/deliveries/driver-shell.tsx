import { ActionIcon, Button } from '@mantine/core';
import { LogOut } from 'lucide-react';
import type { ReactNode } from 'react';
import { t } from '#web/i18n/words.ts';
import styles from './driver-shell.module.css';
import { changeLanguage } from './language.ts';

/** The pages of a driver: no menu, for there is one thing to do. */
export function DriverShell(props: { company: string; person: string; onSignOut: () => void; children: ReactNode }) {
  return (
    <div className={styles.shell}>
      <header className={styles.top}>
        <span className={styles.who}>
          <strong>{props.company}</strong>
          <span className="quiet small">{props.person}</span>
        </span>
        <span className={styles.acts}>
          <Button variant="subtle" h="3.5rem" lang={t('driver.otherLanguage')} onClick={changeLanguage}>
            {t('driver.language')}
          </Button>
          <ActionIcon variant="subtle" size="3.5rem" aria-label={t('driver.signOut')} onClick={props.onSignOut}>
            <LogOut size={20} aria-hidden />
          </ActionIcon>
        </span>
      </header>
      <main id="page" tabIndex={-1} className={styles.page}>
        {props.children}
      </main>
    </div>
  );
}
