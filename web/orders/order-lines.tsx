import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Order } from '#contract/orders/order.ts';
import { total } from '#domain/quantity.ts';
import { useMay } from '#web/accounts/viewer.ts';
import { useAct } from '#web/api/act.ts';
import { useRead } from '#web/api/read.ts';
import { coverageText, projectionReason } from '#web/backorders/waiting-words.ts';
import { Item } from '#web/catalog/item.tsx';
import { t } from '#web/i18n/words.ts';
import { actorText } from '#web/records/actor-text.ts';
import { useCompany } from '#web/ui/company.ts';
import { DayText } from '#web/ui/date-text.tsx';
import { LinesTable } from '#web/ui/lines-table.tsx';
import { Quantity, QuantityOrDash } from '#web/ui/quantity.tsx';
import { amountText, numberText, quantityText } from '#web/ui/quantity-text.ts';
import { Refused } from '#web/ui/states.tsx';
import { tell } from '#web/ui/toast.tsx';
import styles from './order-lines.module.css';
import { moneyColumns } from './order-money.tsx';
import { type OrderRow, rowsOf } from './order-rows.ts';
import { replacementFacts } from './replacement-facts.tsx';
import { Unkeep } from './unkeep.tsx';

/**
 * What became of every unit of an order, row by row: a line and its increases are one. `onBackorder` is there when a
 * backorder may be made of the rest.
 */
export function OrderLines({ order, onBackorder }: { order: Order; onBackorder: (() => void) | null }) {
  const rows = rowsOf(order.lines);
  return (
    <LinesTable
      label={t('order.lines')}
      lines={rows}
      isSettled={isSettled}
      item={{
        name: t('line.item'),
        cell: (row) => <Item of={row} />,
        brief: ({ itemName, shortage }) => (shortage > 0 ? null : itemName),
      }}
      columns={[...quantityColumns(rows), ...moneyColumns()]}
      detail={(row) => <RowFacts order={order} row={row} onBackorder={onBackorder} />}
    />
  );
}

/** Nothing of it is to come any more. */
function isSettled({ outstanding, onBackorders }: OrderRow): boolean {
  return outstanding === 0 && onBackorders.every((part) => part.outstanding === 0);
}

type Column = { name: string; align: 'end'; cell: (row: OrderRow) => ReactNode; isNeeded?: boolean };

function quantityColumns(rows: readonly OrderRow[]): Column[] {
  type Figure = 'fulfilled' | 'backordered' | 'cancelled' | 'outstanding' | 'allocated' | 'picked' | 'available';
  const any = (figure: Figure) => rows.some((row) => row[figure] > 0);
  const figure = (name: Figure, isNeeded = true): Column => ({
    name: t(`line.${name}`),
    align: 'end',
    cell: (row) => <QuantityOrDash of={row[name]} unitsPerCase={row.unitsPerCase} />,
    isNeeded,
  });
  const isOpen = any('outstanding');
  return [
    {
      name: t('line.ordered'),
      align: 'end',
      cell: (row) => <Quantity of={row.quantity} unitsPerCase={row.unitsPerCase} />,
    },
    figure('fulfilled', any('fulfilled')),
    figure('backordered', any('backordered')),
    figure('cancelled', any('cancelled')),
    figure('outstanding', isOpen),
    figure('allocated', isOpen),
    figure('picked', any('picked')),
    // What stands on the shelf says something only where not all of it is allocated.
    figure(
      'available',
      rows.some((row) => row.outstanding > row.allocated),
    ),
  ];
}

/** What there is to say about a row; nothing where all of it went as ordered. */
function RowFacts({ order, row, onBackorder }: { order: Order; row: OrderRow; onBackorder: (() => void) | null }) {
  const waiting = row.onBackorders.filter(({ outstanding }) => outstanding > 0);
  const facts = [
    ...replacementFacts(row),
    ...waitingFacts(row, waiting),
    ...ownFacts(order, row, waiting.length > 0),
    ...doubleFacts(row),
  ];
  const isWaiting = order.confirmedAt !== null && (row.outstanding > row.picked || waiting.length > 0);
  if (facts.length === 0 && row.shortage === 0 && !isWaiting) return null;
  return (
    <div className={styles.facts}>
      {row.shortage > 0 && <Shortage row={row} order={order} onBackorder={onBackorder} />}
      {facts.length > 0 && <div className={styles.fact}>{facts}</div>}
      {isWaiting && <Coverage order={order} row={row} />}
    </div>
  );
}

function waitingFacts(row: OrderRow, waiting: OrderRow['onBackorders']): ReactNode[] {
  const amount = (units: number) => quantityText(units, row.unitsPerCase);
  return waiting.map((part) => (
    <span key={part.backorderLineId}>
      <Link to="/backorders/$id" params={{ id: part.backorderId }}>
        {part.number}
      </Link>
      {': '}
      {t('order.onBackorder', { outstanding: amount(part.outstanding), allocated: amount(part.allocated) })}
    </span>
  ));
}

/** What was decided about the row itself: raises, its last day, what is firm, what was taken back. */
function ownFacts(order: Order, row: OrderRow, isOnBackorder: boolean): ReactNode[] {
  const amount = (units: number) => amountText(units, row.unitsPerCase);
  const raised = row.parts
    .slice(1)
    .filter(({ quantity, outstanding, onBackorders }) => quantity > 0 && (outstanding > 0 || onBackorders.length > 0));
  return [
    raised.length > 0 && row.wanted > 0 && (
      <span key="raised">
        {t('order.raised', { amount: amount(total(raised, (part) => part.quantity - part.cancelled)) })}
      </span>
    ),
    row.cancelIfNotShippedBy !== null && (row.outstanding > 0 || isOnBackorder) && (
      <span key="shipBy" className={row.isPastShipBy ? styles.past : undefined}>
        {row.isPastShipBy ? t('line.pastShipBy') : t('line.shipBy')} <DayText on={row.cancelIfNotShippedBy} />
        {row.isPastShipBy && `. ${t('line.proposed')}`}
      </span>
    ),
    firmOf(row) > 0 && (
      <span key="firm">
        {t('line.firm', { amount: amount(firmOf(row)) })} <Unkeep order={order} />
      </span>
    ),
    row.takenBack > 0 && (
      <details key="ledger">
        <summary>{t('line.changed')}</summary>
        {t('line.ledger', { recorded: amount(row.quantity + row.takenBack), takenBack: amount(row.takenBack) })}
      </details>
    ),
  ].filter(Boolean);
}

/** What else of the same waits for the customer. */
function doubleFacts({ alsoWaits, unitsPerCase }: OrderRow): ReactNode[] {
  return alsoWaits.map((also) => (
    <span key={also.backorderId}>
      {t(`doubleDemand.${also.wasAsked ? also.decision : 'unasked'}`, {
        amount: amountText(also.outstanding, unitsPerCase),
      })}{' '}
      <Link to="/backorders/$id" params={{ id: also.backorderId }}>
        {also.number}
      </Link>
      {also.backorders > 1 && ` ${t('doubleDemand.andMore', { count: also.backorders - 1 })}`}
    </span>
  ));
}

/** What is kept on the order and on its backorders. */
function firmOf({ firm, onBackorders }: OrderRow): number {
  return firm + total(onBackorders, (part) => part.firm);
}

/** What covers what the row still waits for, and when. */
function Coverage({ order, row }: { order: Order; row: OrderRow }) {
  const { today } = useCompany();
  const { data } = useRead('getOrderCoverage', { params: { id: order.id } });
  const parts = data?.lines.filter(({ orderLineId }) => row.parts.some(({ id }) => id === orderLineId)) ?? [];
  if (parts.length === 0) return null;
  return (
    <ul className={styles.coverage}>
      {parts.map((part) => (
        <li key={`${part.orderLineId} ${part.backorderLineId}`}>
          {parts.length > 1 && <span>{part.backorderNumber ?? t('order.onTheOrder')}: </span>}
          {[
            ...part.coveredBy.map((coverage) => coverageText(coverage, row.unitsPerCase, today)),
            ...(part.uncovered > 0
              ? [t('coverage.uncovered', { amount: amountText(part.uncovered, row.unitsPerCase) })]
              : []),
          ].join(', ')}
          {part.placeInQueue !== null && part.quantityAhead > 0 && (
            <>
              {' · '}
              {t('order.placeInQueue', {
                place: numberText(part.placeInQueue),
                ahead: amountText(part.quantityAhead, row.unitsPerCase),
              })}
            </>
          )}
          {part.projectedOn !== null && (
            <>
              {' · '}
              {t('supply.projected')} <DayText on={part.projectedOn} />
              {part.waitsForWhole && `, ${t('projection.withWhole')}`}
            </>
          )}
          {part.projectedOn === null && part.noDateBecause && ` · ${projectionReason(part, today) ?? ''}`}
        </li>
      ))}
    </ul>
  );
}

function shortageWords(because: NonNullable<OrderRow['shortageBecause']>, by: string | null): string {
  if (because !== 'creation_off') return t(`shortage.${because}`);
  return by === null ? t('shortage.creation_off') : t('shortage.creation_off_by', { by: actorText(by) });
}

/** Reasons of a shortage that no rule of it is. */
const NO_RULE: ReadonlySet<OrderRow['shortageBecause']> = new Set([
  'ships_whole',
  'not_before',
  'not_picked_yet',
  'nothing_marked_short',
]);

/** Units with nothing reserved and no backorder, why there is none, and what can be done about it. */
function Shortage({ row, order, onBackorder }: { row: OrderRow; order: Order; onBackorder: (() => void) | null }) {
  const may = useMay();
  const acts = useShortageActs(order.id, row);
  const amount = amountText(row.shortage, row.unitsPerCase);
  const asks = row.shortageBecause === 'rule_ask';
  return (
    <div className={styles.shortage}>
      <span>
        <strong>{t('line.short', { amount })}</strong>{' '}
        {row.shortageBecause && shortageWords(row.shortageBecause, order.backorderCreation.by)}
      </span>
      {onBackorder && asks && (
        <Button size="compact-xs" loading={acts.accept.isBusy} onClick={acts.accept.act}>
          {t('order.acceptShortage')}
        </Button>
      )}
      {onBackorder && (
        <Button size="compact-xs" variant="default" onClick={onBackorder}>
          {t('order.createBackorder')}
        </Button>
      )}
      {asks && may('orders.write') && (
        <Button size="compact-xs" variant="default" loading={acts.cancel.isBusy} onClick={acts.cancel.act}>
          {t('order.cancelShortage', { amount })}
        </Button>
      )}
      {NO_RULE.has(row.shortageBecause) && may('orders.write') && (
        <Button size="compact-xs" variant="subtle" loading={acts.ask.isBusy} onClick={acts.ask.act}>
          {t('order.askCustomer')}
        </Button>
      )}
      <Refused error={acts.error} />
    </div>
  );
}

function useShortageActs(orderId: string, row: OrderRow) {
  const cancel = useAct('cancelOrder');
  const rule = useAct('updateOrder');
  const accept = useAct('createBackorder');
  const params = { id: orderId };
  const lines = row.parts
    .filter(({ shortage }) => shortage > 0)
    .map(({ id, shortage }) => ({ orderLineId: id, quantity: shortage }));
  async function waitForIt() {
    const backorder = await accept.submit({ params, body: { lines, reason: 'customer_agreed_to_wait' } });
    if (backorder) tell(t('order.waitsOn', { number: backorder.number }));
  }
  async function cancelIt() {
    const done = await cancel.submit({ params, body: { lines, reason: 'customer_requested' } });
    if (done) tell(t('order.shortageCancelled', { amount: amountText(row.shortage, row.unitsPerCase) }));
  }
  const askFirst = () => rule.submit({ params, body: { lines: [{ orderLineId: row.id, shortageRule: 'ask' }] } });
  return {
    accept: { isBusy: accept.isBusy, act: () => void waitForIt() },
    cancel: { isBusy: cancel.isBusy, act: () => void cancelIt() },
    ask: { isBusy: rule.isBusy, act: () => void askFirst() },
    error: cancel.error ?? accept.error ?? rule.error,
  };
}
