import { Children, type ReactNode } from 'react';
import styles from './tab-list.module.css';

/** Views of a list as links: each has an address, and the one shown is marked. */
export function TabList({
  label,
  size = 'small',
  children,
}: {
  label: string;
  size?: 'small' | 'large';
  children: ReactNode;
}) {
  return (
    <nav aria-label={label} className={styles.tabs} data-size={size}>
      <ul>{Children.map(children, (link) => link && <li>{link}</li>)}</ul>
    </nav>
  );
}

/** How many a view holds; `isPast` where any is one too many. */
export function TabCount({ of, isPast = false }: { of: number | undefined; isPast?: boolean }) {
  if (of === undefined) return null;
  return <span className={isPast && of > 0 ? `${styles.count} ${styles.past}` : styles.count}>{countText(of)}</span>;
}

/** Counts are exact up to ten thousand. */
function countText(count: number): string {
  return count > 10_000 ? '10,000+' : count.toLocaleString('en-US');
}
