import type { ReactNode } from 'react';
import styles from './figures.module.css';

/** Figures in a row, each of which leads to what it counts. */
export function Figures({ label, children }: { label: string; children: ReactNode }) {
  return (
    <nav aria-label={label} className={styles.figures}>
      {children}
    </nav>
  );
}

/** The inside of one figure's link. */
export function Figure({ name, value, past }: { name: string; value: ReactNode; past?: boolean }) {
  return (
    <span className={styles.figure}>
      <span className={styles.name}>{name}</span>
      <span className={`${styles.value} ${past ? styles.past : ''}`}>{value ?? '…'}</span>
    </span>
  );
}
