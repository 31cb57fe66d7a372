import type { ReactNode } from 'react';
import styles from './floor.module.css';

/** Work done standing, with gloves on: on a phone whatever is pressed or filled in it is large. */
export function Floor({ children }: { children: ReactNode }) {
  return <div className={styles.floor}>{children}</div>;
}

/** The acts of such work, the one that is meant first; on a phone they stay in reach. */
export function FloorActs({ children }: { children: ReactNode }) {
  return <div className={styles.acts}>{children}</div>;
}
