import type { List } from '#web/api/read.ts';
import { t } from '#web/i18n/words.ts';
import { Card, Ends } from '#web/ui/card.tsx';
import { DataTable } from '#web/ui/data-table.tsx';
import { DayText } from '#web/ui/date-text.tsx';
import { Money } from '#web/ui/money.tsx';
import { EmptyState } from '#web/ui/states.tsx';
import { columnsOf } from '#web/ui/table-columns.ts';
import { TwoLines } from '#web/ui/two-lines.tsx';
import { DispositionBadge } from './disposition-badge.tsx';
import { type CreditNoteRow, dispositionSentence, type InvoiceRow } from './document.ts';
import { DocumentLink } from './document-link.tsx';

type Row = InvoiceRow | CreditNoteRow;

/** Invoices, or credit notes, each with what has become of it. */
export function DocumentsList({ label, list }: { label: string; list: List<InvoiceRow> | List<CreditNoteRow> }) {
  return (
    <DataTable
      label={label}
      list={list as List<Row>}
      columns={columns}
      card={(row) => <DocumentCard row={row} />}
      empty={<EmptyState title={t('invoices.empty')}>{t('invoices.emptyWhy')}</EmptyState>}
    />
  );
}

const column = columnsOf<Row>();
const columns = column.columns([
  column.display({
    id: 'number',
    header: () => t('invoices.number'),
    meta: { width: 8 },
    cell: ({ row: { original: row } }) => <TwoLines first={<DocumentLink of={row} />} second={row.orderNumber} />,
  }),
  column.display({
    id: 'customer',
    header: () => t('invoices.customer'),
    meta: { width: 16 },
    cell: ({ row: { original: row } }) => <TwoLines first={row.customerName} second={row.accountNumber} />,
  }),
  column.display({
    id: 'on',
    header: () => t('invoices.day'),
    meta: { width: 6 },
    cell: ({ row: { original: row } }) => <DayText on={dayOf(row)} />,
  }),
  column.display({
    id: 'amount',
    header: () => t('invoices.amount'),
    meta: { width: 8, align: 'end' },
    cell: ({ row: { original: row } }) => <Money of={row.amount} />,
  }),
  column.display({
    id: 'disposition',
    header: () => t('invoices.accounting'),
    cell: ({ row: { original: row } }) => (
      <TwoLines first={<DispositionBadge status={row.disposition.status} />} second={<Sentence of={row} />} />
    ),
  }),
]);

const dayOf = (row: Row) => ('invoicedOn' in row ? row.invoicedOn : row.creditedOn);

/** What does not fit can be read as a title. */
function Sentence({ of }: { of: Row }) {
  const sentence = dispositionSentence(of);
  return <span title={sentence}>{sentence}</span>;
}

function DocumentCard({ row }: { row: Row }) {
  return (
    <Card title={<DocumentLink of={row} />} status={<DispositionBadge status={row.disposition.status} />}>
      <div>{row.customerName}</div>
      <div className="quiet small">{dispositionSentence(row)}</div>
      <Ends>
        <DayText on={dayOf(row)} />
        <Money of={row.amount} />
      </Ends>
    </Card>
  );
}
