import { Button } from '@mantine/core';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { Answer } from '#contract/operations.ts';
import { useMay } from '#web/accounts/viewer.ts';
import { useRead } from '#web/api/read.ts';
import { t } from '#web/i18n/words.ts';
import { StaysOpen, useLastPossible } from '#web/records/stays-open.tsx';
import { ButtonLink } from '#web/ui/button-link.ts';
import { useCompany } from '#web/ui/company.ts';
import { DayText } from '#web/ui/date-text.tsx';
import { Flags } from '#web/ui/flags.tsx';
import { Floor, FloorActs } from '#web/ui/floor.tsx';
import { Page } from '#web/ui/page.tsx';
import { RecordPage } from '#web/ui/record-page.tsx';
import { EmptyState } from '#web/ui/states.tsx';
import { StatusBadge } from '#web/ui/status-badge.tsx';
import { isLate } from './late.ts';
import { ReceiptDone } from './receipt-done.tsx';
import { ReceiptsSection } from './receipts-section.tsx';
import { ReceiveForm } from './receive-form.tsx';

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
  const isOpen = purchaseOrder.closedAt === null;
  const begun = useLastPossible(purchaseOrder.id, isOpen);
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
        ) : begun === null ? (
          <EmptyState title={t('receiving.closed')} action={toOrder} />
        ) : !may('receiving.write') ? (
          <EmptyState title={t('state.noPermission')}>{t('state.noPermissionWhy')}</EmptyState>
        ) : (
          <StaysOpen isPossible={isOpen}>
            <ReceiveForm purchaseOrder={purchaseOrder} onDone={setReceipt} />
          </StaysOpen>
        )}
        {purchaseOrder.receipts.length > 0 && (
          <ReceiptsSection receipts={purchaseOrder.receipts} version={purchaseOrder.version} />
        )}
      </Page>
    </Floor>
  );
}
