import type { ReactNode } from 'react';
import styles from './side-panel.module.css';

/** Something beside a list, which stays in sight and in use. On a phone it lies over the page. */
export function SidePanel(props: { label: string; heading: ReactNode; tools: ReactNode; children: ReactNode }) {
  return (
    <aside className={styles.panel} aria-label={props.label}>
      <header className={styles.head}>
        <h2>{props.heading}</h2>
        <div className={styles.tools}>{props.tools}</div>
      </header>
      <div className={styles.body}>{props.children}</div>
    </aside>
  );
}
