import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { t } from '#web/i18n/words.ts';
import { Section } from '#web/ui/page.tsx';
import { Quantity } from '#web/ui/quantity.tsx';
import { numberText } from '#web/ui/quantity-text.ts';
import { TabCount } from '#web/ui/tab-list.tsx';
import styles from './home.module.css';

/** Some work of one kind: how much there is, what comes first, and the way to all of it. */
export function WorkList<Item extends { id: string }>(props: {
  title: string;
  of: { count: number; next: readonly Item[] };
  none: string;
  all?: ReactNode;
  children: (item: Item) => ReactNode;
}) {
  const { count, next } = props.of;
  return (
    <Section title={props.title} note={<TabCount of={count} />} actions={count > 0 && props.all} flush>
      {next.length === 0 ? (
        <p className={`quiet ${styles.none}`}>{props.none}</p>
      ) : (
        <ul className={styles.items}>
          {next.map((item) => (
            <li key={item.id}>{props.children(item)}</li>
          ))}
        </ul>
      )}
    </Section>
  );
}

type Waiting = {
  id: string;
  number: string;
  customerName: string;
  itemName: string;
  unitsPerCase: number;
};

/** One backorder in a line: who, what, how much. */
export function BackorderLine({ of, quantity, children }: { of: Waiting; quantity: number; children?: ReactNode }) {
  return (
    <div className={styles.line}>
      <Link to="/backorders/$id" params={{ id: of.id }}>
        {of.number}
      </Link>
      <span className={styles.grow}>
        {of.customerName} <span className="quiet">· {of.itemName}</span>
      </span>
      <span className="nowrap">
        <Quantity of={quantity} unitsPerCase={of.unitsPerCase} />
        {children}
      </span>
    </div>
  );
}

/** How many there are, as people say it. */
export function countText(count: number): string {
  return count > 10_000 ? '10,000+' : count.toLocaleString('en-US');
}

export function backordersText(count: number): string {
  return t('home.backorders', { count, number: countText(count) });
}

export function unitsText(count: number): string {
  return t('home.units', { count, number: numberText(count) });
}
