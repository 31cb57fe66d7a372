import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { type ItemOf, useList } from '#web/api/read.ts';
import { t } from '#web/i18n/words.ts';
import { actorText } from '#web/records/actor-text.ts';
import { Card, Ends } from '#web/ui/card.tsx';
import { DataTable } from '#web/ui/data-table.tsx';
import { InstantText } from '#web/ui/date-text.tsx';
import { ListPage } from '#web/ui/list-page.tsx';
import { NarrowSelect } from '#web/ui/narrow-select.tsx';
import { amountText } from '#web/ui/quantity-text.ts';
import { EmptyState } from '#web/ui/states.tsx';
import { columnsOf } from '#web/ui/table-columns.ts';
import { TwoLines, UpToTwoLines } from '#web/ui/two-lines.tsx';

const route = getRouteApi('/signed-in/returns');
type Row = ItemOf<'listReturns'>;

/** Everything that came back, the newest first. */
export function ReturnsPage() {
  const address = route.useSearch();
  const navigate = useNavigate({ from: '/returns' });
  const list = useList('listReturns', { query: address.undecided ? { isUndecided: 'true' } : {} });
  return (
    <ListPage
      title={t('returns.title')}
      tools={
        <NarrowSelect
          label={t('returns.where')}
          any={t('returns.all')}
          value={address.undecided ? 'undecided' : undefined}
          options={[{ value: 'undecided', label: t('returns.place.undecided') }]}
          onChange={(value) => void navigate({ search: value ? { undecided: 1 } : {}, replace: true })}
        />
      }
    >
      <DataTable
        label={t('returns.title')}
        list={list}
        columns={columns}
        card={(row) => <ReturnCard row={row} />}
        empty={<EmptyState title={t('returns.empty')}>{t('returns.emptyWhy')}</EmptyState>}
      />
    </ListPage>
  );
}

const column = columnsOf<Row>();
const columns = column.columns([
  column.display({
    id: 'number',
    header: () => t('returns.number'),
    meta: { width: 7 },
    cell: ({ row }) => <ToReturn of={row.original} />,
  }),
  column.display({
    id: 'customer',
    header: () => t('returns.customer'),
    cell: ({ row: { original: row } }) => <UpToTwoLines first={row.customerName} second={row.orderNumber} />,
  }),
  column.display({
    id: 'items',
    header: () => t('returns.items'),
    cell: ({ row: { original: row } }) => <TwoLines first={itemsText(row)} second={whyText(row)} />,
  }),
  column.display({
    id: 'where',
    header: () => t('returns.where'),
    cell: ({ row: { original: row } }) => placeText(row),
  }),
  column.display({
    id: 'at',
    header: () => t('returns.at'),
    cell: ({ row: { original: row } }) => (
      <TwoLines first={<InstantText at={row.returnedAt} />} second={actorText(row.returnedBy)} />
    ),
  }),
]);

function ToReturn({ of: { id, number } }: { of: Row }) {
  return (
    <Link to="/returns/$id" params={{ id }}>
      {number}
    </Link>
  );
}

const itemsText = ({ lines }: Row) =>
  lines.map((line) => `${amountText(line.quantity, line.unitsPerCase)} ${line.itemName}`).join(', ');
const whyText = ({ lines }: Row) => [...new Set(lines.map(({ reason }) => t(`returns.reason.${reason}`)))].join(', ');

/** Where its goods went; undecided while any of them is. */
function placeText({ lines }: Row): string {
  if (lines.some(({ undecided }) => undecided > 0)) return t('returns.place.undecided');
  const places = lines.flatMap(({ dispositions }) => dispositions.map(({ disposition }) => disposition));
  return [...new Set(places)].map((place) => t(`returns.place.${place}`)).join(', ');
}

function ReturnCard({ row }: { row: Row }) {
  return (
    <Card title={<ToReturn of={row} />} status={placeText(row)}>
      <div>{row.customerName}</div>
      <div>{itemsText(row)}</div>
      <Ends>
        <span className="quiet">{whyText(row)}</span>
        <InstantText at={row.returnedAt} />
      </Ends>
    </Card>
  );
}
