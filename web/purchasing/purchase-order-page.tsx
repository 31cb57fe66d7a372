import { Button } from '@mantine/core';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { Answer } from '#contract/operations.ts';
import { total } from '#domain/quantity.ts';
import { useMay } from '#web/accounts/viewer.ts';
import { useRead } from '#web/api/read.ts';
import { Item } from '#web/catalog/item.tsx';
import { t } from '#web/i18n/words.ts';
import { actorText } from '#web/records/actor-text.ts';
import { useCompany } from '#web/ui/company.ts';
import { DayOr, DayText, InstantText } from '#web/ui/date-text.tsx';
import { Flags } from '#web/ui/flags.tsx';
import { LinesTable } from '#web/ui/lines-table.tsx';
import { Columns, Fact, Facts, Page, Section } from '#web/ui/page.tsx';
import { Quantity, QuantityOrDash } from '#web/ui/quantity.tsx';
import { amountText, numberText } from '#web/ui/quantity-text.ts';
import { RecordPage } from '#web/ui/record-page.tsx';
import { Done } from '#web/ui/states.tsx';
import { StatusBadge } from '#web/ui/status-badge.tsx';
import { isLate } from './late.ts';
import { ReceiveForm } from './receive-form.tsx';

const route = getRouteApi('/signed-in/purchase-orders/$id');
type PurchaseOrder = Answer<'getPurchaseOrder'>;
type Receipt = Answer<'receivePurchaseOrder'>;

/** One purchase order: what is still to come, what came, and receiving it. */
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
  const { receive } = route.useSearch();
  const navigate = useNavigate({ from: '/purchase-orders/$id' });
  const may = useMay();
  const { data: warehouses } = useRead('listWarehouses', {});
  const [receipt, setReceipt] = useState<Receipt | null>(null);
  const { today } = useCompany();
  const canReceive = may('receiving.write') && purchaseOrder.closedAt === null;

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
        canReceive &&
        receive !== 1 && (
          <Button
            // More than was ordered may still come, but nothing waits for it.
            variant={purchaseOrder.status === 'received' ? 'default' : 'filled'}
            onClick={() => {
              setReceipt(null);
              void navigate({ search: { receive: 1 } });
            }}
          >
            {t('purchasing.receive')}
          </Button>
        )
      }
    >
      {receipt && <ReceiptDone receipt={receipt} purchaseOrder={purchaseOrder} />}
      {receive === 1 && canReceive && (
        <ReceiveForm
          purchaseOrder={purchaseOrder}
          onClose={() => void navigate({ search: {} })}
          onDone={(done) => {
            setReceipt(done);
            void navigate({ search: {}, replace: true });
          }}
        />
      )}
      <Section title={t('order.lines')} flush>
        <LinesTable
          label={t('order.lines')}
          lines={purchaseOrder.lines}
          item={{ name: t('line.item'), cell: (line) => <Item of={line} /> }}
          columns={[
            {
              name: t('line.ordered'),
              align: 'end',
              cell: (line) => <Quantity of={line.quantity} unitsPerCase={line.unitsPerCase} />,
            },
            {
              name: t('purchasing.received'),
              align: 'end',
              cell: (line) => <QuantityOrDash of={line.received} unitsPerCase={line.unitsPerCase} />,
            },
            {
              name: t('purchasing.remaining'),
              align: 'end',
              cell: (line) => <QuantityOrDash of={line.remaining} unitsPerCase={line.unitsPerCase} />,
            },
            {
              name: t('purchasing.expectedOn'),
              cell: (line) => (
                <>
                  <DayOr on={line.expectedOn} otherwise={t('backorders.noDate')} />
                  {line.firstExpectedOn && line.firstExpectedOn !== line.expectedOn && (
                    <div className="quiet small">
                      {t('purchasing.atFirst')} <DayText on={line.firstExpectedOn} />
                    </div>
                  )}
                </>
              ),
            },
          ]}
        />
      </Section>
      <Columns
        main={
          <Section title={t('purchasing.receipts')}>
            {purchaseOrder.receipts.length === 0 && <p className="quiet">{t('purchasing.noReceipts')}</p>}
            <ul>
              {purchaseOrder.receipts.map((one) => (
                <li key={one.id}>
                  {one.number} · {t('quantity.units', { count: one.quantity, number: numberText(one.quantity) })}{' '}
                  <span className="quiet small">
                    {actorText(one.receivedBy)}, <InstantText at={one.receivedAt} />
                  </span>
                </li>
              ))}
            </ul>
          </Section>
        }
        aside={
          <Section title={t('purchasing.facts')}>
            <Facts>
              <Fact name={t('purchasing.supplier')}>{purchaseOrder.supplierName}</Fact>
              <Fact name={t('stock.warehouse')}>
                {warehouses?.data.find(({ id }) => id === purchaseOrder.warehouseId)?.name ?? null}
              </Fact>
              <Fact name={t('purchasing.orderedOn')}>
                <DayText on={purchaseOrder.orderedOn} />
              </Fact>
              <Fact name={t('order.createdBy')}>{actorText(purchaseOrder.createdBy)}</Fact>
              <Fact name={t('order.notes')}>{purchaseOrder.notes}</Fact>
            </Facts>
          </Section>
        }
      />
    </Page>
  );
}

/** What came, who got it, and which backorders can go now. */
function ReceiptDone({ receipt, purchaseOrder }: { receipt: Receipt; purchaseOrder: PurchaseOrder }) {
  const units = total(receipt.lines, (line) => line.quantity);
  return (
    <Done>
      <p>
        {t('purchasing.done', { number: receipt.number, count: units, units: numberText(units) })}{' '}
        {receipt.allocated === 0
          ? t('purchasing.noneWaited')
          : t('purchasing.given', { count: receipt.allocated, units: numberText(receipt.allocated) })}
      </p>
      {receipt.allocationRunId && (
        <WhoGotWhat runId={receipt.allocationRunId} receipt={receipt} purchaseOrder={purchaseOrder} />
      )}
    </Done>
  );
}

/** The lines that a receipt served, in the order in which they were served. */
function WhoGotWhat({
  runId,
  receipt,
  purchaseOrder,
}: {
  runId: string;
  receipt: Receipt;
  purchaseOrder: PurchaseOrder;
}) {
  const { data: run } = useRead('getAllocationRun', { params: { id: runId } });
  const items = new Map(purchaseOrder.lines.map((line) => [line.variantId, line]));
  const served = run?.decisions.filter(({ quantity }) => quantity > 0) ?? [];
  return (
    <ul>
      {served.map(({ queueLineId, claim, variantId, quantity, orderId, orderNumber, backorderId, backorderNumber }) => {
        const item = items.get(variantId);
        return (
          <li key={`${queueLineId} ${claim}`}>
            {t('purchasing.gotFor', {
              amount: amountText(quantity, item?.unitsPerCase ?? 1),
              name: item?.name ?? '',
            })}{' '}
            {backorderId && (
              <>
                <Link to="/backorders/$id" params={{ id: backorderId }}>
                  {backorderNumber}
                </Link>
                {' · '}
              </>
            )}
            <Link to="/orders/$id" params={{ id: orderId }}>
              {orderNumber}
            </Link>{' '}
            {receipt.becameReady.some(({ id }) => id === backorderId) && <StatusBadge status="ready_to_fulfill" />}
          </li>
        );
      })}
    </ul>
  );
}
