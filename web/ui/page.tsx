import { useDocumentTitle } from '@mantine/hooks';
import type { ReactNode } from 'react';
import styles from './page.module.css';

/**
 * The frame of a screen: what it is about, its status and facts, and what can be done, the one next act as the
 * primary button.
 */
export function Page(props: {
  title: string;
  /** What to call it where there is no room: the tab of the browser. */
  above?: ReactNode;
  badges?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
}) {
  useDocumentTitle(`${props.title} · Makegood`);
  return (
    <div className={styles.page}>
      <header className={styles.header}>
        <div className={styles.titles}>
          {props.above && <div className={styles.above}>{props.above}</div>}
          <div className={styles.title}>
            <h1>{props.title}</h1>
            {props.badges}
          </div>
        </div>
        {props.actions && <div className={styles.actions}>{props.actions}</div>}
      </header>
      {props.children}
    </div>
  );
}

/** Two columns where there is room: the record, and beside it who and what it is about. */
export function Columns({ main, aside }: { main: ReactNode; aside: ReactNode }) {
  return (
    <div className={styles.columns}>
      <div className={styles.main}>{main}</div>
      <div className={styles.aside}>{aside}</div>
    </div>
  );
}

/** One subject of a page under its heading. */
export function Section(props: {
  title: string;
  note?: ReactNode;
  actions?: ReactNode;
  flush?: boolean;
  children: ReactNode;
}) {
  return (
    <section className={styles.section} aria-label={props.title}>
      <div className={styles.sectionHead}>
        <h2>{props.title}</h2>
        {props.note && <span className="quiet small">{props.note}</span>}
        {props.actions && <div className={styles.sectionActions}>{props.actions}</div>}
      </div>
      <div className={props.flush ? undefined : styles.sectionBody}>{props.children}</div>
    </section>
  );
}

/** What is known of something, name by name. */
export function Facts({ children }: { children: ReactNode }) {
  return <dl className={styles.facts}>{children}</dl>;
}

/** One name with its value; without a value it is left out. */
export function Fact({ name, children }: { name: string; children: ReactNode }) {
  if (children === null || children === undefined || children === false || children === '') return null;
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
