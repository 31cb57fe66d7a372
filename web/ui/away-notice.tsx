import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { Connection } from '#web/api/connection.ts';
import { t } from '#web/i18n/words.ts';
import styles from './states.module.css';

/** The server cannot be reached, or could not be: what that means for what one sees and types, and what was not saved. */
export function AwayNotice({ of: { isAway, unsaved }, onClose }: { of: Connection; onClose: () => void }) {
  if (!isAway && unsaved.length === 0) return null;
  return (
    <div className={styles.away} data-away={isAway || undefined} role="alert">
      <p>
        <strong>{t(isAway ? 'away.title' : 'away.back')}</strong> {isAway && t('away.why')}{' '}
        {unsaved.length > 0 && (
          <>
            {t('away.unsaved')}{' '}
            {unsaved.map(({ key, where, href }, index) => (
              <span key={key}>
                {index > 0 && ', '}
                <Link to={href}>{where}</Link>
              </span>
            ))}
            {'.'}
          </>
        )}
      </p>
      {!isAway && (
        <Button variant="default" onClick={onClose}>
          {t('act.close')}
        </Button>
      )}
    </div>
  );
}
