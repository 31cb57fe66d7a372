import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { ProblemError } from '#web/api/problem-error.ts';
import type { List } from '#web/api/read.ts';
import { Card } from '#web/ui/card.tsx';
import { DataTable } from '#web/ui/data-table.tsx';
import { DateFilter } from '#web/ui/date-filter.tsx';
import { LinesTable } from '#web/ui/lines-table.tsx';
import { ListPage } from '#web/ui/list-page.tsx';
import { QuantityOrDash } from '#web/ui/quantity.tsx';
import { SearchBox } from '#web/ui/search-box.tsx';
import { EmptyState } from '#web/ui/states.tsx';
import { columnsOf } from '#web/ui/table-columns.ts';
import styles from './gallery-page.module.css';
import { Specimen } from './specimen.tsx';

type Row = { id: string; name: string; units: number };
const rows: Row[] = [
  { id: '1', name: 'Malbec Reserva 2021', units: 51 },
  { id: '2', name: 'Cahors 2020', units: 0 },
  { id: '3', name: 'A wine whose name is so long that no column of any table could ever hold it', units: 12 },
];

const settled: List<Row> = {
  rows,
  error: null,
  isOutdated: false,
  hasMore: false,
  isLoadingMore: false,
  loadMore: () => {},
  retry: () => {},
};
const failing = (code: 'unreachable' | 'not_permitted', requestId?: string) => new ProblemError({ code, requestId });

const lists: [string, List<Row>][] = [
  ['Rows', settled],
  ['Rows of the question before', { ...settled, isOutdated: true }],
  ['Empty', { ...settled, rows: [] }],
  ['Loading', { ...settled, rows: undefined }],
  ['Failed', { ...settled, rows: undefined, error: failing('unreachable', 'req-1a') }],
  ['No permission', { ...settled, rows: undefined, error: failing('not_permitted') }],
  ['More on its way', { ...settled, isLoadingMore: true }],
  ['More failed', { ...settled, error: failing('unreachable') }],
];

const column = columnsOf<Row>();
const columns = column.columns([
  column.display({
    id: 'name',
    header: () => 'Name',
    meta: { sort: { up: 'name', down: '-name' } },
    cell: ({ row }) => <Way row={row.original} />,
  }),
  column.display({
    id: 'units',
    header: () => 'Units',
    meta: { width: 6, align: 'end' },
    cell: ({ row }) => <QuantityOrDash of={row.original.units} unitsPerCase={12} />,
  }),
]);

function Way({ row }: { row: Row }) {
  return (
    <Link to="/gallery" hash={row.id} className="way-in">
      {row.name}
    </Link>
  );
}

/** Lists and lines, with rows and without. */
export function TableSpecimens() {
  const [sort, setSort] = useState('name');
  const [words, setWords] = useState('');
  return (
    <>
      <Specimen of="DataTable Table Cards">
        <div className={styles.stack}>
          {lists.map(([name, list]) => (
            <div key={name}>
              <h3>{name}</h3>
              <DataTable
                label={name}
                list={list}
                columns={columns}
                card={(row) => (
                  <Card title={<Way row={row} />}>
                    <QuantityOrDash of={row.units} unitsPerCase={12} />
                  </Card>
                )}
                empty={<EmptyState title="Nothing here">It appears when somebody adds one.</EmptyState>}
                sort={sort}
                onSort={setSort}
                selection={(selected) => `${selected.length} selected`}
              />
            </div>
          ))}
        </div>
      </Specimen>
      <Specimen of="LinesTable">
        <LinesTable
          label="Lines"
          lines={rows}
          item={{ name: 'Item', cell: ({ name }) => name }}
          columns={[
            { name: 'Ordered', align: 'end', cell: ({ units }) => <QuantityOrDash of={units} unitsPerCase={12} /> },
            { name: 'Filled', align: 'end', cell: () => <QuantityOrDash of={3} unitsPerCase={12} /> },
            { name: 'Never shown', isNeeded: false, cell: () => null },
          ]}
          detail={({ units }) => (units === 0 ? 'Nothing of it is there: it waits for a purchase order.' : null)}
        />
      </Specimen>
      <Specimen of="ListPage SearchBox DateFilter">
        <ListPage
          title="A list"
          tools={
            <>
              <SearchBox label="Search this sample" value={words} onSearch={setWords} />
              <DateFilter label="Ordered on or after" name="From" value="2026-11-02" onChange={() => undefined} />
            </>
          }
          actions={<button type="button">Act</button>}
        >
          <p className="quiet">Rows stand here.</p>
        </ListPage>
      </Specimen>
    </>
  );
}
