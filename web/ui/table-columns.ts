import {
  type ColumnDef,
  createColumnHelper,
  type RowData,
  rowSelectionFeature,
  tableFeatures,
} from '@tanstack/react-table';

/** How a column looks. */
export type ColumnLook = {
  /** Width in rem; the column without one takes what is left. */
  width?: number;
  align?: 'end';
  /** Beside an open glance there is no room for what the glance says itself. */
  givesWay?: true;
  /** The sort value this column asks for, rising or falling, as the address has it. */
  sort?: { up?: string; down?: string };
};

export const features = tableFeatures({ rowSelectionFeature, columnMeta: {} as ColumnLook });
export type Columns<Row extends RowData> = ColumnDef<typeof features, Row>[];

/** Columns of a list: `columnsOf<Row>().display({ id, header, cell, meta })`. */
export function columnsOf<Row extends RowData>() {
  return createColumnHelper<typeof features, Row>();
}
