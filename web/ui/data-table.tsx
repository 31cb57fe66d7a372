import { useMediaQuery } from '@mantine/hooks';
import {
  type ColumnDef,
  createColumnHelper,
  type RowData,
  type RowSelectionState,
  rowSelectionFeature,
  tableFeatures,
  useTable,
} from '@tanstack/react-table';
import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { ArrowDown, ArrowUp } from 'lucide-react';
import { type MouseEvent, type ReactNode, type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { List } from '#web/api/read.ts';
import { t } from '#web/i18n/words.ts';
import { useShortcuts } from '#web/ui/shortcuts.ts';
import { FailedState, LoadingState } from '#web/ui/states.tsx';
import { Tick } from '#web/ui/tick.tsx';
import styles from './data-table.module.css';

type Look = {
  /** Width in rem; the column without one takes what is left. */
  width?: number;
  align?: 'end';
  /** The sort value this column asks for, rising or falling, as the address has it. */
  sort?: { up?: string; down?: string };
};

const features = tableFeatures({ rowSelectionFeature, columnMeta: {} as Look });
type Columns<Row extends RowData> = ColumnDef<typeof features, Row>[];

/** Columns of a list: `columnsOf<Row>().display({ id, header, cell, meta })`. */
export function columnsOf<Row extends RowData>() {
  return createColumnHelper<typeof features, Row>();
}

/** What a key does: with the selected rows, or the one a person is in where none is; `ofOne` always with that one. */
export type RowKey<Row> = { keys: string; label: string; ofOne?: boolean; act: (rows: Row[]) => void };

const ROW_HEIGHT = 48;
const CARD_HEIGHT = 132;

/**
 * A list of records: a table with a head that stays in sight, cards on phones. Only what is in sight is drawn, and more
 * is asked for on the way down. The first link of a row is its way in: `j` and `k` move between rows, Enter opens, `x` selects.
 * Rows keep their place and their tick while the list is read anew.
 */
export function DataTable<Row extends RowData>(props: {
  label: string;
  list: List<Row>;
  columns: Columns<Row>;
  rowId?: (row: Row) => string;
  card: (row: Row) => ReactNode;
  /** What stands here when the list is empty. */
  empty: ReactNode;
  sort?: string;
  onSort?: (sort: string) => void;
  /** Rows can be selected; says what the selection amounts to, and what can be done with it. */
  selection?: (rows: Row[], clear: () => void) => ReactNode;
  rowKeys?: readonly RowKey<Row>[];
  /** The row that is shown beside the list. */
  shownId?: string;
}) {
  const { list } = props;
  const isPhone = useMediaQuery('(max-width: 48em)', undefined, { getInitialValueInEffect: false }) ?? false;

  if (list.error && !list.rows) return <FailedState what={props.label} error={list.error} onRetry={list.retry} />;
  if (!list.rows) return <LoadingState rows={12} rowHeight={isPhone ? CARD_HEIGHT : ROW_HEIGHT} />;
  if (list.rows.length === 0) return props.empty;
  return <Rows {...props} rows={list.rows} isPhone={isPhone} />;
}

function Rows<Row extends RowData>(props: Parameters<typeof DataTable<Row>>[0] & { rows: Row[]; isPhone: boolean }) {
  const { list, rows, isPhone, columns } = props;
  const [rowSelection, setRowSelection] = useState<RowSelectionState>({});
  const table = useTable({
    features,
    columns,
    data: rows,
    getRowId: props.rowId ?? ((row) => (row as { id: string }).id),
    state: { rowSelection },
    onRowSelectionChange: setRowSelection,
  });
  const models = table.getRowModel().rows;
  const selected = models.filter((row) => rowSelection[row.id]).map((row) => row.original);

  const body = useRef<HTMLDivElement>(null);
  const [top, setTop] = useState(0);
  useLayoutEffect(() => setTop(body.current?.offsetTop ?? 0), []);
  const virtualizer = useWindowVirtualizer({
    count: models.length,
    estimateSize: () => (isPhone ? CARD_HEIGHT : ROW_HEIGHT),
    getItemKey: (index) => models[index]?.id ?? index,
    overscan: 12,
    // The head of the table above, and the selection below, lie over the rows.
    scrollPaddingStart: ROW_HEIGHT,
    scrollPaddingEnd: ROW_HEIGHT * 2,
    scrollMargin: top,
  });
  const items = virtualizer.getVirtualItems();
  const lastInSight = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (list.hasMore && lastInSight >= models.length - 15) list.loadMore();
  }, [list, lastInSight, models.length]);

  const active = useActiveRow({ body, count: models.length, scrollTo: (index) => virtualizer.scrollToIndex(index) });
  useShortcuts([
    { keys: 'j', label: t('shortcut.next'), act: () => active.move(1) },
    { keys: 'k', label: t('shortcut.previous'), act: () => active.move(-1) },
    { keys: 'Enter', label: t('shortcut.open'), act: active.open },
    ...(isPhone ? [] : (props.rowKeys ?? [])).map(({ keys, label, ofOne, act }) => ({
      keys,
      label,
      act: () => {
        const here = models[active.index()]?.original;
        const rows = selected.length > 0 && !ofOne ? selected : here ? [here] : [];
        if (rows.length > 0) act(rows);
      },
    })),
    ...(props.selection && !isPhone
      ? [{ keys: 'x', label: t('shortcut.select'), act: () => models[active.index()]?.toggleSelected() }]
      : []),
  ]);

  const before = (items[0]?.start ?? top) - top;
  const after = virtualizer.getTotalSize() - ((items.at(-1)?.end ?? top) - top);
  const fade = list.isOutdated ? styles.outdated : '';

  if (isPhone) {
    return (
      <div ref={body} className={fade} aria-busy={list.isOutdated}>
        <ul aria-label={props.label} className={styles.cards} style={{ paddingTop: before, paddingBottom: after }}>
          {items.map((item) => {
            const row = models[item.index];
            return (
              row && (
                <li key={item.key} ref={virtualizer.measureElement} data-index={item.index}>
                  <div className={styles.card}>{props.card(row.original)}</div>
                </li>
              )
            );
          })}
        </ul>
        <More list={list} />
      </div>
    );
  }

  const hasTicks = props.selection !== undefined;
  const width = columns.length + (hasTicks ? 1 : 0);
  return (
    <div ref={body} className={fade} aria-busy={list.isOutdated}>
      <table className={styles.table} aria-label={props.label} aria-rowcount={list.hasMore ? -1 : models.length + 1}>
        <colgroup>
          {hasTicks && <col style={{ width: '2.25rem' }} />}
          {table.getAllLeafColumns().map((column) => (
            <col
              key={column.id}
              style={{ width: column.columnDef.meta?.width && `${column.columnDef.meta.width}rem` }}
            />
          ))}
        </colgroup>
        <thead>
          <tr>
            {hasTicks && (
              <th>
                <span className="visually-hidden">{t('table.selected')}</span>
              </th>
            )}
            {table.getHeaderGroups()[0]?.headers.map((header) => (
              <Head key={header.id} look={header.column.columnDef.meta ?? {}} sort={props.sort} onSort={props.onSort}>
                <table.FlexRender header={header} />
              </Head>
            ))}
          </tr>
        </thead>
        <tbody>
          {before > 0 && <Space height={before} width={width} />}
          {items.map((item) => {
            const row = models[item.index];
            if (!row) return null;
            return (
              <tr
                key={item.key}
                data-index={item.index}
                aria-rowindex={item.index + 2}
                aria-selected={hasTicks ? row.getIsSelected() : undefined}
                className={row.getIsSelected() || row.id === props.shownId ? styles.selected : undefined}
                onFocus={() => active.set(item.index)}
                onClick={openRow}
              >
                {hasTicks && (
                  <td className={styles.tick}>
                    <Tick name={t('table.select')} isSet={row.getIsSelected()} onSet={() => row.toggleSelected()} />
                  </td>
                )}
                {row.getAllCells().map((cell) => (
                  <td key={cell.id} className={cell.column.columnDef.meta?.align === 'end' ? styles.end : undefined}>
                    <table.FlexRender cell={cell} />
                  </td>
                ))}
              </tr>
            );
          })}
          {after > 0 && <Space height={after} width={width} />}
        </tbody>
      </table>
      <More list={list} />
      {props.selection && selected.length > 0 && (
        <div className={styles.selectionBar} role="status">
          {props.selection(selected, () => setRowSelection({}))}
          <button type="button" className="link" onClick={() => setRowSelection({})}>
            {t('table.clear')}
          </button>
        </div>
      )}
    </div>
  );
}

/** For the mouse, all of a row is its link; the keyboard has the link itself. */
function openRow(event: MouseEvent<HTMLTableRowElement>): void {
  const isOnPart = (event.target as Element).closest('a, button, input, label') !== null;
  if (isOnPart || window.getSelection()?.type === 'Range') return;
  event.currentTarget.querySelector<HTMLAnchorElement>('a[href]')?.click();
}

/** The row a person is in. Focus goes to its link, so that Enter is the browser's own. */
function useActiveRow(of: { body: RefObject<HTMLElement | null>; count: number; scrollTo: (index: number) => void }) {
  const index = useRef(-1);
  const link = () =>
    of.body.current?.querySelector<HTMLAnchorElement>(`[data-index="${index.current}"] a[href]`) ?? null;
  return {
    index: () => index.current,
    set: (row: number) => {
      index.current = row;
    },
    open: () => link()?.click(),
    move: (step: number) => {
      index.current = Math.min(Math.max(index.current + step, 0), of.count - 1);
      of.scrollTo(index.current);
      // The row may only now be drawn.
      requestAnimationFrame(() => link()?.focus({ preventScroll: true }));
    },
  };
}

function Head(props: { look: Look; sort?: string; onSort?: (sort: string) => void; children: ReactNode }) {
  const { look, sort, onSort } = props;
  const isUp = sort !== undefined && sort === look.sort?.up;
  const isDown = sort !== undefined && sort === look.sort?.down;
  const next = isUp ? (look.sort?.down ?? look.sort?.up) : (look.sort?.up ?? look.sort?.down);
  const className = look.align === 'end' ? styles.end : undefined;
  if (!look.sort || !onSort || !next)
    return (
      <th className={className} scope="col">
        {props.children}
      </th>
    );
  return (
    <th className={className} scope="col" aria-sort={isUp ? 'ascending' : isDown ? 'descending' : 'none'}>
      <button type="button" className={styles.sort} onClick={() => onSort(next)}>
        {props.children}
        {isUp && <ArrowUp size={12} aria-hidden />}
        {isDown && <ArrowDown size={12} aria-hidden />}
      </button>
    </th>
  );
}

/** Stands for the rows that are not drawn. */
function Space({ height, width }: { height: number; width: number }) {
  return (
    <tr aria-hidden className={styles.space}>
      <td colSpan={width} style={{ height }} />
    </tr>
  );
}

function More({ list }: { list: List<unknown> }) {
  if (list.error && list.rows) return <FailedState what={t('table.more')} error={list.error} onRetry={list.loadMore} />;
  return list.isLoadingMore ? <LoadingState rows={2} rowHeight={ROW_HEIGHT} /> : null;
}
