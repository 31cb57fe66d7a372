import { Link } from '@tanstack/react-router';
import { type ItemOf, useFirst } from '#web/api/read.ts';
import { t } from '#web/i18n/words.ts';
import { MessageStatus, reasonWords } from '#web/messages/message-status.tsx';
import { Card, Ends } from '#web/ui/card.tsx';
import { DataTable } from '#web/ui/data-table.tsx';
import { InstantText } from '#web/ui/date-text.tsx';
import { Section } from '#web/ui/page.tsx';
import { EmptyState } from '#web/ui/states.tsx';
import { columnsOf } from '#web/ui/table-columns.ts';

type Row = ItemOf<'listMailbox'>;

/** What a customer was told, or was not and why, newest first. */
export function MessagesOfCustomer({ customerId }: { customerId: string }) {
  const list = useFirst('listMailbox', { query: { customerId, limit: 10 } });
  return (
    <Section
      title={t('customerPage.messages')}
      note={list.hasFurther && t('customer.last', { count: list.rows?.length ?? 0 })}
      actions={
        list.hasFurther && (
          <Link to="/messages" search={{ customer: customerId }}>
            {t('customer.all')}
          </Link>
        )
      }
      flush
    >
      <DataTable
        label={t('customerPage.messages')}
        list={list}
        columns={columns}
        card={(row) => (
          <Card title={<Way row={row} />} status={<MessageStatus status={row.status} />}>
            <Ends>
              <InstantText at={row.sentAt ?? row.queuedAt} />
              {row.reason && <span className="quiet small">{reasonWords(row.reason)}</span>}
            </Ends>
          </Card>
        )}
        empty={<EmptyState title={t('messages.empty')}>{t('messages.emptyWhy')}</EmptyState>}
      />
    </Section>
  );
}

const column = columnsOf<Row>();
const columns = column.columns([
  column.display({
    id: 'subject',
    header: () => t('messages.column.message'),
    cell: ({ row }) => <Way row={row.original} />,
  }),
  column.display({
    id: 'status',
    header: () => t('messages.column.status'),
    meta: { width: 9 },
    cell: ({ row }) => <MessageStatus status={row.original.status} />,
  }),
  column.display({
    id: 'at',
    header: () => t('messages.column.at'),
    meta: { width: 9 },
    cell: ({ row }) => <InstantText at={row.original.sentAt ?? row.original.queuedAt} />,
  }),
]);

function Way({ row }: { row: Row }) {
  return (
    <Link to="/messages/$id" params={{ id: row.id }} className="way-in">
      {row.subject ?? t(`messages.event.${row.event}`)}
    </Link>
  );
}
