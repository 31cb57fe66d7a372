import { useMediaQuery } from '@mantine/hooks';
import { type RowData, type RowSelectionState, useTable } from '@tanstack/react-table';
import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { List } from '#web/api/read.ts';
import { t } from '#web/i18n/words.ts';
import { useShortcuts } from '#web/ui/shortcuts.ts';
import { FailedState, LoadingState } from '#web/ui/states.tsx';
import styles from './data-table.module.css';
import { Cards, type OnTick, type Shown, Table } from './drawn-rows.tsx';
import { type Columns, features } from './table-columns.ts';

/** What a key does: with the selected rows, or the one a person is in where none is; `ofOne` always with that one. */
export type RowKey<Row> = { keys: string; label: string; ofOne?: boolean; act: (rows: Row[]) => void };

const ROW_HEIGHT = 40;
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
  /** The row that is shown beside the list, and who hears to which other one a person goes meanwhile. */
  shownId?: string;
  onShow?: (row: Row) => void;
  /** Why some rows were left as they were, by their ids: each says so, and they alone stay selected. */
  notes?: ReadonlyMap<string, string>;
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
  const { notes } = props;
  useEffect(() => {
    if (notes && notes.size > 0) setRowSelection(Object.fromEntries([...notes.keys()].map((id) => [id, true])));
  }, [notes]);
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
  const onTick = useTicks(models, setRowSelection);
  const { virtualizer, items, top } = useDrawn(body, list, models, isPhone);
  const active = useActiveRow({ body, count: models.length, scrollTo: (index) => virtualizer.scrollToIndex(index) });
  const move = (step: number) => {
    active.move(step);
    const here = models[active.index()]?.original;
    if (here && props.shownId !== undefined) props.onShow?.(here);
  };
  useShortcuts([
    { keys: 'j', label: t('shortcut.next'), act: () => move(1) },
    { keys: 'k', label: t('shortcut.previous'), act: () => move(-1) },
    { keys: 'Enter', label: t('shortcut.open'), act: active.open },
    ...(isPhone ? [] : (props.rowKeys ?? [])).map(({ keys, label, ofOne, act }) => ({
      keys,
      label,
      act: () => {
        const here = models[active.index()]?.original;
        const meant = selected.length > 0 && !ofOne ? selected : here ? [here] : [];
        if (meant.length > 0) act(meant);
      },
    })),
    ...(props.selection && !isPhone
      ? [{ keys: 'x', label: t('shortcut.select'), act: () => models[active.index()]?.toggleSelected() }]
      : []),
  ]);

  const shown: Shown<Row> = {
    items,
    models,
    before: (items[0]?.start ?? top) - top,
    after: virtualizer.getTotalSize() - ((items.at(-1)?.end ?? top) - top),
  };
  return (
    <div ref={body} className={list.isOutdated ? styles.outdated : ''} aria-busy={list.isOutdated}>
      {isPhone ? (
        <Cards {...props} shown={shown} measure={virtualizer.measureElement} />
      ) : (
        <Table {...props} shown={shown} table={table} onEnter={active.set} onTick={onTick} />
      )}
      <More list={list} />
      {props.selection && !isPhone && selected.length > 0 && (
        <SelectionBar onClear={() => setRowSelection({})}>
          {props.selection(selected, () => setRowSelection({}))}
        </SelectionBar>
      )}
    </div>
  );
}

/** What can be done with what is selected. It stands behind all rows, so that a key goes there, and one clears. */
function SelectionBar({ onClear, children }: { onClear: () => void; children: ReactNode }) {
  const bar = useRef<HTMLDivElement>(null);
  useShortcuts([
    { keys: 'a', label: t('shortcut.acts'), act: () => bar.current?.querySelector('button')?.focus() },
    { keys: 'Escape', label: t('table.clear'), act: onClear },
  ]);
  return (
    <div ref={bar} className={styles.selectionBar} role="status">
      {children}
      <button type="button" className="link" onClick={onClear}>
        {t('table.clear')}
      </button>
    </div>
  );
}

/** Ticks one row, or with Shift all from the one ticked before. */
function useTicks(
  models: readonly { id: string }[],
  setTicks: (change: (before: RowSelectionState) => RowSelectionState) => void,
): OnTick {
  const last = useRef<string | null>(null);
  return (index, isSet, isRange) => {
    const from = isRange ? models.findIndex(({ id }) => id === last.current) : -1;
    const ends = from < 0 ? [index, index] : [Math.min(from, index), Math.max(from, index)];
    const meant = models.slice(ends[0], (ends[1] as number) + 1).map(({ id }) => [id, isSet]);
    last.current = models[index]?.id ?? null;
    setTicks((before) => ({ ...before, ...Object.fromEntries(meant) }));
  };
}

/** What is drawn of the rows; towards their end more are asked for. */
function useDrawn<Row>(
  body: RefObject<HTMLElement | null>,
  list: List<Row>,
  models: readonly { id: string }[],
  isPhone: boolean,
) {
  const [top, setTop] = useState(0);
  useLayoutEffect(() => setTop(body.current?.offsetTop ?? 0), [body]);
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
  return { virtualizer, items, top };
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

function More({ list }: { list: List<unknown> }) {
  if (list.error && list.rows) return <FailedState what={t('table.more')} error={list.error} onRetry={list.loadMore} />;
  return list.isLoadingMore ? <LoadingState rows={2} rowHeight={ROW_HEIGHT} /> : null;
}
