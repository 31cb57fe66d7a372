import { useDocumentTitle } from '@mantine/hooks';
import type { ReactNode } from 'react';
import styles from './list-page.module.css';

type ListPageProps = {
  title: string;
  /** Stands in the heading's place where the heading is a choice between lists. */
  heading?: ReactNode;
  actions?: ReactNode;
  figures?: ReactNode;
  /** What the list comes to, on the line of the heading. */
  summary?: ReactNode;
  views?: ReactNode;
  tools?: ReactNode;
  /** Stands beside the list while one of its rows is looked at. */
  beside?: ReactNode;
  children: ReactNode;
};

/** The frame of a list: its heading, figures, views and search above the rows. */
export function ListPage(props: ListPageProps) {
  useDocumentTitle(`${props.title} · Makegood`);
  const page = (
    <div className={styles.page}>
      <header className={styles.header}>
        <h1 className={props.heading ? 'visually-hidden' : undefined}>{props.title}</h1>
        {props.heading}
        {props.summary && <div className={styles.summary}>{props.summary}</div>}
        {props.actions && <div className={styles.actions}>{props.actions}</div>}
      </header>
      {props.figures}
      <section className={styles.list} aria-label={props.title}>
        <div className={styles.bar}>
          {props.views}
          <div className={styles.tools}>{props.tools}</div>
        </div>
        {props.children}
      </section>
    </div>
  );
  // One frame for both, so that opening what stands beside it draws no row anew.
  return (
    <div className={styles.frame} data-beside={props.beside ? '' : undefined}>
      {page}
      {props.beside}
    </div>
  );
}
