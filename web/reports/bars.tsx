import type { ReactNode } from 'react';
import styles from './reports.module.css';

/** One bar of a chart: its name below, its figure above, and its parts from the bottom up. */
export type BarOf = {
  key: string;
  name: string;
  figure: ReactNode;
  /** In words, for whoever asks or listens. */
  words: string;
  parts: readonly { name: string; size: number; look: 'plain' | 'past' | 'quiet' | 'ready' | 'partly' }[];
};

/** A chart that answers one question, which stands above it. */
export function Bars({ question, bars }: { question: string; bars: readonly BarOf[] }) {
  const sizeOf = ({ parts }: BarOf) => parts.reduce((sum, { size }) => sum + size, 0);
  const most = Math.max(...bars.map(sizeOf), 0) || 1;
  const looks = [...new Map(bars.flatMap(({ parts }) => parts).map(({ name, look }) => [name, look]))];
  return (
    <figure className={styles.chart}>
      <figcaption>
        <strong>{question}</strong>
        {looks.length > 1 && (
          <ul className={styles.legend}>
            {looks.map(([name, look]) => (
              <li key={name}>
                <span className={styles.swatch} data-look={look} aria-hidden />
                {name}
              </li>
            ))}
          </ul>
        )}
      </figcaption>
      <ol className={styles.bars}>
        {bars.map((bar) => (
          <li key={bar.key} title={bar.words}>
            <span className="visually-hidden">{bar.words}</span>
            <span className={styles.figure} aria-hidden>
              {bar.figure}
            </span>
            <span className={styles.column} aria-hidden>
              {bar.parts.map(({ name, size, look }) => (
                <span key={name} data-look={look} style={{ height: `${(size / most) * 100}%` }} />
              ))}
            </span>
            <span className={styles.name} aria-hidden>
              {bar.name}
            </span>
          </li>
        ))}
      </ol>
    </figure>
  );
}
