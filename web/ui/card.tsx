import type { ReactNode } from 'react';
import styles from './card.module.css';

/** A record on a phone: its name with its status, then what matters of it, line by line. */
export function Card({ title, status, children }: { title: ReactNode; status?: ReactNode; children: ReactNode }) {
  return (
    <div className={styles.card}>
      <div className={styles.head}>
        <span className={styles.title}>{title}</span>
        {status}
      </div>
      {children}
    </div>
  );
}

/** Two things at the two ends of a line. */
export function Ends({ children }: { children: ReactNode }) {
  return <div className={styles.ends}>{children}</div>;
}
