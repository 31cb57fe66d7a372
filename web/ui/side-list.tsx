import { Children, type ReactNode } from 'react';
import styles from './side-list.module.css';

/** Pages of one place as links beside what they show; on a phone they stand in a row above it. */
export function SideList({ label, links, children }: { label: string; links: ReactNode; children: ReactNode }) {
  return (
    <div className={styles.frame}>
      <nav aria-label={label} className={styles.side}>
        <ul>{Children.map(links, (link) => link && <li>{link}</li>)}</ul>
      </nav>
      <div className={styles.main}>{children}</div>
    </div>
  );
}
