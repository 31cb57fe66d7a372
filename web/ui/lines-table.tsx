import { Button } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { ChevronDown } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { t } from '#web/i18n/words.ts';
import styles from './lines-table.module.css';

export type LineColumn<Line> = {
  name: string;
  cell: (line: Line) => ReactNode;
  align?: 'end';
  /** Left out where it says the same of every line: nothing. */
  isNeeded?: boolean;
};

/**
 * The lines of a record: what each is, its figures, and below it what there is to say about it. On phones each line is
 * a card with the same figures.
 */
export function LinesTable<Line extends { id: string }>(props: {
  label: string;
  lines: readonly Line[];
  /** `brief` is its name alone: among many lines each is one row, and unfolds; null where all of it must be seen. */
  item: { name: string; cell: (line: Line) => ReactNode; brief?: (line: Line) => string | null };
  columns: readonly LineColumn<Line>[];
  detail?: (line: Line) => ReactNode;
  /** Nothing is to come of it any more: among many such a line is folded away. */
  isSettled?: (line: Line) => boolean;
}) {
  const isPhone = useMediaQuery('(max-width: 48em)', undefined, { getInitialValueInEffect: false });
  const columns = props.columns.filter(({ isNeeded }) => isNeeded !== false);
  const fold = useFold(props.lines, props.isSettled);
  const shown = { ...props, columns, lines: fold.lines };
  return (
    <>
      {isPhone ? <Cards {...shown} /> : <Table {...shown} />}
      {fold.folded > 0 && (
        <Button className={styles.unfold} variant="subtle" onClick={fold.unfold}>
          {t('order.settledLines', { count: fold.folded })}
        </Button>
      )}
    </>
  );
}

/** Of so many lines none is folded. */
const FEW = 4;

function useFold<Line>(lines: readonly Line[], isSettled: ((line: Line) => boolean) | undefined) {
  const [isUnfolded, setIsUnfolded] = useState(false);
  const open = isSettled ? lines.filter((line) => !isSettled(line)) : lines;
  const folded = isUnfolded || open.length === 0 || lines.length <= FEW ? 0 : lines.length - open.length;
  return { lines: folded > 0 ? open : lines, folded, unfold: () => setIsUnfolded(true) };
}

type Props<Line extends { id: string }> = Parameters<typeof LinesTable<Line>>[0];

function Table<Line extends { id: string }>({ label, lines, item, columns, detail }: Props<Line>) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className={styles.scroll} tabIndex={0} aria-label={t('table.named', { label })}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{item.name}</th>
            {columns.map((column) => (
              <th key={column.name} scope="col" className={column.align === 'end' ? styles.end : undefined}>
                {column.name}
              </th>
            ))}
          </tr>
        </thead>
        {lines.map((line) => (
          <TableLine key={line.id} line={line} isBrief={lines.length > FEW_WHOLE} {...{ item, columns, detail }} />
        ))}
      </table>
    </section>
  );
}

/** More lines than these are one row each, until somebody wants to know more of one. */
const FEW_WHOLE = 10;

function TableLine<Line extends { id: string }>(
  props: Pick<Props<Line>, 'item' | 'columns' | 'detail'> & { line: Line; isBrief: boolean },
) {
  const { line, item, columns } = props;
  const [isUnfolded, setIsUnfolded] = useState(false);
  const brief = props.isBrief ? (item.brief?.(line) ?? null) : null;
  const isWhole = brief === null || isUnfolded;
  const more = isWhole ? props.detail?.(line) : null;
  return (
    <tbody>
      <tr className={more ? styles.hasMore : undefined}>
        <th scope="row" className={styles.item}>
          {brief !== null && (
            <button
              type="button"
              className={styles.fold}
              aria-label={brief}
              aria-expanded={isUnfolded}
              onClick={() => setIsUnfolded(!isUnfolded)}
            >
              <ChevronDown size={14} aria-hidden />
              {!isUnfolded && brief}
            </button>
          )}
          {isWhole && item.cell(line)}
        </th>
        {columns.map((column) => (
          <td key={column.name} className={column.align === 'end' ? styles.end : undefined}>
            {column.cell(line)}
          </td>
        ))}
      </tr>
      {more && (
        <tr>
          <td colSpan={columns.length + 1} className={styles.more}>
            {more}
          </td>
        </tr>
      )}
    </tbody>
  );
}

function Cards<Line extends { id: string }>({ label, lines, item, columns, detail }: Props<Line>) {
  return (
    <ul className={styles.cards} aria-label={label}>
      {lines.map((line) => {
        const more = detail?.(line);
        return (
          <li key={line.id} className={styles.card}>
            <div className={styles.item}>{item.cell(line)}</div>
            <dl className={styles.figures}>
              {columns.map((column) => (
                <div key={column.name}>
                  <dt>{column.name}</dt>
                  <dd>{column.cell(line)}</dd>
                </div>
              ))}
            </dl>
            {more}
          </li>
        );
      })}
    </ul>
  );
}
