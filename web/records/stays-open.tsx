import { Button } from '@mantine/core';
import { type ReactNode, useRef, useState } from 'react';
import { t } from '#web/i18n/words.ts';
import styles from './changed-meanwhile.module.css';

/**
 * A form stays with what is typed into it when somebody else's change makes its act impossible: that is said, and nobody is
 * sent away. Where it was impossible from the beginning, only that stands here.
 */
export function StaysOpen(props: { isPossible: boolean; onClose?: () => void; children: ReactNode }) {
  const [wasPossible] = useState(props.isPossible);
  const isKept = props.isPossible || wasPossible;
  return (
    <>
      {!props.isPossible && (
        <div className={styles.notice} role="status">
          <p>{t(isKept ? 'changed.noLongerPossible' : 'changed.notPossible')}</p>
          {!isKept && props.onClose && (
            <div className={styles.buttons}>
              <Button variant="default" onClick={props.onClose}>
                {t('act.close')}
              </Button>
            </div>
          )}
        </div>
      )}
      {isKept && props.children}
    </>
  );
}

/** A record as it was when its act was last possible; null where it never was. */
export function useLastPossible<Value>(value: Value, isPossible: boolean): Value | null {
  const last = useRef<Value | null>(null);
  if (isPossible) last.current = value;
  return last.current;
}
