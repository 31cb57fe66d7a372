import { getRouteApi, Link } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { useRead } from '#web/api/read.ts';
import { t } from '#web/i18n/words.ts';
import { DocumentLink } from '#web/invoices/document-link.tsx';
import { InstantText } from '#web/ui/date-text.tsx';
import { LinesTable } from '#web/ui/lines-table.tsx';
import { Money } from '#web/ui/money.tsx';
import { Fact, Facts, Section } from '#web/ui/page.tsx';
import styles from './quickbooks.module.css';
import type { QueuedDocument, Quickbooks } from './quickbooks-words.ts';
import { SendAgain } from './send-again.tsx';

const route = getRouteApi('/signed-in/settings/quickbooks');
const LOOK_AGAIN_MILLISECONDS = 3_000;

/** What is on its way, and each that needs a person, with the one thing that puts it right. */
export function QueueSection({ of: { sending }, stuck }: { of: Quickbooks; stuck: readonly QueuedDocument[] }) {
  return (
    <Section title={t('quickbooks.queue')} flush>
      <div className={styles.inset}>
        <div className={styles.row}>
          <Facts>
            <Fact name={t('quickbooks.waiting')}>{String(sending.waiting)}</Fact>
            <Fact name={t('quickbooks.failed')}>{String(sending.failed)}</Fact>
            <Fact name={t('quickbooks.changedThere')}>{String(sending.changedThere)}</Fact>
            <Fact name={t('quickbooks.unaccounted')}>{String(sending.unaccounted)}</Fact>
            <Fact name={t('quickbooks.lastSent')}>{sending.lastSentAt && <InstantText at={sending.lastSentAt} />}</Fact>
            <Fact name={t('quickbooks.compared')}>{sending.comparedAt && <InstantText at={sending.comparedAt} />}</Fact>
          </Facts>
        </div>
        {stuck.length === 0 && <p className="quiet">{t('quickbooks.nobodyNeeded')}</p>}
      </div>
      {stuck.length > 0 && <Stuck documents={stuck} />}
    </Section>
  );
}

/** What needs a person; null until all of it is read. */
export function useStuck({ waiting, toCompare, failed, changedThere }: Quickbooks['sending']): QueuedDocument[] | null {
  const again = () => (waiting + toCompare > 0 ? LOOK_AGAIN_MILLISECONDS : false);
  const invoices = [useInvoices('failed', again), useInvoices('changed_there', again)];
  const notes = [useNotes('failed', again), useNotes('changed_there', again)];
  const reads = useRef<{ refetch(): unknown }[]>([]);
  reads.current = [...invoices, ...notes];
  // What is listed follows what is counted above it.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the counts say when.
  useEffect(() => {
    for (const read of reads.current) void read.refetch();
  }, [failed, changedThere]);
  if (![...invoices, ...notes].every(({ data, error }) => data || error)) return null;
  return [
    ...invoices.flatMap(({ data }) => data?.data ?? []).map((invoice) => ({ ...invoice, isInvoice: true })),
    ...notes.flatMap(({ data }) => data?.data ?? []).map((note) => ({ ...note, isInvoice: false })),
  ];
}

type Status = 'failed' | 'changed_there';
type Again = () => number | false;
const useInvoices = (status: Status, again: Again) =>
  useRead('listInvoices', { query: { status, limit: 50 } }, { again });
const useNotes = (status: Status, again: Again) =>
  useRead('listCreditNotes', { query: { status, limit: 50 } }, { again });

function Stuck({ documents }: { documents: readonly QueuedDocument[] }) {
  const { connection: _, ...search } = route.useSearch();
  return (
    <LinesTable
      label={t('quickbooks.queue')}
      lines={documents.map((document) => ({
        ...document,
        id: `${document.isInvoice ? 'i' : 'c'}${document.id}`,
        of: document,
      }))}
      item={{
        name: t('quickbooks.document'),
        cell: ({ of, orderId, orderNumber }) => (
          <>
            <DocumentLink of={of} />
            <div className="small">
              <Link to="/orders/$id" params={{ id: orderId }}>
                {orderNumber}
              </Link>
            </div>
          </>
        ),
      }}
      columns={[
        { name: t('quickbooks.customer'), cell: ({ customerName }) => customerName },
        { name: t('quickbooks.amount'), align: 'end', cell: ({ amount }) => <Money of={amount} /> },
      ]}
      detail={({ of }) => (
        <div className={styles.stuck}>
          <p>
            <What of={of} />
          </p>
          <SendAgain of={of} search={search} />
        </div>
      )}
    />
  );
}

function What({ of: { disposition } }: { of: QueuedDocument }) {
  const { problem, there, writtenAmount } = disposition;
  if (problem) return problem.detail;
  if (disposition.status !== 'changed_there') return null;
  return (
    <>
      {t(there ? 'quickbooks.bothFigures' : 'quickbooks.goneThere')} {writtenAmount && <Money of={writtenAmount} />}
      {there && ' → '}
      {there && <Money of={there.net} />}. {t('quickbooks.putRightThere')}
    </>
  );
}
