import { Button } from '@mantine/core';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { Order } from '#contract/orders/order.ts';
import { useMay } from '#web/accounts/viewer.ts';
import { useAct } from '#web/api/act.ts';
import { useRead } from '#web/api/read.ts';
import { Item } from '#web/catalog/item.tsx';
import { TimelineSection } from '#web/communications/timeline-section.tsx';
import { AddressLines, CustomerFacts } from '#web/customers/party.tsx';
import { FulfillmentCards, nextOf, type OpenForm } from '#web/fulfillment/fulfillment-card.tsx';
import { HoldForm } from '#web/holds/hold-form.tsx';
import { HoldsNotice } from '#web/holds/holds-notice.tsx';
import { t } from '#web/i18n/words.ts';
import { actorText } from '#web/records/actor-text.ts';
import { ButtonLink } from '#web/ui/button-link.ts';
import { DayOr, DayText, InstantText } from '#web/ui/date-text.tsx';
import { Flags } from '#web/ui/flags.tsx';
import { Money } from '#web/ui/money.tsx';
import { Columns, Fact, Facts, Page, Section } from '#web/ui/page.tsx';
import { amountText, numberText } from '#web/ui/quantity-text.ts';
import { RecordPage } from '#web/ui/record-page.tsx';
import { useShortcuts } from '#web/ui/shortcuts.ts';
import { Done, Refused } from '#web/ui/states.tsx';
import { StatusBadge } from '#web/ui/status-badge.tsx';
import { tell } from '#web/ui/toast.tsx';
import { wordsOfCode } from '#web/ui/words-of-code.ts';
import { CancelOrderForm } from './cancel-order-form.tsx';
import { CreateBackorderForm } from './create-backorder-form.tsx';
import { EditOrderForm } from './edit-order-form.tsx';
import type { OrderPanel } from './order-address.ts';
import { OrderLines } from './order-lines.tsx';
import styles from './order-page.module.css';

const route = getRouteApi('/signed-in/orders/$id');

/** One order: what was asked for, what became of each unit, and what can be done next. */
export function OrderPage() {
  const { id } = route.useParams();
  const read = useRead('getOrder', { params: { id } });
  return (
    <RecordPage what={t('order.thisOrder')} read={read}>
      {(order) => <OrderRecord key={order.id} order={order} />}
    </RecordPage>
  );
}

type Made = { id: string; number: string } | null;

function OrderRecord({ order }: { order: Order }) {
  const { id } = order;
  const address = route.useSearch();
  const navigate = useNavigate({ from: '/orders/$id' });
  const may = useMay();
  const [made, setMade] = useState<Made>(null);
  const [card, setCard] = useState<OpenForm>(null);
  const can = whatCanBeDone(order, may);
  const next = may('fulfillment.write') && card === null ? nextOf(order.fulfillments) : undefined;

  const open = (panel: OrderPanel | null) => {
    setMade(null);
    void navigate({ search: panel ? { [panel]: 1 } : {}, resetScroll: false });
  };
  const finish = (done: Made) => {
    setMade(done);
    void navigate({ search: {}, resetScroll: false, replace: true });
  };
  useShortcuts([
    ...(can.fulfill
      ? [
          {
            keys: 'f',
            label: t('order.fulfill'),
            act: () => void navigate({ to: '/fulfill/orders/$id', params: { id } }),
          },
        ]
      : []),
    ...(can.edit ? [{ keys: 'e', label: t('order.edit'), act: () => open('edit') }] : []),
  ]);

  const hasForm = Object.keys(address).length > 0;
  return (
    <Page
      title={t('order.title', { number: order.number })}
      above={<Link to="/orders">{t('orders.title')}</Link>}
      badges={
        <>
          <StatusBadge status={order.status} />
          <Flags
            of={{
              backorder: order.hasOpenBackorder,
              restCancelled: order.restCancelled,
              onHold: order.isOnHold,
              pastShipBy: order.lines.some((line) => line.isPastShipBy),
              vip: order.customer.tier === 'vip',
            }}
          />
        </>
      }
      actions={
        !hasForm && (
          <>
            {next && (
              <Button variant={can.fulfill ? 'default' : 'filled'} onClick={() => setCard(next)}>
                {t(`fulfillment.next.${next.act}`, { number: next.number })}
              </Button>
            )}
            <OrderActs order={order} can={can} onOpen={open} />
          </>
        )
      }
    >
      {made && (
        <Done>
          <p>
            {t('order.backorderCreated')}{' '}
            <Link to="/backorders/$id" params={{ id: made.id }}>
              {made.number}
            </Link>
          </p>
        </Done>
      )}
      <HoldsNotice
        holds={order.holds}
        at={{ orderId: id, orderNumber: order.number }}
        mayRelease={may('orders.write')}
      />
      {address.hold === 1 && can.hold && (
        <HoldForm of={{ record: 'order', id, number: order.number }} onClose={() => finish(null)} />
      )}
      {address.backorder === 1 && can.backorder && (
        <CreateBackorderForm order={order} onDone={finish} onClose={() => open(null)} />
      )}
      {address.cancel === 1 && can.cancel && (
        <CancelOrderForm order={order} onDone={() => finish(null)} onClose={() => open(null)} />
      )}
      {address.edit === 1 && can.edit && (
        <EditOrderForm order={order} known={knownOf(order)} onDone={() => finish(null)} onClose={() => open(null)} />
      )}
      <Section title={t('order.lines')} flush>
        <OrderLines order={order} onBackorder={can.backorder ? () => open('backorder') : null} />
      </Section>
      <Columns
        main={
          <>
            <PutBackTasks order={order} />
            <BackordersOfOrder order={order} />
            {order.fulfillments.length > 0 && (
              <Section title={t('fulfillment.title')}>
                <FulfillmentCards
                  fulfillments={order.fulfillments}
                  unitsPerCase={new Map(order.lines.map((line) => [line.id, line.unitsPerCase]))}
                  namesBackorder
                  open={card}
                  onOpen={setCard}
                />
              </Section>
            )}
            <Section title={t('order.facts')}>
              <Facts>
                <Fact name={t('order.orderedOn')}>
                  <DayText on={order.orderedOn} />
                </Fact>
                <Fact name={t('order.requestedOn')}>
                  <DayOr on={order.requestedOn} otherwise={t('order.notAsked')} />
                </Fact>
                <Fact name={t('order.confirmedAt')}>{order.confirmedAt && <InstantText at={order.confirmedAt} />}</Fact>
                <Fact name={t('order.cancelledAt')}>{order.cancelledAt && <InstantText at={order.cancelledAt} />}</Fact>
                <Fact name={t('order.createdBy')}>{actorText(order.createdBy)}</Fact>
                <Fact name={t('order.value')}>
                  <Money of={order.value} />
                </Fact>
                <Fact name={t('order.terms')}>{wordsOfCode(order.terms)}</Fact>
                <Fact name={t('order.shipPolicy')}>{t(`shipPolicy.${order.shipPolicy}`)}</Fact>
                <Fact name={t('order.rep')}>{order.salesRepName ?? t('order.noRep')}</Fact>
                <Fact name={t('order.deliveryAddress')}>
                  <AddressLines of={order.deliveryAddress} />
                </Fact>
                <Fact name={t('order.notes')}>{order.notes}</Fact>
              </Facts>
            </Section>
          </>
        }
        aside={
          <>
            <Section title={t('customer.title')}>
              <CustomerFacts of={order.customer} />
            </Section>
            <CreationSetting order={order} />
            <TimelineSection of={{ record: 'order', id, customerId: order.customerId }} known={knownOf(order)} />
          </>
        }
      />
    </Page>
  );
}

/** What its history names. */
function knownOf({ lines, fulfillments, backorders }: Order) {
  return {
    items: new Map(lines.map((line) => [line.sku, line])),
    fulfillments: new Map(fulfillments.map(({ id, number }) => [id, number])),
    backorders: new Map(backorders.map(({ id, number }) => [id, number])),
  };
}

type Can = { edit: boolean; confirm: boolean; fulfill: boolean; backorder: boolean; hold: boolean; cancel: boolean };

/** What the order's state and the viewer's role allow. The server decides again; here it decides what is offered. */
function whatCanBeDone(order: Order, may: ReturnType<typeof useMay>): Can {
  const isConfirmed = order.confirmedAt !== null && order.cancelledAt === null;
  return {
    edit: order.status !== 'cancelled' && may('orders.write'),
    confirm: order.status === 'draft' && may('orders.write'),
    fulfill: isConfirmed && may('fulfillment.write') && order.lines.some((line) => line.open - line.picked > 0),
    backorder: isConfirmed && may('backorders.write') && order.lines.some((line) => line.open - line.picked > 0),
    hold: isConfirmed && may('orders.write') && order.holds.length === 0 && order.lines.some((line) => line.open > 0),
    cancel:
      order.cancelledAt === null &&
      may('orders.write') &&
      (order.status === 'draft' || order.lines.some((line) => line.open > 0)),
  };
}

function OrderActs({ order, can, onOpen }: { order: Order; can: Can; onOpen: (panel: OrderPanel) => void }) {
  const confirm = useAct('confirmOrder');
  return (
    <>
      <Refused error={confirm.error} />
      {can.confirm && (
        <Button
          loading={confirm.isBusy}
          onClick={() =>
            void confirm
              .submit({ params: { id: order.id } })
              .then((done) => done && tell(t('order.nowConfirmed', { number: order.number })))
          }
        >
          {t('order.confirm')}
        </Button>
      )}
      {can.fulfill && (
        <ButtonLink to="/fulfill/orders/$id" params={{ id: order.id }}>
          {t('order.fulfill')}
        </ButtonLink>
      )}
      {can.backorder && (
        <Button variant="default" onClick={() => onOpen('backorder')}>
          {t('order.createBackorder')}
        </Button>
      )}
      {can.edit && (
        <Button variant="default" onClick={() => onOpen('edit')}>
          {t('order.edit')}
        </Button>
      )}
      {can.hold && (
        <Button variant="default" onClick={() => onOpen('hold')}>
          {t('hold.title')}
        </Button>
      )}
      {can.cancel && (
        <Button variant="subtle" onClick={() => onOpen('cancel')}>
          {t('order.cancel')}
        </Button>
      )}
    </>
  );
}

/** Goods that were picked and then cancelled: they lie outside their place until somebody puts them back. */
function PutBackTasks({ order }: { order: Order }) {
  const may = useMay();
  const act = useAct('completePutBackTask');
  if (order.putBackTasks.length === 0) return null;
  return (
    <Section title={t('order.putBack')} note={t('order.putBackWhy')}>
      <ul className={styles.backorders}>
        {order.putBackTasks.map((task) => {
          const amount = amountText(task.quantity, task.unitsPerCase);
          return (
            <li key={task.id}>
              <strong className="nowrap">{amount}</strong> <Item of={task} />
              {may('stock.write') && (
                <Button
                  size="compact-sm"
                  variant="default"
                  loading={act.isBusy}
                  onClick={() =>
                    void act
                      .submit({ params: { id: task.id } })
                      .then((done) => done && tell(t('order.putBackTold', { amount, name: task.name })))
                  }
                >
                  {t('order.putBackDone')}
                </Button>
              )}
            </li>
          );
        })}
      </ul>
      <Refused error={act.error} />
    </Section>
  );
}

function BackordersOfOrder({ order }: { order: Order }) {
  if (order.backorders.length === 0) return null;
  return (
    <Section title={t('backorders.title')}>
      <ul className={styles.backorders}>
        {order.backorders.map((backorder) => (
          <li key={backorder.id}>
            <Link to="/backorders/$id" params={{ id: backorder.id }}>
              {backorder.number}
            </Link>{' '}
            <StatusBadge status={backorder.status as Parameters<typeof StatusBadge>[0]['status']} />{' '}
            <span className="quiet">
              {backorder.outstanding === 0
                ? t('quantity.units', { count: backorder.quantity, number: numberText(backorder.quantity) })
                : `${t('backorders.outstandingOf', {
                    outstanding: numberText(backorder.outstanding),
                    quantity: numberText(backorder.quantity),
                  })} ${t('backorder.outstanding')} · `}
              {backorder.outstanding === 0 ? null : backorder.promisedOn === null ? (
                t('backorders.noDate')
              ) : (
                <>
                  {t('backorders.expected')} <DayText on={backorder.promisedOn} />
                </>
              )}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}

/** The rule in force, for everyone: a shortage without a backorder must be explainable. */
function CreationSetting({ order }: { order: Order }) {
  const { setting, since, by } = order.backorderCreation;
  return (
    <Section title={t('order.rules')}>
      <p className="small">
        {t(`creation.${setting as 'never'}`)}{' '}
        <span className="quiet">
          {t('creation.setBy', { by: actorText(by) })} <InstantText at={since} />
        </span>
      </p>
    </Section>
  );
}
