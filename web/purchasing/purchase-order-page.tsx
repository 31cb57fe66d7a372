import { Button } from '@mantine/core';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import type { Answer } from '#contract/operations.ts';
import { useMay } from '#web/accounts/viewer.ts';
import { useRead } from '#web/api/read.ts';
import { Item } from '#web/catalog/item.tsx';
import { t } from '#web/i18n/words.ts';
import { actorText } from '#web/records/actor-text.ts';
import { HistorySection } from '#web/records/history-section.tsx';
import { StaysOpen } from '#web/records/stays-open.tsx';
import { ButtonLink } from '#web/ui/button-link.ts';
import { useCompany } from '#web/ui/company.ts';
import { DayOr, DayText } from '#web/ui/date-text.tsx';
import { Flags } from '#web/ui/flags.tsx';
import { LinesTable } from '#web/ui/lines-table.tsx';
import { Columns, Fact, Facts, Page, Section } from '#web/ui/page.tsx';
import { Quantity, QuantityOrDash } from '#web/ui/quantity.tsx';
import { numberText } from '#web/ui/quantity-text.ts';
import { RecordPage } from '#web/ui/record-page.tsx';
import { StatusBadge } from '#web/ui/status-badge.tsx';
import { CloseLine, CloseRest } from './close-rest.tsx';
import { DatesForm } from './dates-form.tsx';
import { isLate } from './late.ts';
import { ReceiptsSection } from './receipts-section.tsx';
import { SpokenFor } from './spoken-for.tsx';
import { WaitingFor } from './waiting-for.tsx';

const route = getRouteApi('/signed-in/purchase-orders/$id');
type PurchaseOrder = Answer<'getPurchaseOrder'>;

/** One purchase order: what is still to come and for whom, what came, and every change of its dates. */
export function PurchaseOrderPage() {
  const { id } = route.useParams();
  const read = useRead('getPurchaseOrder', { params: { id } });
  return (
    <RecordPage what={t('purchasing.this')} read={read}>
      {(purchaseOrder) => <PurchaseOrderRecord key={purchaseOrder.id} purchaseOrder={purchaseOrder} />}
    </RecordPage>
  );
}

function PurchaseOrderRecord({ purchaseOrder }: { purchaseOrder: PurchaseOrder }) {
  const { dates } = route.useSearch();
  const navigate = useNavigate({ from: '/purchase-orders/$id' });
  const may = useMay();
  const { data: warehouses } = useRead('listWarehouses', {});
  const { today } = useCompany();
  const isOpen = purchaseOrder.closedAt === null;
  const canReceive = may('receiving.write') && isOpen;
  const canChange = may('purchasing.write') && isOpen && purchaseOrder.remaining > 0;

  return (
    <Page
      title={purchaseOrder.number}
      above={<Link to="/purchase-orders">{t('purchasing.title')}</Link>}
      badges={
        <>
          <StatusBadge status={purchaseOrder.status} />
          <Flags of={{ late: isLate(purchaseOrder, today) }} />
        </>
      }
      actions={
        dates !== 1 && (
          <>
            {canReceive && (
              <ButtonLink
                // More than was ordered may still come, but nothing waits for it.
                variant={purchaseOrder.remaining === 0 ? 'default' : 'filled'}
                to="/receiving/$purchaseOrderId"
                params={{ purchaseOrderId: purchaseOrder.id }}
              >
                {t('purchasing.receive')}
              </ButtonLink>
            )}
            {canChange && (
              <Button variant="default" onClick={() => void navigate({ search: { dates: 1 } })}>
                {t('purchasing.dates')}
              </Button>
            )}
            {canChange && <CloseRest purchaseOrder={purchaseOrder} />}
          </>
        )
      }
    >
      {dates === 1 && (
        <StaysOpen isPossible={canChange} onClose={() => void navigate({ search: {}, replace: true })}>
          <DatesForm purchaseOrder={purchaseOrder} onClose={() => void navigate({ search: {}, replace: true })} />
        </StaysOpen>
      )}
      <Section title={t('order.lines')} flush>
        <Lines purchaseOrder={purchaseOrder} canChange={canChange && dates !== 1} />
      </Section>
      <Columns
        main={
          <>
            <WaitingFor purchaseOrder={purchaseOrder} />
            <ReceiptsSection receipts={purchaseOrder.receipts} version={purchaseOrder.version} />
            <HistorySection
              of={{ name: 'getPurchaseOrderHistory', id: purchaseOrder.id }}
              known={{
                items: new Map(purchaseOrder.lines.map((line) => [line.sku, line])),
                fulfillments: new Map(),
                backorders: new Map(),
              }}
            />
          </>
        }
        aside={
          <Section title={t('purchasing.facts')}>
            <Facts>
              <Fact name={t('purchasing.supplier')}>
                <Link to="/suppliers/$id" params={{ id: purchaseOrder.supplierId }}>
                  {purchaseOrder.supplierName}
                </Link>
              </Fact>
              <Fact name={t('purchasing.supplierReference')}>{purchaseOrder.supplierReference}</Fact>
              <Fact name={t('purchasing.confirmedOn')}>
                {purchaseOrder.confirmedOn && <DayText on={purchaseOrder.confirmedOn} />}
              </Fact>
              <Fact name={t('stock.warehouse')}>
                {warehouses?.data.find(({ id }) => id === purchaseOrder.warehouseId)?.name ?? null}
              </Fact>
              <Fact name={t('purchasing.orderedOn')}>
                <DayText on={purchaseOrder.orderedOn} />
              </Fact>
              <Fact name={t('purchasing.expectedOn')}>
                {purchaseOrder.expectedOn && <DayText on={purchaseOrder.expectedOn} />}
              </Fact>
              <Fact name={t('purchasing.remaining')}>
                {purchaseOrder.remaining > 0 &&
                  t('quantity.units', { count: purchaseOrder.remaining, number: numberText(purchaseOrder.remaining) })}
              </Fact>
              <Fact name={t('purchasing.spokenFor')}>
                {purchaseOrder.spokenFor > 0 &&
                  t('purchasing.forCustomers', {
                    count: purchaseOrder.waitingCustomers,
                    units: numberText(purchaseOrder.spokenFor),
                  })}
              </Fact>
              <Fact name={t('order.createdBy')}>{actorText(purchaseOrder.createdBy)}</Fact>
              <Fact name={t('order.notes')}>{purchaseOrder.notes}</Fact>
              <Fact name={t('order.externalId')}>{purchaseOrder.externalId}</Fact>
            </Facts>
          </Section>
        }
      />
    </Page>
  );
}

function Lines({ purchaseOrder, canChange }: { purchaseOrder: PurchaseOrder; canChange: boolean }) {
  const { data } = useRead(
    'getSpokenFor',
    { params: { id: purchaseOrder.id } },
    { enabled: purchaseOrder.spokenFor > 0 },
  );
  return (
    <LinesTable
      label={t('order.lines')}
      lines={purchaseOrder.lines}
      item={{
        name: t('line.item'),
        cell: (line) => (
          <>
            <Item of={line} />
            <Link to="/stock/$variantId" params={{ variantId: line.variantId }} className="small">
              {t('stock.title')}
            </Link>
          </>
        ),
      }}
      columns={[
        {
          name: t('line.ordered'),
          align: 'end',
          cell: (line) => <Quantity of={line.quantity} unitsPerCase={line.unitsPerCase} />,
        },
        {
          name: t('purchasing.received'),
          align: 'end',
          cell: (line) => (
            <>
              <QuantityOrDash of={line.received} unitsPerCase={line.unitsPerCase} />
              {line.damaged > 0 && (
                <div className="quiet small">{t('purchasing.ofItDamaged', { number: numberText(line.damaged) })}</div>
              )}
            </>
          ),
        },
        {
          name: t('purchasing.remaining'),
          align: 'end',
          cell: (line) => (
            <>
              <QuantityOrDash of={line.remaining} unitsPerCase={line.unitsPerCase} />
              {line.closed && line.received < line.quantity && (
                <div className="quiet small">{t('purchasing.closedLine')}</div>
              )}
              {canChange && line.remaining > 0 && (
                <div>
                  <CloseLine purchaseOrder={purchaseOrder} line={line} />
                </div>
              )}
            </>
          ),
        },
        {
          name: t('purchasing.expectedOn'),
          cell: (line) => (
            <>
              <DayOr on={line.expectedOn} otherwise={t('backorders.noDate')} />
              {line.deliveries.map((part) => (
                <div key={part.expectedOn} className="quiet small nowrap">
                  <Quantity of={part.quantity} unitsPerCase={line.unitsPerCase} /> <DayText on={part.expectedOn} />
                </div>
              ))}
              {line.firstExpectedOn && line.firstExpectedOn !== line.expectedOn && (
                <div className="quiet small">
                  {t('purchasing.atFirst')} <DayText on={line.firstExpectedOn} />
                </div>
              )}
            </>
          ),
        },
      ]}
      detail={(line) => {
        const of = data?.lines.find(({ purchaseOrderLineId }) => purchaseOrderLineId === line.id);
        return of && of.spokenFor > 0 ? <SpokenFor of={of} unitsPerCase={line.unitsPerCase} /> : null;
      }}
    />
  );
}
