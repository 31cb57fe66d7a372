import type { ReactNode } from 'react';
import styles from './quantity-lines.module.css';

/** Lines of a form that take quantities: what it is, the fields, and in words what they amount to. */
export function QuantityLines({ label, children }: { label: string; children: ReactNode }) {
  return (
    <ul className={styles.lines} aria-label={label}>
      {children}
    </ul>
  );
}

export function QuantityLine(props: {
  /** Says to whoever hears the fields which line they belong to. */
  name: string;
  item: ReactNode;
  facts?: ReactNode;
  fields: ReactNode;
  outcome?: ReactNode;
  error?: string | null;
  /** What there is to say below the line, over all its width. */
  more?: ReactNode;
  /** It was scanned. The focus stays where scans land. */
  isMarked?: boolean;
}) {
  return (
    <li>
      <fieldset className={props.isMarked ? `${styles.line} ${styles.marked}` : styles.line} aria-label={props.name}>
        <div className={styles.item}>
          {props.item}
          {props.facts && <div className="quiet small">{props.facts}</div>}
        </div>
        <div className={styles.fields}>{props.fields}</div>
        <div className={styles.outcome}>
          {props.error ? (
            <p className={styles.error} role="alert">
              {props.error}
            </p>
          ) : (
            <p aria-live="polite">{props.outcome}</p>
          )}
        </div>
        {props.more && <div className={styles.more}>{props.more}</div>}
      </fieldset>
    </li>
  );
}
