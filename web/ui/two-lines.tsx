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
