import { Button } from '@mantine/core';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { Backorder } from '#contract/backorders/backorder.ts';
import { useMay, useMayOf } from '#web/accounts/viewer.ts';
import { listed } from '#web/api/listed.ts';
import { useRead } from '#web/api/read.ts';
import { TimelineSection } from '#web/communications/timeline-section.tsx';
import { CustomerLinksSection } from '#web/customers/customer-links-section.tsx';
import { CustomerInHeader, NotYours } from '#web/customers/party.tsx';
import { FulfillmentCards, nextOf, type OpenForm } from '#web/fulfillment/fulfillment-card.tsx';
import { HoldForm } from '#web/holds/hold-form.tsx';
import { HoldsNotice } from '#web/holds/holds-notice.tsx';
import { SaleHoldNotice } from '#web/holds/sale-hold-notice.tsx';
import { t } from '#web/i18n/words.ts';
import { StaysOpen } from '#web/records/stays-open.tsx';
import { ProposeForm } from '#web/substitutions/propose-form.tsx';
import { SubstitutionsSection } from '#web/substitutions/substitutions-section.tsx';
import { ButtonLink } from '#web/ui/button-link.ts';
import { useCompany } from '#web/ui/company.ts';
import { Flags } from '#web/ui/flags.tsx';
import { lastOf } from '#web/ui/last-list.ts';
import { Columns, Page, Section } from '#web/ui/page.tsx';
import { RecordPage } from '#web/ui/record-page.tsx';
import { useShortcuts } from '#web/ui/shortcuts.ts';
import type { BackorderPanel } from './backorder-address.ts';
import { BackorderBadge, badgeOf, ReadyBesides } from './backorder-badge.tsx';
import { BackorderFacts } from './backorder-facts.tsx';
import { BackorderLines } from './backorder-lines.tsx';
import type { BackordersAddress } from './backorders-address.ts';
import { CancelBackorderForm } from './cancel-backorder-form.tsx';
import { ChangeActs } from './change-acts.tsx';
import { CustomersBackorders } from './customers-backorders.tsx';
import { EditBackorderForm } from './edit-backorder-form.tsx';
import { PriorityForm } from './priority-form.tsx';
import { PromiseForm } from './promise-form.tsx';
import { PromiseSection } from './promise-section.tsx';
import { QueueSection } from './queue-section.tsx';
import { RulesSection } from './rules-section.tsx';
import { WaitingDaysSection } from './waiting-days-section.tsx';
import { canShipNow, waitingSentence } from './waiting-words.ts';
import { WhyNotSooner } from './why-not-sooner.tsx';

const route = getRouteApi('/signed-in/backorders/$id');

/** One backorder: what is owed, to whom, what covers it, and the one next act. */
export function BackorderPage() {
  const { id } = route.useParams();
  const read = useRead('getBackorder', { params: { id } });
  return (
    <RecordPage what={t('backorder.thisBackorder')} read={read} known={knownFromList(id)}>
      {(backorder) => <BackorderRecord key={backorder.id} backorder={backorder} />}
    </RecordPage>
  );
}

/** What the list said of it, until all of it is read. */
function knownFromList(id: string) {
  const row = listed('listBackorders', id);
  if (!row) return undefined;
  return {
    title: t('backorder.title', { number: row.number }),
    badges: (
      <>
        <BackorderBadge of={row} />
        <strong>{row.customerName}</strong>
      </>
    ),
  };
}

function BackorderRecord({ backorder }: { backorder: Backorder }) {
  const address = route.useSearch();
  const { may, isTheirs } = useMayOf(backorder);
  const [card, setCard] = useState<OpenForm>(null);
  const canFulfill = may('fulfillment.write') && canShipNow(backorder);
  const canChange = backorder.outstanding > 0 && may('backorders.write');
  const { open, finish } = usePanels(backorder, { canFulfill, canChange });
  const hasForm = Object.keys(address).some((panel) => panel !== 'why');
  return (
    <Page
      title={t('backorder.title', { number: backorder.number })}
      above={<WayUp backorder={backorder} />}
      badges={<BackorderBadges backorder={backorder} />}
      actions={
        !hasForm && (
          <>
            <FulfillActs backorder={backorder} canFulfill={canFulfill} card={card} onCard={setCard} />
            {canChange && <ChangeActs backorder={backorder} onOpen={open} />}
            {backorder.outstanding === 0 && may('orders.write') && <OrderAgain backorder={backorder} />}
          </>
        )
      }
    >
      <SaleHoldNotice customerId={backorder.customerId} of={backorder.customer} />
      <HoldsNotice
        holds={backorder.holds}
        at={{ orderId: backorder.orderId, orderNumber: backorder.orderNumber, backorder }}
        mayRelease={may('backorders.write')}
      />
      <Waiting backorder={backorder} onWhy={address.why === 1 ? null : () => open('why')} />
      {hasForm && (
        <StaysOpen isPossible={canChange} onClose={() => open(null)}>
          <OpenedForm backorder={backorder} onDone={finish} onClose={() => open(null)} />
        </StaysOpen>
      )}
      {address.why === 1 && <WhyNotSooner backorder={backorder} onClose={() => open(null)} />}
      {isTheirs && <NotYours of={backorder} about={t('backorder.title', { number: backorder.number })} />}
      <Columns
        main={
          <>
            <Section title={t('order.lines')} flush>
              <BackorderLines backorder={backorder} />
            </Section>
            <WhatBecameOfIt backorder={backorder} card={card} onCard={setCard} />
          </>
        }
        aside={<Conversation backorder={backorder} />}
      />
    </Page>
  );
}

/** Opens the parts of the page that are asked for, by a button or a key. */
function usePanels(backorder: Backorder, { canFulfill, canChange }: { canFulfill: boolean; canChange: boolean }) {
  const navigate = useNavigate({ from: '/backorders/$id' });
  const open = (panel: BackorderPanel | null) =>
    void navigate({ search: panel ? { [panel]: 1 } : {}, resetScroll: false });
  const finish = () => void navigate({ search: {}, resetScroll: false, replace: true });
  const fulfill = () => void navigate({ to: '/fulfill/backorders/$id', params: { id: backorder.id } });
  useShortcuts([
    ...(canFulfill ? [{ keys: 'f', label: t('backorder.fulfill'), act: fulfill }] : []),
    ...(canChange
      ? [
          { keys: 'd', label: t('promise.title'), act: () => open('promise') },
          { keys: 'p', label: t('priority.title'), act: () => open('priority') },
        ]
      : []),
  ]);
  return { open, finish };
}

/** What was cancelled is ordered anew: a cancelled backorder never comes back. */
function OrderAgain({ backorder }: { backorder: Backorder }) {
  if (!backorder.lines.some(({ cancelled }) => cancelled > 0)) return null;
  return (
    <ButtonLink variant="default" to="/orders/new" search={{ customer: backorder.customerId, again: backorder.id }}>
      {t('substitute.newOrder')}
    </ButtonLink>
  );
}

function WayUp({ backorder }: { backorder: Backorder }) {
  return (
    <>
      <Link to="/orders/backorders" search={lastOf<BackordersAddress>('/orders/backorders')}>
        {t('backorders.title')}
      </Link>
      {' · '}
      <Link to="/orders/$id" params={{ id: backorder.orderId }}>
        {t('order.title', { number: backorder.orderNumber })}
      </Link>
    </>
  );
}

type Cards = { card: OpenForm; onCard: (card: OpenForm) => void };

function FulfillActs({ backorder, canFulfill, card, onCard }: { backorder: Backorder; canFulfill: boolean } & Cards) {
  const may = useMay();
  const next = may('fulfillment.write') && card === null ? nextOf(backorder.fulfillments) : undefined;
  return (
    <>
      {canFulfill && (
        <ButtonLink to="/fulfill/backorders/$id" params={{ id: backorder.id }}>
          {t('backorder.fulfill')}
        </ButtonLink>
      )}
      {next && (
        <Button variant={canFulfill ? 'default' : 'filled'} onClick={() => onCard(next)}>
          {t(`fulfillment.next.${next.act}`, { number: next.number })}
        </Button>
      )}
    </>
  );
}

/** Fulfillments, its place, its promises and its facts. */
function WhatBecameOfIt({ backorder, card, onCard }: { backorder: Backorder } & Cards) {
  const may = useMay();
  return (
    <>
      {backorder.fulfillments.length > 0 && (
        <Section title={t('fulfillment.title')}>
          <FulfillmentCards
            fulfillments={backorder.fulfillments}
            unitsPerCase={new Map(backorder.lines.map((line) => [line.orderLineId, line.unitsPerCase]))}
            open={card}
            onOpen={onCard}
          />
        </Section>
      )}
      <SubstitutionsSection backorderId={backorder.id} mayChange={may('backorders.write')} />
      <QueueSection backorder={backorder} />
      <PromiseSection backorder={backorder} />
      <WaitingDaysSection backorderId={backorder.id} />
      <RulesSection backorder={backorder} />
      <Section title={t('backorder.facts')}>
        <BackorderFacts backorder={backorder} />
        {may('audit.read') && (
          <Link to="/backorders/$id/fills" params={{ id: backorder.id }}>
            {t('fills.open')}
          </Link>
        )}
      </Section>
      <CustomersBackorders backorder={backorder} />
    </>
  );
}

/** Who waits for it, and all that was said and done. */
function Conversation({ backorder }: { backorder: Backorder }) {
  return (
    <>
      <TimelineSection
        of={{ record: 'backorder', id: backorder.id, customerId: backorder.customerId }}
        known={knownOf(backorder)}
      />
      <CustomerLinksSection of={{ backorderId: backorder.id }} mayMake />
    </>
  );
}

/** What its history names. */
function knownOf({ id, number, lines, fulfillments }: Backorder) {
  return {
    items: new Map(lines.map((line) => [line.sku, line])),
    fulfillments: new Map(fulfillments.map((fulfillment) => [fulfillment.id, fulfillment.number])),
    backorders: new Map([[id, number]]),
  };
}

/** Why it cannot ship, in the place of the button that would ship it. */
function Waiting({ backorder, onWhy }: { backorder: Backorder; onWhy: (() => void) | null }) {
  const { today } = useCompany();
  const sentence = waitingSentence(backorder, today);
  if (backorder.outstanding === 0) return null;
  return (
    <p>
      {sentence}{' '}
      {onWhy && backorder.outstanding > backorder.allocated && (
        <button type="button" className="link" onClick={onWhy}>
          {t('why.title')}
        </button>
      )}
    </p>
  );
}

function BackorderBadges({ backorder }: { backorder: Backorder }) {
  return (
    <>
      <BackorderBadge of={badgeOf(backorder)} inCases />
      <ReadyBesides of={badgeOf(backorder)} inCases />
      <CustomerInHeader of={backorder.customer} salesRepName={backorder.salesRepName} />
      <Flags
        of={{
          overdue: backorder.isOverdue,
          atRisk: backorder.isAtRisk && !backorder.isOverdue,
          noDate: backorder.hasNoDate,
          dateMoved: backorder.dateMoved && backorder.projectedOn !== null,
          onHold: backorder.isOnHold,
          awaitsAnswer: backorder.awaitsAnswer,
          canAllocate: backorder.canAllocate,
          highPriority: backorder.highPriority,
          vip: backorder.customer.tier === 'vip',
          pastShipBy: backorder.lines.some((line) => line.isPastShipBy),
          doubled: backorder.outstanding > 0 && backorder.lines.some((line) => line.alsoOrderedOn.length > 0),
        }}
      />
    </>
  );
}

/** The form that the address names. */
function OpenedForm(props: { backorder: Backorder; onDone: () => void; onClose: () => void }) {
  const { backorder, onDone } = props;
  const address = route.useSearch();
  return (
    <>
      {address.promise === 1 && <PromiseForm backorder={backorder} onClose={onDone} />}
      {address.priority === 1 && <PriorityForm backorder={backorder} onClose={onDone} />}
      {address.hold === 1 && <HoldForm of={{ record: 'backorder', ...backorder }} onClose={onDone} />}
      {address.substitute === 1 && <ProposeForm backorder={backorder} onClose={onDone} />}
      {address.edit === 1 && <EditBackorderForm backorder={backorder} onDone={onDone} onClose={props.onClose} />}
      {address.cancel === 1 && <CancelBackorderForm backorder={backorder} onDone={onDone} onClose={props.onClose} />}
    </>
  );
}
