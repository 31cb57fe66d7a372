import type { ReactNode } from 'react';
import { t } from '#web/i18n/words.ts';
import styles from './reports.module.css';

export type ReportColumn<Row> = {
  name: string;
  cell: (row: Row) => ReactNode;
  /** How much of the longest bar; a figure without one has none. */
  bar?: (row: Row) => number;
  /** The name of the sentence that says how it is computed. */
  figure?: string;
};

/** The total of all, and below it the groups with their figures. */
export function ReportTable<Row extends { key: string | null }>(props: {
  label: string;
  first: { name: string; cell: (row: Row) => ReactNode };
  columns: readonly ReportColumn<Row>[];
  rows: readonly Row[];
  total: Row;
}) {
  const { label, first, columns, rows, total } = props;
  const most = columns.map(({ bar }) => (bar ? Math.max(0, ...rows.map(bar)) : 0));
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className={styles.scroll} tabIndex={0} aria-label={t('table.named', { label })}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{first.name}</th>
            {columns.map(({ name }) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className={styles.total}>
          <tr>
            <th scope="row">{t('reports.total')}</th>
            {columns.map(({ name, cell }) => (
              <td key={name}>{cell(total)}</td>
            ))}
          </tr>
        </tbody>
        <tbody>
          {rows.map((row) => (
            <tr key={row.key ?? 'none'}>
              <th scope="row">{first.cell(row)}</th>
              {columns.map(({ name, cell, bar }, index) => (
                <td key={name}>
                  {bar && <Bar of={bar(row)} most={most[index] as number} />}
                  {cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Bar({ of, most }: { of: number; most: number }) {
  if (most === 0) return null;
  return <span className={styles.bar} style={{ width: `${(of / most) * 100}%` }} aria-hidden />;
}

/** How each figure is computed, for whoever asks. */
export function Formulas({ of }: { of: readonly { figure: string; sentence: string }[] }) {
  return (
    <details className={styles.formulas}>
      <summary>{t('reports.formulas')}</summary>
      <dl>
        {of.map(({ figure, sentence }) => (
          <div key={figure}>
            <dt>{t(`reports.figure.${figure as 'value'}`)}</dt>
            <dd>{sentence}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
