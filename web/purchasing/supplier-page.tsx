import { getRouteApi, Link } from '@tanstack/react-router';
import type { Answer } from '#contract/operations.ts';
import { useList, useRead } from '#web/api/read.ts';
import { t } from '#web/i18n/words.ts';
import { useCompany } from '#web/ui/company.ts';
import { DayOr } from '#web/ui/date-text.tsx';
import { Flags } from '#web/ui/flags.tsx';
import { LinesTable } from '#web/ui/lines-table.tsx';
import { Columns, Fact, Facts, Page, Section } from '#web/ui/page.tsx';
import { numberText } from '#web/ui/quantity-text.ts';
import { RecordPage } from '#web/ui/record-page.tsx';
import { EmptyState, FailedState, LoadingState } from '#web/ui/states.tsx';
import { StatusBadge } from '#web/ui/status-badge.tsx';
import { isLate } from './late.ts';
import { LatestReceipts } from './latest-receipts.tsx';
import { Scorecard } from './scorecard.tsx';

const route = getRouteApi('/signed-in/suppliers/$id');
type Supplier = Answer<'getSupplier'>;

/** One supplier: how long it takes, how often it kept its word, what is on its way and what came. */
export function SupplierPage() {
  const { id } = route.useParams();
  const read = useRead('getSupplier', { params: { id } });
  return (
    <RecordPage what={t('reliability.this')} read={read}>
      {(supplier) => <SupplierRecord key={supplier.id} supplier={supplier} />}
    </RecordPage>
  );
}

function SupplierRecord({ supplier }: { supplier: Supplier }) {
  const { data, error, refetch } = useRead('getSupplierReliability', { params: { id: supplier.id } });
  return (
    <Page title={supplier.name} above={<Link to="/suppliers">{t('suppliers.title')}</Link>}>
      {error && !data && <FailedState what={t('reliability.title')} error={error} onRetry={() => void refetch()} />}
      {!error && !data && <LoadingState rows={8} />}
      {data && (
        <Columns
          main={
            <>
              <Scorecard pools={data.pools} />
              <OpenOrders supplierId={supplier.id} />
              <LatestReceipts of={data.latest} />
            </>
          }
          aside={<SupplierFacts supplier={supplier} record={data.record} />}
        />
      )}
    </Page>
  );
}

function SupplierFacts(props: { supplier: Supplier; record: Answer<'getSupplierReliability'>['record'] }) {
  const { supplier, record } = props;
  const share = (kept: number) =>
    record.receipts > 0 && t('reliability.ofReceipts', { kept: numberText(kept), all: numberText(record.receipts) });
  return (
    <>
      <Section title={t('reliability.record')}>
        <Facts>
          <Fact name={t('reliability.onFirst')}>{share(record.onFirstDate)}</Fact>
          <Fact name={t('reliability.onLast')}>{share(record.onLastDate)}</Fact>
          <Fact name={t('reliability.meanLate')}>{record.meanDaysLate?.toLocaleString('en-US')}</Fact>
          <Fact name={t('reliability.short')}>
            {record.orderedUnits > 0 &&
              t('reliability.shortLines', {
                count: record.shortLines,
                units: numberText(record.shortUnits),
                all: numberText(record.orderedUnits),
              })}
          </Fact>
          <Fact name={t('reliability.damaged')}>
            {record.orderedUnits > 0 &&
              t('quantity.units', { count: record.damagedUnits, number: numberText(record.damagedUnits) })}
          </Fact>
        </Facts>
      </Section>
      <Section title={t('suppliers.contact')}>
        <Facts>
          <Fact name={t('suppliers.email')}>
            {supplier.email && <a href={`mailto:${supplier.email}`}>{supplier.email}</a>}
          </Fact>
          <Fact name={t('suppliers.phone')}>{supplier.phone}</Fact>
        </Facts>
      </Section>
    </>
  );
}

function OpenOrders({ supplierId }: { supplierId: string }) {
  const { rows } = useList('listPurchaseOrders', {
    query: { supplierId, status: 'open', sort: 'expectedOn', limit: 50 },
  });
  const { today } = useCompany();
  return (
    <Section title={t('reliability.open')} flush>
      {!rows && <LoadingState rows={3} />}
      {rows?.length === 0 && <EmptyState title={t('reliability.openNone')} />}
      {rows && rows.length > 0 && (
        <LinesTable
          label={t('reliability.open')}
          lines={rows}
          item={{
            name: t('reliability.order'),
            cell: (order) => (
              <>
                <Link to="/purchase-orders/$id" params={{ id: order.id }}>
                  {order.number}
                </Link>{' '}
                <StatusBadge status={order.status} /> <Flags of={{ late: isLate(order, today) }} />
              </>
            ),
          }}
          columns={[
            { name: t('reliability.ordered'), cell: (order) => <DayOr on={order.orderedOn} otherwise="" /> },
            {
              name: t('purchasing.expectedOn'),
              cell: (order) => <DayOr on={order.expectedOn} otherwise={t('backorders.noDate')} />,
            },
            { name: t('purchasing.remaining'), align: 'end', cell: (order) => numberText(order.remaining) },
          ]}
        />
      )}
    </Section>
  );
}
