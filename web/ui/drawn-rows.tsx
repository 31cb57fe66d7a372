import type { ReactTable, RowData, Row as TableRow } from '@tanstack/react-table';
import type { VirtualItem } from '@tanstack/react-virtual';
import { ArrowDown, ArrowUp } from 'lucide-react';
import { type CSSProperties, type MouseEvent, memo, type ReactNode } from 'react';
import { t } from '#web/i18n/words.ts';
import { Tick } from '#web/ui/tick.tsx';
import styles from './data-table.module.css';
import type { ColumnLook, Columns, features } from './table-columns.ts';

/** What is drawn of a list, and how. */
type Look<Row extends RowData> = {
  label: string;
  list: { hasMore: boolean };
  columns: Columns<Row>;
  card: (row: Row) => ReactNode;
  sort?: string;
  onSort?: (sort: string) => void;
  selection?: unknown;
  shownId?: string;
  notes?: ReadonlyMap<string, string>;
};
type Model<Row extends RowData> = TableRow<typeof features, Row>;

/** The rows in sight, and the room that those before and after them take. */
export type Shown<Row extends RowData> = {
  items: readonly VirtualItem[];
  models: readonly Model<Row>[];
  before: number;
  after: number;
};

/** The rows in sight as cards. */
export function Cards<Row extends RowData>(
  props: Look<Row> & { shown: Shown<Row>; measure: (element: Element | null) => void },
) {
  const { items, models, before, after } = props.shown;
  return (
    <ul aria-label={props.label} className={styles.cards} style={{ paddingTop: before, paddingBottom: after }}>
      {items.map((item) => {
        const row = models[item.index];
        return (
          row && (
            <li key={item.key} ref={props.measure} data-index={item.index}>
              <div className={styles.card}>{props.card(row.original)}</div>
            </li>
          )
        );
      })}
    </ul>
  );
}

/** A row is ticked; with Shift, so are those between it and the one before. */
export type OnTick = (index: number, isSet: boolean, isRange: boolean) => void;
type Drawn<Row extends RowData> = { table: ReactTable<typeof features, Row>; hasTicks: boolean };

/** The rows in sight under their head. */
export function Table<Row extends RowData>(
  props: Look<Row> & {
    shown: Shown<Row>;
    table: Drawn<Row>['table'];
    onEnter: (index: number) => void;
    onTick: OnTick;
  },
) {
  const { list, table, shown } = props;
  const { items, models, before, after } = shown;
  const hasTicks = props.selection !== undefined;
  return (
    <table className={styles.table} aria-label={props.label} aria-rowcount={list.hasMore ? -1 : models.length + 1}>
      <Heads table={table} hasTicks={hasTicks} sort={props.sort} onSort={props.onSort} />
      <tbody>
        {before > 0 && <Space height={before} />}
        {items.map((item) => {
          const row = models[item.index];
          return (
            row && (
              <DrawnRow
                key={item.key}
                index={item.index}
                row={row}
                isShown={row.id === props.shownId}
                note={props.notes?.get(row.id)}
                table={table}
                columns={props.columns}
                hasTicks={hasTicks}
                onEnter={props.onEnter}
                onTick={props.onTick}
              />
            )
          );
        })}
        {after > 0 && <Space height={after} />}
      </tbody>
    </table>
  );
}

function Heads<Row extends RowData>(props: Drawn<Row> & { sort?: string; onSort?: (sort: string) => void }) {
  const { table, hasTicks } = props;
  return (
    <>
      <colgroup>
        {hasTicks && <col style={{ width: '2.25rem' }} />}
        {table.getAllLeafColumns().map((column) => (
          <Column key={column.id} look={column.columnDef.meta ?? {}} />
        ))}
      </colgroup>
      <thead>
        <tr>
          {hasTicks && (
            <th className={styles.tick}>
              <Tick
                name={t('table.selectAll')}
                isSet={table.getIsAllRowsSelected()}
                isPart={table.getIsSomeRowsSelected()}
                onSet={(isSet) => table.toggleAllRowsSelected(isSet)}
              />
            </th>
          )}
          {table.getHeaderGroups()[0]?.headers.map((header) => (
            <Head key={header.id} look={header.column.columnDef.meta ?? {}} sort={props.sort} onSort={props.onSort}>
              <table.FlexRender header={header} />
            </Head>
          ))}
        </tr>
      </thead>
    </>
  );
}

/** What gives way beside a glance is hidden by its style alone: no row is drawn anew when a glance opens. */
function classOf({ align, givesWay }: ColumnLook): string | undefined {
  if (!givesWay) return align && styles[align];
  return align ? `${styles[align]} ${styles.givesWay}` : styles.givesWay;
}

function Column({ look }: { look: ColumnLook }) {
  if (look.width === undefined) return <col className={classOf(look)} />;
  const width = { '--width': `${look.width}rem` } as CSSProperties;
  return <col className={`${styles.measured} ${classOf(look) ?? ''}`} style={width} />;
}

function DrawnRow<Row extends RowData>(
  props: Drawn<Row> & {
    index: number;
    row: Model<Row>;
    isShown: boolean;
    columns: Columns<Row>;
    note: string | undefined;
    onEnter: (index: number) => void;
    onTick: OnTick;
  },
) {
  const { index, row, table, hasTicks } = props;
  return (
    <tr
      data-index={index}
      aria-rowindex={index + 2}
      aria-selected={hasTicks ? row.getIsSelected() : undefined}
      className={row.getIsSelected() || props.isShown ? styles.selected : undefined}
      onFocus={() => props.onEnter(index)}
      onClick={openRow}
    >
      {hasTicks && (
        <td className={styles.tick}>
          <Tick
            name={t('table.select')}
            isSet={row.getIsSelected()}
            onSet={(isSet, isRange) => props.onTick(index, isSet, isRange)}
          />
        </td>
      )}
      <Cells row={row as Model<RowData>} of={row.original} columns={props.columns} note={props.note} table={table} />
    </tr>
  );
}

/** Drawn anew when the record, the columns or the note changes, not with every tick and step of the keys. */
const Cells = memo(
  function Cells(props: {
    row: Model<RowData>;
    of: RowData;
    columns: unknown;
    note: string | undefined;
    table: { FlexRender: unknown };
  }) {
    const { row, note } = props;
    const { FlexRender } = props.table as ReactTable<typeof features, RowData>;
    return row.getAllCells().map((cell, place) => (
      <td key={cell.id} className={classOf(cell.column.columnDef.meta ?? {})}>
        <FlexRender cell={cell} />
        {place === 0 && note && <p className={styles.note}>{note}</p>}
      </td>
    ));
  },
  (before, after) => before.of === after.of && before.columns === after.columns && before.note === after.note,
);

/** For the mouse, all of a row is its link; the keyboard has the link itself. */
function openRow(event: MouseEvent<HTMLTableRowElement>): void {
  const isOnPart = (event.target as Element).closest('a, button, input, label') !== null;
  if (isOnPart || window.getSelection()?.type === 'Range') return;
  event.currentTarget.querySelector<HTMLAnchorElement>('a[href]')?.click();
}

function Head(props: { look: ColumnLook; sort?: string; onSort?: (sort: string) => void; children: ReactNode }) {
  const { look, sort, onSort } = props;
  const isUp = sort !== undefined && sort === look.sort?.up;
  const isDown = sort !== undefined && sort === look.sort?.down;
  const next = isUp ? (look.sort?.down ?? look.sort?.up) : (look.sort?.up ?? look.sort?.down);
  const className = classOf(look);
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
function Space({ height }: { height: number }) {
  return (
    <tr aria-hidden className={styles.space}>
      <td style={{ height }} />
    </tr>
  );
}
