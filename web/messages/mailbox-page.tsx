import { NativeSelect } from '@mantine/core';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import type { Answer } from '#contract/operations.ts';
import { MESSAGE_STATUSES, TEMPLATES } from '#domain/messages/words.ts';
import { type ItemOf, useList, useRead } from '#web/api/read.ts';
import { t } from '#web/i18n/words.ts';
import { ButtonLink } from '#web/ui/button-link.ts';
import { Card, Ends } from '#web/ui/card.tsx';
import { DataTable } from '#web/ui/data-table.tsx';
import { InstantText } from '#web/ui/date-text.tsx';
import { ListPage } from '#web/ui/list-page.tsx';
import { EmptyState } from '#web/ui/states.tsx';
import { columnsOf } from '#web/ui/table-columns.ts';
import { TwoLines } from '#web/ui/two-lines.tsx';
import { MessageStatus, reasonWords } from './message-status.tsx';
import { MessageTabs } from './message-tabs.tsx';
import { type MessagesAddress, mailboxAsked } from './messages-address.ts';

const route = getRouteApi('/signed-in/messages');
type Row = ItemOf<'listMailbox'>;

/** What customers were told, waits to be told, and was not told and why; newest first. */
export function MailboxPage() {
  const address = route.useSearch();
  const navigate = useNavigate({ from: '/messages' });
  const list = useList('listMailbox', mailboxAsked(address));
  const { data: newest } = useRead('listMailbox', { query: { limit: 1 } });
  const { data: customer } = useRead(
    'getCustomer',
    { params: { id: address.customer ?? '1' } },
    { enabled: address.customer !== undefined },
  );
  const filter = (change: MessagesAddress) =>
    void navigate({ search: (before) => ({ ...before, ...change }), replace: true });
  const isFiltered = Object.keys(address).length > 0;

  return (
    <ListPage
      title={t('messages.mailbox')}
      heading={<MessageTabs />}
      actions={
        <ButtonLink to="/settings/messages" variant="default">
          {t('messages.texts')}
        </ButtonLink>
      }
      figures={newest && <Server of={newest.server} />}
      tools={
        <>
          {customer && (
            <span className="beside">
              {t('messages.of', { name: customer.name })}
              <button type="button" className="link" onClick={() => filter({ customer: undefined })}>
                {t('messages.ofAll')}
              </button>
            </span>
          )}
          <NativeSelect
            aria-label={t('messages.eventOf')}
            value={address.event ?? ''}
            data={[
              { value: '', label: t('messages.anyEvent') },
              ...TEMPLATES.map((value) => ({ value, label: t(`messages.event.${value}`) })),
            ]}
            onChange={({ currentTarget }) => filter({ event: (currentTarget.value || undefined) as Row['event'] })}
          />
          <NativeSelect
            aria-label={t('messages.statusOf')}
            value={address.status ?? ''}
            data={[
              { value: '', label: t('messages.anyStatus') },
              ...MESSAGE_STATUSES.map((value) => ({ value, label: t(`messages.status.${value}`) })),
            ]}
            onChange={({ currentTarget }) => filter({ status: (currentTarget.value || undefined) as Row['status'] })}
          />
        </>
      }
    >
      <DataTable
        label={t('messages.title')}
        list={list}
        columns={columns}
        card={(row) => <MessageCard of={row} />}
        empty={
          isFiltered ? (
            <EmptyState title={t('list.noMatch')}>{t('list.noMatchWhy')}</EmptyState>
          ) : (
            <EmptyState title={t('messages.empty')}>{t('messages.emptyWhy')}</EmptyState>
          )
        }
      />
    </ListPage>
  );
}

/** Whether mail leaves at all, where it does not. */
function Server({ of: { isSetUp, failingSince, lastError } }: { of: Answer<'listMailbox'>['server'] }) {
  if (!isSetUp) return <p className="notice">{t('messages.notSetUp')}</p>;
  if (failingSince === null) return null;
  return (
    <p className="notice" role="status">
      {t('messages.away')} <InstantText at={failingSince} />. {lastError}
    </p>
  );
}

const column = columnsOf<Row>();
const columns = column.columns([
  column.display({
    id: 'subject',
    header: () => t('messages.column.message'),
    cell: ({ row: { original: row } }) => <TwoLines first={<Way of={row} />} second={<WhyNot of={row} />} />,
  }),
  column.display({
    id: 'customer',
    header: () => t('messages.column.customer'),
    meta: { width: 17 },
    cell: ({ row: { original: row } }) => (
      <TwoLines
        first={
          <Link to="/customers/$id" params={{ id: row.customerId }}>
            {row.customerName}
          </Link>
        }
        second={row.to}
      />
    ),
  }),
  column.display({
    id: 'about',
    header: () => t('messages.column.about'),
    meta: { width: 9 },
    cell: ({ row }) => <About of={row.original} />,
  }),
  column.display({
    id: 'status',
    header: () => t('messages.column.status'),
    meta: { width: 8 },
    cell: ({ row }) => <MessageStatus status={row.original.status} />,
  }),
  column.display({
    id: 'at',
    header: () => t('messages.column.at'),
    meta: { width: 9 },
    cell: ({ row: { original: row } }) => <InstantText at={row.sentAt ?? row.queuedAt} />,
  }),
]);

function Way({ of: row }: { of: Row }) {
  return (
    <Link to="/messages/$id" params={{ id: row.id }} className="way-in">
      {row.subject ?? t(`messages.event.${row.event}`)}
    </Link>
  );
}

function WhyNot({ of: { event, reason, subject, isTest } }: { of: Row }) {
  const what = isTest ? t('messages.test') : subject === null ? null : t(`messages.event.${event}`);
  return <>{[what, reason && reasonWords(reason)].filter(Boolean).join(' · ')}</>;
}

/** The record that a message is about. */
export function About({ of: row }: { of: Row }) {
  if (row.backorderId !== null)
    return (
      <Link to="/backorders/$id" params={{ id: row.backorderId }}>
        {row.backorderNumber}
      </Link>
    );
  if (row.orderId === null) return <span className="quiet">{t('messages.several')}</span>;
  return (
    <Link to="/orders/$id" params={{ id: row.orderId }}>
      {row.orderNumber}
    </Link>
  );
}

function MessageCard({ of: row }: { of: Row }) {
  return (
    <Card title={<Way of={row} />} status={<MessageStatus status={row.status} />}>
      <div>{row.customerName}</div>
      <div className="quiet small">
        <WhyNot of={row} />
      </div>
      <Ends>
        <About of={row} />
        <span className="quiet small">
          <InstantText at={row.sentAt ?? row.queuedAt} />
        </span>
      </Ends>
    </Card>
  );
}
