import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useMay } from '#web/accounts/viewer.ts';
import { useAct } from '#web/api/act.ts';
import type { ItemOf } from '#web/api/read.ts';
import { t } from '#web/i18n/words.ts';
import { useTellReviewed } from '#web/reviews/undo-reviews.ts';
import { ButtonLink } from '#web/ui/button-link.ts';
import { useCompany } from '#web/ui/company.ts';
import { DayText, InstantText } from '#web/ui/date-text.tsx';
import { dayText } from '#web/ui/date-words.ts';
import { amountText } from '#web/ui/quantity-text.ts';
import { Refused } from '#web/ui/states.tsx';
import { tell } from '#web/ui/toast.tsx';
import styles from './exceptions-page.module.css';

type Exception = ItemOf<'listExceptions'>;

/** One thing that needs a person: what it is, since when, and what to do. */
export function ExceptionItem({ of }: { of: Exception }) {
  const { today } = useCompany();
  return (
    <div className={styles.item}>
      <div className={styles.what}>
        <p>
          <RecordLink of={of} /> {sentence(of, today)}
        </p>
        <div className="quiet small">
          {t('exceptions.since', { at: '' })}
          {of.openedOn ? <DayText on={of.openedOn} /> : <InstantText at={of.openedAt} />}
        </div>
      </div>
      <TheAct of={of} />
    </div>
  );
}

/** "The Anchor was told 2 Dec; 5 units of Chablis are outstanding." */
function sentence({ kind, facts }: Exception, today: string): string {
  if (kind === 'work_stands_still') return t(`exceptions.standing.${facts.work as 'messages' | 'jobs' | 'sealing'}`);
  const text = (field: string) => (typeof facts[field] === 'string' ? (facts[field] as string) : '');
  const number = (field: string) => (typeof facts[field] === 'number' ? (facts[field] as number) : 0);
  const day = text('promisedOn') || text('dueOn');
  const units =
    kind === 'ready_not_started'
      ? number('allocated')
      : number('short') || number('outstanding') || number('undecided');
  return t(`exceptions.fact.${kind}`, {
    customer: text('customerName'),
    rep: text('salesRepName'),
    subject: text('subject'),
    to: text('to'),
    reason: facts.status === 'changed_there' ? t('exceptions.changedThere') : text('reason'),
    item: text('itemName') || text('sku'),
    order: text('orderNumber'),
    day: day === '' ? '' : dayText(day, today),
    projected: text('projectedOn') ? dayText(text('projectedOn'), today) : t('exceptions.noDate'),
    amount: amountText(units, number('unitsPerCase') || 1),
    units: Math.abs(number('unposted')),
    count: number('differences'),
  });
}

function RecordLink({ of: { recordType, recordId, facts, variantId } }: { of: Exception }): ReactNode {
  const number = String(facts.number ?? facts.backorderNumber ?? facts.orderNumber ?? '');
  const backorderId = recordType === 'backorder' ? recordId : (facts.backorderId as string | null | undefined);
  const orderId = recordType === 'order' ? recordId : (facts.orderId as string | undefined);
  if (recordType === 'invoice' || recordType === 'credit_note')
    return (
      <Link to={recordType === 'invoice' ? '/invoices/$id' : '/credit-notes/$id'} params={{ id: recordId }}>
        {number}
      </Link>
    );
  if (recordType === 'customer')
    return (
      <Link to="/customers/$id" params={{ id: recordId }}>
        {String(facts.customerName ?? '')}
      </Link>
    );
  if (backorderId)
    return (
      <Link to="/backorders/$id" params={{ id: backorderId }}>
        {number}
      </Link>
    );
  if (orderId)
    return (
      <Link to="/orders/$id" params={{ id: orderId }}>
        {number}
      </Link>
    );
  return variantId ? (
    <Link to="/stock/$variantId" params={{ variantId }}>
      {String(facts.itemName ?? facts.sku ?? '')}
    </Link>
  ) : null;
}

/** The one act that answers it, for whoever may do it. */
function TheAct({ of }: { of: Exception }) {
  const may = useMay();
  const { kind, recordId, facts } = of;
  const label = t(`exceptions.act.${kind}`);
  switch (kind) {
    case 'books_do_not_balance':
    case 'work_stands_still':
      return <span className="quiet small">{label}</span>;
    case 'count_below_picked':
      return may('stock.write') ? <Close id={recordId} label={label} /> : null;
    case 'not_reviewed':
      return may('backorders.write') ? <Reviewed id={recordId} label={label} /> : null;
    case 'promise_passed':
    case 'promise_at_risk':
      return may('backorders.write') ? <ToBackorder id={recordId} search={{ promise: 1 }} label={label} /> : null;
    case 'second_slip_without_consent':
    case 'past_maximum_age':
      return may('backorders.write') ? <ToBackorder id={recordId} search={{}} label={label} /> : null;
    case 'ready_not_started':
      return may('fulfillment.write') ? (
        <ButtonLink to="/fulfill/backorders/$id" params={{ id: recordId }} variant="default">
          {label}
        </ButtonLink>
      ) : null;
    case 'message_refused':
      return may('orders.write') ? <SendAgain id={recordId} label={label} /> : null;
    case 'invoice_refused':
      return (
        <ButtonLink
          to={of.recordType === 'invoice' ? '/invoices/$id' : '/credit-notes/$id'}
          params={{ id: recordId }}
          variant="default"
        >
          {label}
        </ButtonLink>
      );
    case 'price_ended':
    case 'follow_up_overdue':
      return may('backorders.write') ? <ToRecord facts={facts} label={label} /> : null;
    case 'representative_left':
      return may('customers.rank') ? (
        <ButtonLink to="/customers/$id" params={{ id: recordId }} search={{ edit: 1 }} variant="default">
          {label}
        </ButtonLink>
      ) : null;
    case 'picked_not_shipped':
    case 'shipped_not_delivered':
      return may('fulfillment.write') ? (
        <ButtonLink to="/fulfill/fulfillments/$id" params={{ id: recordId }} variant="default">
          {label}
        </ButtonLink>
      ) : null;
    case 'not_received':
      return may('deliveries.settle') ? <ToRecord facts={facts} label={label} /> : null;
    case 'goods_undecided':
      return may('deliveries.settle') ? (
        <ButtonLink to="/returns/$id" params={{ id: recordId }} variant="default">
          {label}
        </ButtonLink>
      ) : null;
    case 'shortage_without_backorder':
      return may('backorders.write') ? (
        <ButtonLink to="/orders/$id" params={{ id: recordId }} search={{ backorder: 1 }} variant="default">
          {label}
        </ButtonLink>
      ) : null;
  }
}

function ToBackorder({ id, search, label }: { id: string; search: { promise?: 1 }; label: string }) {
  return (
    <ButtonLink to="/backorders/$id" params={{ id }} search={search} variant="default">
      {label}
    </ButtonLink>
  );
}

/** To the page where the thing is done: the backorder's, or the order's where there is none. */
function ToRecord({ facts, label }: { facts: Exception['facts']; label: string }) {
  return typeof facts.backorderId === 'string' ? (
    <ButtonLink to="/backorders/$id" params={{ id: facts.backorderId }} variant="default">
      {label}
    </ButtonLink>
  ) : (
    <ButtonLink to="/orders/$id" params={{ id: String(facts.orderId) }} variant="default">
      {label}
    </ButtonLink>
  );
}

function Close({ id, label }: { id: string; label: string }) {
  const act = useAct('closeException');
  return (
    <div>
      <Button
        variant="default"
        loading={act.isBusy}
        onClick={() =>
          void act.submit({ params: { id }, body: {} }).then((done) => done && tell(t('exceptions.closed')))
        }
      >
        {label}
      </Button>
      <Refused error={act.error} />
    </div>
  );
}

function SendAgain({ id, label }: { id: string; label: string }) {
  const act = useAct('resendMessage');
  return (
    <div>
      <Button
        variant="default"
        loading={act.isBusy}
        onClick={() => void act.submit({ params: { id } }).then((done) => done && tell(t('messages.sentAgain')))}
      >
        {label}
      </Button>
      <Refused error={act.error} />
    </div>
  );
}

function Reviewed({ id, label }: { id: string; label: string }) {
  const act = useAct('reviewBackorder');
  const tellReviewed = useTellReviewed();
  async function review() {
    const done = await act.submit({ params: { id }, body: {} });
    if (done) tellReviewed([id], done.reviewedAt);
  }
  return (
    <div>
      <Button variant="default" loading={act.isBusy} onClick={() => void review()}>
        {label}
      </Button>
      <Refused error={act.error} />
    </div>
  );
}
