import { Button } from '@mantine/core';
import { getRouteApi, Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Answer } from '#contract/operations.ts';
import { useRead } from '#web/api/read.ts';
import { t } from '#web/i18n/words.ts';
import { invoicePaper } from '#web/paper/paper-links.ts';
import { actorText } from '#web/records/actor-text.ts';
import { DayText, InstantText } from '#web/ui/date-text.tsx';
import { LinesTable } from '#web/ui/lines-table.tsx';
import { Money } from '#web/ui/money.tsx';
import { Columns, Fact, Facts, Page, Section } from '#web/ui/page.tsx';
import { amountText } from '#web/ui/quantity-text.ts';
import { RecordPage } from '#web/ui/record-page.tsx';
import { DispositionBadge } from './disposition-badge.tsx';
import { type Document, dispositionSentence } from './document.ts';
import { DocumentActs } from './document-acts.tsx';
import styles from './document-page.module.css';
import { WithFreight } from './with-freight.tsx';

const invoices = getRouteApi('/signed-in/invoices/$id');
const creditNotes = getRouteApi('/signed-in/credit-notes/$id');

/** One invoice: its lines, and what has become of it in the accounting. */
export function InvoicePage() {
  const read = useRead('getInvoice', { params: invoices.useParams() });
  return (
    <RecordPage what={t('invoices.thisInvoice')} read={read}>
      {(invoice) => (
        <Whole
          of={invoice}
          above={<Link to="/invoices">{t('invoices.title')}</Link>}
          paper={invoicePaper(invoice.id)}
        />
      )}
    </RecordPage>
  );
}

/** One credit note. */
export function CreditNotePage() {
  const read = useRead('getCreditNote', { params: creditNotes.useParams() });
  return (
    <RecordPage what={t('invoices.thisCreditNote')} read={read}>
      {(note) => <Whole of={note} above={<Link to="/credit-notes">{t('invoices.creditNotes')}</Link>} />}
    </RecordPage>
  );
}

function Whole({ of, above, paper }: { of: Document; above: ReactNode; paper?: string }) {
  return (
    <Page title={of.number} above={above} badges={<DispositionBadge status={of.disposition.status} />}>
      <Columns
        main={
          <>
            <Section title={t('invoices.accounting')}>
              <div className={styles.accounting}>
                <p>{dispositionSentence(of) || t(`invoices.statusNote.${of.disposition.status}`)}</p>
                <DocumentActs of={of} />
                <Figures of={of.disposition} />
              </div>
            </Section>
            <Section title={t('invoices.lines')}>
              <Lines of={of} />
            </Section>
          </>
        }
        aside={
          <Section
            title={t('invoices.about')}
            actions={
              paper && (
                <Button variant="subtle" component="a" href={paper} target="_blank">
                  {t('invoices.paper')}
                </Button>
              )
            }
          >
            <About of={of} />
          </Section>
        }
      />
    </Page>
  );
}

/** What we wrote, beside what stands there. */
function Figures({
  of: { number, issuedOn, writtenAmount, there, sentAt, checkedAt },
}: {
  of: Document['disposition'];
}) {
  return (
    <Facts>
      <Fact name={t('invoices.writtenAs')}>
        {number} · <DayText on={issuedOn} />
      </Fact>
      <Fact name={t('invoices.written')}>{writtenAmount && <Money of={writtenAmount} />}</Fact>
      <Fact name={t('invoices.there')}>
        {there && (
          <>
            <Money of={there.net} /> {there.isVoid && t('invoices.isVoid')}
          </>
        )}
      </Fact>
      <Fact name={t('invoices.tax')}>{there && <Money of={there.tax} />}</Fact>
      <Fact name={t('invoices.balance')}>{there && <Money of={there.balance} />}</Fact>
      <Fact name={t('invoices.sentAt')}>{sentAt && <InstantText at={sentAt} />}</Fact>
      <Fact name={t('invoices.checkedAt')}>{checkedAt && <InstantText at={checkedAt} />}</Fact>
    </Facts>
  );
}

function About({ of }: { of: Document }) {
  const { changedAt, changedBy } = of.disposition;
  return (
    <Facts>
      <Fact name={t('invoices.customer')}>
        <Link to="/customers/$id" params={{ id: of.customerId }}>
          {of.customerName}
        </Link>{' '}
        <span className="quiet">{of.accountNumber}</span>
      </Fact>
      <Fact name={t('invoices.order')}>
        <Link to="/orders/$id" params={{ id: of.orderId }}>
          {of.orderNumber}
        </Link>
      </Fact>
      <Fact name={t('invoices.fulfillment')}>
        {of.fulfillmentNumber ?? ('invoicedOn' in of ? t('invoices.inAdvance') : null)}
      </Fact>
      <Fact name={t('invoices.day')}>
        <DayText on={'invoicedOn' in of ? of.invoicedOn : of.creditedOn} />
      </Fact>
      <Fact name={t('invoices.amount')}>
        <Money of={of.amount} />
        <WithFreight of={of.freight} />
      </Fact>
      {'credited' in of ? <Credited of={of} /> : <WhyCredited of={of} />}
      <Fact name={t('invoices.since')}>
        <InstantText at={changedAt} /> <span className="quiet">· {actorText(changedBy)}</span>
      </Fact>
    </Facts>
  );
}

function Credited({ of: { credited } }: { of: Answer<'getInvoice'> }) {
  return <Fact name={t('fulfillment.credited')}>{Number(credited.amount) > 0 && <Money of={credited} />}</Fact>;
}

function WhyCredited({ of: { kind, reason, settlement } }: { of: Answer<'getCreditNote'> }) {
  return (
    <>
      <Fact name={t('invoices.why')}>{t(`invoices.because.${reason}`)}</Fact>
      <Fact name={t('invoices.settlement')}>{kind === 'credit_note' && t(`settlement.${settlement}.name`)}</Fact>
    </>
  );
}

/** Its lines, and its freight as a line of its own. */
function Lines({ of }: { of: Document }) {
  const goods = of.lines.map(({ id, itemName, sku, quantity, unitsPerCase, unitPrice, amount }) => ({
    id,
    what: `${itemName} · ${sku}`,
    quantity: amountText(quantity, unitsPerCase),
    unitPrice,
    amount,
  }));
  const freight = {
    id: 'freight',
    what: t('invoices.freight'),
    quantity: '1',
    unitPrice: of.freight,
    amount: of.freight,
  };
  return (
    <LinesTable
      label={t('invoices.lines')}
      lines={Number(of.freight.amount) > 0 ? [...goods, freight] : goods}
      item={{ name: t('invoices.item'), cell: ({ what }) => what }}
      columns={[
        { name: t('invoices.quantity'), align: 'end', cell: ({ quantity }) => quantity },
        { name: t('invoices.price'), align: 'end', cell: ({ unitPrice }) => <Money of={unitPrice} /> },
        { name: t('invoices.amount'), align: 'end', cell: ({ amount }) => <Money of={amount} /> },
      ]}
    />
  );
}
