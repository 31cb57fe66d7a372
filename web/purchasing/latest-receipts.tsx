import { Link } from '@tanstack/react-router';
import type { Answer } from '#contract/operations.ts';
import { daysBetween } from '#domain/time/calendar.ts';
import { t } from '#web/i18n/words.ts';
import { DayOr, DayText } from '#web/ui/date-text.tsx';
import { LinesTable } from '#web/ui/lines-table.tsx';
import { Section } from '#web/ui/page.tsx';
import { numberText } from '#web/ui/quantity-text.ts';
import { EmptyState } from '#web/ui/states.tsx';

type Receipt = Answer<'getSupplierReliability'>['latest'][number];

/** The newest receipts of a supplier: when it was ordered, for when it was promised, and when it came. */
export function LatestReceipts({ of }: { of: readonly Receipt[] }) {
  return (
    <Section title={t('reliability.latest')} flush>
      {of.length === 0 ? (
        <EmptyState title={t('reliability.latestNone')} />
      ) : (
        <LinesTable
          label={t('reliability.latest')}
          lines={of.map((receipt) => ({ ...receipt, id: receipt.receiptId }))}
          item={{
            name: t('reliability.receipt'),
            cell: ({ number, purchaseOrderId, purchaseOrderNumber }) => (
              <>
                {number} ·{' '}
                <Link to="/purchase-orders/$id" params={{ id: purchaseOrderId }}>
                  {purchaseOrderNumber}
                </Link>
              </>
            ),
          }}
          columns={[
            { name: t('reliability.ordered'), cell: ({ orderedOn }) => <DayText on={orderedOn} /> },
            { name: t('reliability.first'), cell: ({ firstExpectedOn }) => <Expected on={firstExpectedOn} /> },
            { name: t('reliability.last'), cell: ({ lastExpectedOn }) => <Expected on={lastExpectedOn} /> },
            { name: t('reliability.received'), cell: (receipt) => <Received of={receipt} /> },
            { name: t('reliability.took'), align: 'end', cell: ({ days }) => t('reliability.days', { count: days }) },
            { name: t('reliability.units'), align: 'end', cell: ({ quantity }) => numberText(quantity) },
          ]}
        />
      )}
    </Section>
  );
}

function Expected({ on }: { on: string | null }) {
  return <DayOr on={on} otherwise={t('backorders.noDate')} />;
}

function Received({ of: { receivedOn, firstExpectedOn } }: { of: Receipt }) {
  const late = firstExpectedOn === null ? 0 : daysBetween(firstExpectedOn, receivedOn);
  return (
    <>
      <DayText on={receivedOn} />
      {late > 0 && <div className="quiet small">{t('reliability.late', { count: late })}</div>}
    </>
  );
}
