import { Button } from '@mantine/core';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { Order } from '#contract/orders/order.ts';
import { useMay, useMayOf } from '#web/accounts/viewer.ts';
import { listed } from '#web/api/listed.ts';
import { useRead } from '#web/api/read.ts';
import { TimelineSection } from '#web/communications/timeline-section.tsx';
import { CustomerInHeader, NotYours } from '#web/customers/party.tsx';
import { FulfillmentCards, nextOf, type OpenForm } from '#web/fulfillment/fulfillment-card.tsx';
import { HoldForm } from '#web/holds/hold-form.tsx';
import { HoldsNotice } from '#web/holds/holds-notice.tsx';
import { SaleHoldNotice } from '#web/holds/sale-hold-notice.tsx';
import { t } from '#web/i18n/words.ts';
import { StaysOpen } from '#web/records/stays-open.tsx';
import { SubstitutesOfOrder } from '#web/substitutions/substitutes-of-order.tsx';
import { Flags } from '#web/ui/flags.tsx';
import { lastOf } from '#web/ui/last-list.ts';
import { Columns, Page, Section } from '#web/ui/page.tsx';
import { RecordPage } from '#web/ui/record-page.tsx';
import { useShortcuts } from '#web/ui/shortcuts.ts';
import { Done } from '#web/ui/states.tsx';
import { StatusBadge } from '#web/ui/status-badge.tsx';
import { BackordersOfOrder } from './backorders-of-order.tsx';
import { CancelOrderForm } from './cancel-order-form.tsx';
import { CreateBackorderForm } from './create-backorder-form.tsx';
import { EditOrderForm } from './edit-order-form.tsx';
import { InvoicesOfOrder } from './invoices-of-order.tsx';
import { type Can, OrderActs, useWaitingBackorder, whatCanBeDone } from './order-acts.tsx';
import type { OrderPanel } from './order-address.ts';
import { CreationSetting, OrderFacts } from './order-facts.tsx';
import { OrderLines } from './order-lines.tsx';
import type { OrdersAddress } from './orders-address.ts';
import { PutBackTasks } from './put-back-tasks.tsx';

const route = getRouteApi('/signed-in/orders/$id');

/** One order: what was asked for, what became of each unit, and what can be done next. */
export function OrderPage() {
  const { id } = route.useParams();
  const read = useRead('getOrder', { params: { id } });
  return (
    <RecordPage what={t('order.thisOrder')} read={read} known={knownFromList(id)}>
      {(order) => <OrderRecord key={order.id} order={order} />}
    </RecordPage>
  );
}

/** What the list said of it, until all of it is read. */
function knownFromList(id: string) {
  const row = listed('listOrders', id);
  if (!row) return undefined;
  return {
    title: t('order.title', { number: row.number }),
    badges: (
      <>
        <StatusBadge status={row.status} />
        <strong>{row.customerName}</strong>
      </>
    ),
  };
}

type Made = { id: string; number: string } | null;

function OrderRecord({ order }: { order: Order }) {
  const { id } = order;
  const address = route.useSearch();
  const { may, isTheirs } = useMayOf(order);
  const [card, setCard] = useState<OpenForm>(null);
  const can = whatCanBeDone(order, may);
  const { made, open, finish } = usePanels(order, can);
  const hasForm = Object.keys(address).length > 0;
  return (
    <Page
      title={t('order.title', { number: order.number })}
      above={
        <Link to="/orders" search={lastOf<OrdersAddress>('/orders')}>
          {t('orders.title')}
        </Link>
      }
      badges={<OrderBadges order={order} />}
      actions={
        !hasForm && (
          <>
            <NextAct order={order} can={can} card={card} onCard={setCard} />
            <OrderActs order={order} can={can} onOpen={open} />
          </>
        )
      }
    >
      {made && <BackorderMade of={made} />}
      <SaleHoldNotice customerId={order.customerId} of={order.customer} />
      <HoldsNotice
        holds={order.holds}
        at={{ orderId: id, orderNumber: order.number }}
        mayRelease={may('orders.write')}
      />
      <OpenedForm order={order} can={can} onDone={finish} onClose={() => open(null)} />
      {isTheirs && <NotYours of={order} about={t('order.title', { number: order.number })} />}
      <Columns
        main={
          <>
            <Section title={t('order.lines')} flush>
              <OrderLines order={order} onBackorder={can.backorder ? () => open('backorder') : null} />
            </Section>
            <WhatBecameOfIt order={order} card={card} onCard={setCard} />
          </>
        }
        aside={<Conversation order={order} />}
      />
    </Page>
  );
}

/** Opens the forms of the page, by a button or a key, and keeps which backorder one of them made. */
function usePanels(order: Order, can: Can) {
  const navigate = useNavigate({ from: '/orders/$id' });
  const [made, setMade] = useState<Made>(null);
  const open = (panel: OrderPanel | null) => {
    setMade(null);
    void navigate({ search: panel ? { [panel]: 1 } : {}, resetScroll: false });
  };
  const finish = (done: Made) => {
    setMade(done);
    void navigate({ search: {}, resetScroll: false, replace: true });
  };
  const { id } = order;
  const waiting = useWaitingBackorder(order, can);
  const fulfill = () =>
    void (waiting
      ? navigate({ to: '/fulfill/backorders/$id', params: { id: waiting.id } })
      : navigate({ to: '/fulfill/orders/$id', params: { id } }));
  useShortcuts([
    ...(can.fulfill || waiting ? [{ keys: 'f', label: t('order.fulfill'), act: fulfill }] : []),
    ...(can.edit ? [{ keys: 'e', label: t('order.edit'), act: () => open('edit') }] : []),
  ]);
  return { made, open, finish };
}

type Cards = { order: Order; card: OpenForm; onCard: (card: OpenForm) => void };

function NextAct({ order, can, card, onCard }: Cards & { can: Can }) {
  const may = useMay();
  const next = may('fulfillment.write') && card === null ? nextOf(order.fulfillments) : undefined;
  if (!next) return null;
  return (
    <Button variant={can.fulfill ? 'default' : 'filled'} onClick={() => onCard(next)}>
      {t(`fulfillment.next.${next.act}`, { number: next.number })}
    </Button>
  );
}

/** What is to be put back, its backorders and its fulfillments. */
function WhatBecameOfIt({ order, card, onCard }: Cards) {
  return (
    <>
      <PutBackTasks order={order} />
      <BackordersOfOrder order={order} />
      <SubstitutesOfOrder order={order} />
      {order.fulfillments.length > 0 && (
        <Section title={t('fulfillment.title')}>
          <FulfillmentCards
            fulfillments={order.fulfillments}
            unitsPerCase={new Map(order.lines.map((line) => [line.id, line.unitsPerCase]))}
            namesBackorder
            open={card}
            onOpen={onCard}
          />
        </Section>
      )}
      <InvoicesOfOrder order={order} />
      <OrderFacts order={order} />
    </>
  );
}

/** Who ordered, and all that was said and done. */
function Conversation({ order }: { order: Order }) {
  return (
    <>
      <TimelineSection of={{ record: 'order', id: order.id, customerId: order.customerId }} known={knownOf(order)} />
      <CreationSetting order={order} />
    </>
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

function OrderBadges({ order }: { order: Order }) {
  return (
    <>
      <StatusBadge status={order.status} />
      <CustomerInHeader of={order.customer} salesRepName={order.salesRepName} />
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
  );
}

function BackorderMade({ of }: { of: NonNullable<Made> }) {
  return (
    <Done>
      <p>
        {t('order.backorderCreated')}{' '}
        <Link to="/backorders/$id" params={{ id: of.id }}>
          {of.number}
        </Link>
      </p>
    </Done>
  );
}

/** The form that the address names, as far as the viewer may. */
function OpenedForm(props: { order: Order; can: Can; onDone: (made: Made) => void; onClose: () => void }) {
  const { order, can, onClose } = props;
  const address = route.useSearch();
  const done = () => props.onDone(null);
  const of = { record: 'order', id: order.id, number: order.number } as const;
  return (
    <>
      {address.hold === 1 && (
        <StaysOpen isPossible={can.hold} onClose={onClose}>
          <HoldForm of={of} onClose={done} />
        </StaysOpen>
      )}
      {address.backorder === 1 && (
        <StaysOpen isPossible={can.backorder} onClose={onClose}>
          <CreateBackorderForm order={order} onDone={props.onDone} onClose={onClose} />
        </StaysOpen>
      )}
      {address.cancel === 1 && (
        <StaysOpen isPossible={can.cancel} onClose={onClose}>
          <CancelOrderForm order={order} onDone={done} onClose={onClose} />
        </StaysOpen>
      )}
      {address.edit === 1 && (
        <StaysOpen isPossible={can.edit} onClose={onClose}>
          <EditOrderForm order={order} known={knownOf(order)} onDone={done} onClose={onClose} />
        </StaysOpen>
      )}
    </>
  );
}
