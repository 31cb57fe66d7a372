import type { Order } from '#contract/orders/order.ts';
import { useRead } from '#web/api/read.ts';
import { t } from '#web/i18n/words.ts';
import { DispositionBadge } from '#web/invoices/disposition-badge.tsx';
import type { CreditNoteRow, InvoiceRow } from '#web/invoices/document.ts';
import { DocumentLink } from '#web/invoices/document-link.tsx';
import { DayText } from '#web/ui/date-text.tsx';
import { Money } from '#web/ui/money.tsx';
import { Fact, Facts, Section } from '#web/ui/page.tsx';

/** What was invoiced of an order in advance, and what was credited of it. */
export function InvoicesOfOrder({ order }: { order: Order }) {
  return order.invoiceRule === 'in_advance' && order.confirmedAt !== null ? <Documents orderId={order.id} /> : null;
}

function Documents({ orderId }: { orderId: string }) {
  const invoices = useRead('listInvoices', { query: { orderId, limit: 200 } });
  const creditNotes = useRead('listCreditNotes', { query: { orderId, limit: 200 } });
  const documents = [...(invoices.data?.data ?? []), ...(creditNotes.data?.data ?? [])];
  if (documents.length === 0) return null;
  return (
    <Section title={t('invoices.ofOrder')}>
      <Facts>
        {documents.map((one) => (
          <Fact key={one.number} name={'invoicedOn' in one ? t('invoices.inAdvance') : t('invoices.creditNote')}>
            <Document of={one} />
          </Fact>
        ))}
      </Facts>
    </Section>
  );
}

function Document({ of }: { of: InvoiceRow | CreditNoteRow }) {
  const { amount, disposition } = of;
  const isInvoice = 'invoicedOn' in of;
  return (
    <>
      <span className="quiet">
        <DocumentLink of={of} /> · {!isInvoice && `${t(`settlement.${of.settlement}.name`)} · `}
        <DayText on={isInvoice ? of.invoicedOn : of.creditedOn} />
      </span>{' '}
      · <Money of={amount} />
      {disposition.status !== 'excluded' && <DispositionBadge status={disposition.status} />}
    </>
  );
}
