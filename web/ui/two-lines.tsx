import type { ReactNode } from 'react';
import styles from './two-lines.module.css';

/** A cell of two lines: what it is, and quietly what belongs to it. What does not fit can be read as a title. */
export function TwoLines({ first, second }: { first: ReactNode; second: ReactNode }) {
  return (
    <>
      <div className={styles.line} title={typeof first === 'string' ? first : undefined}>
        {first}
      </div>
      <div className={`${styles.line} quiet small`}>{second}</div>
    </>
  );
}

/**
 * A cell of two lines whose first may take both: a long name is read whole where there is room, and what belongs to it gives
 * way. `aside` stands at the end of the second line whatever happens.
 */
export function UpToTwoLines({ first, second, aside }: { first: ReactNode; second: ReactNode; aside?: ReactNode }) {
  return (
    <div className={styles.upToTwo} title={typeof first === 'string' ? first : undefined}>
      {aside && <span className={styles.firstLine} aria-hidden />}
      {aside && <span className={styles.aside}>{aside}</span>}
      <div>{first}</div>
      <div className="quiet small">{second}</div>
    </div>
  );
}
