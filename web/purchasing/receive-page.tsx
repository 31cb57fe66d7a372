import { Button } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { Answer } from '#contract/operations.ts';
import { total } from '#domain/quantity.ts';
import { useMay } from '#web/accounts/viewer.ts';
import { useAct } from '#web/api/act.ts';
import { useRead } from '#web/api/read.ts';
import { Item } from '#web/catalog/item.tsx';
import { ScanLine } from '#web/catalog/scan-line.tsx';
import { t } from '#web/i18n/words.ts';
import { ButtonLink } from '#web/ui/button-link.ts';
import { useCompany } from '#web/ui/company.ts';
import { DayText } from '#web/ui/date-text.tsx';
import { Flags } from '#web/ui/flags.tsx';
import { Floor, FloorActs } from '#web/ui/floor.tsx';
import { Page, Section } from '#web/ui/page.tsx';
import { QuantityField } from '#web/ui/quantity-field.tsx';
import { type Mark, QuantityLine, QuantityLines } from '#web/ui/quantity-lines.tsx';
import { amountText, numberText } from '#web/ui/quantity-text.ts';
import { RecordPage } from '#web/ui/record-page.tsx';
import { useSentRows } from '#web/ui/sent-rows.ts';
import { EmptyState, Refused } from '#web/ui/states.tsx';
import { StatusBadge } from '#web/ui/status-badge.tsx';
import { isLate } from './late.ts';
import { ReceiptDone } from './receipt-done.tsx';
import styles from './receive-page.module.css';
import { SpokenFor } from './spoken-for.tsx';

const route = getRouteApi('/signed-in/receiving/$purchaseOrderId');
type PurchaseOrder = Answer<'getPurchaseOrder'>;
type Receipt = Answer<'receivePurchaseOrder'>;

/** Receiving one purchase order: what came of each line, whom it is for, and what the receipt has given to whom. */
export function ReceivePage() {
  const { purchaseOrderId: id } = route.useParams();
  const read = useRead('getPurchaseOrder', { params: { id } });
  return (
    <RecordPage what={t('purchasing.this')} read={read}>
      {(purchaseOrder) => <Receive key={purchaseOrder.id} purchaseOrder={purchaseOrder} />}
    </RecordPage>
  );
}

function Receive({ purchaseOrder }: { purchaseOrder: PurchaseOrder }) {
  const { today } = useCompany();
  const may = useMay();
  const [receipt, setReceipt] = useState<Receipt | null>(null);
  const toOrder = (
    <ButtonLink variant="default" to="/purchase-orders/$id" params={{ id: purchaseOrder.id }}>
      {t('receiving.backToOrder', { number: purchaseOrder.number })}
    </ButtonLink>
  );
  return (
    <Floor>
      <Page
        title={t('purchasing.receiveTitle', { number: purchaseOrder.number })}
        above={
          <>
            <Link to="/receiving">{t('receiving.title')}</Link>
            {' · '}
            <Link to="/purchase-orders/$id" params={{ id: purchaseOrder.id }}>
              {purchaseOrder.number}
            </Link>
          </>
        }
        badges={
          <>
            <StatusBadge status={purchaseOrder.status} />
            <Flags of={{ late: isLate(purchaseOrder, today) }} />
            <span>{purchaseOrder.supplierName}</span>
            {purchaseOrder.expectedOn && (
              <span className="quiet">
                {t('purchasing.expectedOn')} <DayText on={purchaseOrder.expectedOn} />
              </span>
            )}
          </>
        }
      >
        {receipt ? (
          <>
            <ReceiptDone receipt={receipt} />
            <FloorActs>
              <ButtonLink to="/receiving">{t('receiving.next')}</ButtonLink>
              {purchaseOrder.remaining > 0 && (
                <Button variant="default" onClick={() => setReceipt(null)}>
                  {t('receiving.receiveMore')}
                </Button>
              )}
              {toOrder}
            </FloorActs>
          </>
        ) : purchaseOrder.closedAt !== null ? (
          <EmptyState title={t('receiving.closed')} action={toOrder} />
        ) : !may('receiving.write') ? (
          <EmptyState title={t('state.noPermission')}>{t('problem.not_permitted')}</EmptyState>
        ) : (
          <ReceiveForm purchaseOrder={purchaseOrder} onDone={setReceipt} />
        )}
      </Page>
    </Floor>
  );
}

/** It starts from everything that is still to come: all of it is one tap, anything else is one number and a tap. */
function ReceiveForm({ purchaseOrder, onDone }: { purchaseOrder: PurchaseOrder; onDone: (receipt: Receipt) => void }) {
  const { lines } = purchaseOrder;
  const address = route.useSearch();
  const act = useAct('receivePurchaseOrder');
  const sent = useSentRows(act.error);
  const [entered, setEntered] = useState<Record<string, number | null>>({});
  const [scanned, setScanned] = useState<Mark | null>(address.line ? { lineId: address.line } : null);

  const quantityOf = (line: { id: string; remaining: number }) =>
    line.id in entered ? (entered[line.id] ?? null) : line.remaining;
  const arrived = lines
    .map((line) => ({ purchaseOrderLineId: line.id, quantity: quantityOf(line) ?? 0 }))
    .filter(({ quantity }) => quantity > 0);
  const isReady = arrived.length > 0 && lines.every((line) => quantityOf(line) !== null);
  const units = total(arrived, ({ quantity }) => quantity);
  const spokenFor = useSpokenFor(purchaseOrder, arrived);

  async function submit() {
    if (!isReady) return;
    sent.send(arrived.map(({ purchaseOrderLineId }) => purchaseOrderLineId));
    const receipt = await act.submit({ params: { id: purchaseOrder.id }, body: { lines: arrived } });
    if (receipt) onDone(receipt);
  }

  return (
    <>
      {lines.length > 1 && (
        <ScanLine
          lines={lines}
          label={t('receiving.scanItem')}
          onScan={(lineId) => setScanned(lineId === null ? null : { lineId })}
        />
      )}
      <Section
        title={t('order.lines')}
        flush
        actions={
          <>
            <Button variant="default" onClick={() => setEntered({})}>
              {t('receiving.allCame')}
            </Button>
            <Button variant="default" onClick={() => setEntered(Object.fromEntries(lines.map((line) => [line.id, 0])))}>
              {t('receiving.none')}
            </Button>
          </>
        }
      >
        <form
          className={styles.form}
          aria-label={t('purchasing.receiveTitle', { number: purchaseOrder.number })}
          onSubmit={(event) => {
            event.preventDefault();
            void submit();
          }}
        >
          <QuantityLines label={t('order.lines')}>
            {lines.map((line) => {
              const quantity = quantityOf(line);
              return (
                <QuantityLine
                  key={line.id}
                  name={line.itemName}
                  item={<Item of={line} />}
                  facts={<LineFacts line={line} />}
                  fields={
                    <QuantityField
                      label={t('purchasing.arrived')}
                      value={quantity}
                      unitsPerCase={line.unitsPerCase}
                      empty={0}
                      onChange={(value) => {
                        sent.change(line.id);
                        setEntered((before) => ({ ...before, [line.id]: value }));
                      }}
                    />
                  }
                  mark={scanned?.lineId === line.id ? scanned : null}
                  error={sent.problem(line.id)}
                  outcome={quantity === null ? null : outcome(line, quantity)}
                  more={
                    <SpokenFor
                      of={spokenFor?.find(({ purchaseOrderLineId }) => purchaseOrderLineId === line.id)}
                      unitsPerCase={line.unitsPerCase}
                    />
                  }
                />
              );
            })}
          </QuantityLines>
          <Refused error={act.error} />
          <FloorActs>
            <Button type="submit" loading={act.isBusy} disabled={!isReady}>
              {t('purchasing.receiveUnits', { count: units, number: numberText(units) })}
            </Button>
          </FloorActs>
        </form>
      </Section>
    </>
  );
}

/** Whom what is entered would serve, asked anew a moment after it was changed. */
function useSpokenFor(
  { id }: PurchaseOrder,
  arrived: readonly { purchaseOrderLineId: string; quantity: number }[],
): Answer<'getSpokenFor'>['lines'] | undefined {
  const asked = arrived.map(({ purchaseOrderLineId, quantity }) => `${purchaseOrderLineId}:${quantity}`).join(',');
  const [quantities] = useDebouncedValue(asked, 250);
  const { data } = useRead(
    'getSpokenFor',
    { params: { id }, query: { quantities } },
    { enabled: quantities !== '', keepPrevious: true },
  );
  return quantities === '' ? undefined : data?.lines;
}

function LineFacts({ line }: { line: PurchaseOrder['lines'][number] }) {
  const amount = (quantity: number) => amountText(quantity, line.unitsPerCase);
  const facts = [
    t('receiving.expected', { amount: amount(line.quantity) }),
    line.received > 0 && t('receiving.receivedBefore', { amount: amount(line.received) }),
    line.received > 0 && t('purchasing.toCome', { amount: amount(line.remaining) }),
  ];
  return <>{facts.filter(Boolean).join(' · ')}</>;
}

function outcome(line: PurchaseOrder['lines'][number], quantity: number): string {
  const rest = line.remaining - quantity;
  const amount = amountText(Math.abs(rest), line.unitsPerCase);
  if (rest === 0) return line.remaining === 0 ? '' : t('purchasing.allThere');
  return rest > 0 ? t('purchasing.stillToCome', { amount }) : t('purchasing.moreThanOrdered', { amount });
}
