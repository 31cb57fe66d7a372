import { Button } from '@mantine/core';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useMay } from '#web/accounts/viewer.ts';
import { useRead } from '#web/api/read.ts';
import { ScanLine } from '#web/catalog/scan-line.tsx';
import { AddressLines } from '#web/customers/party.tsx';
import { t } from '#web/i18n/words.ts';
import { ButtonLink } from '#web/ui/button-link.ts';
import { Flags } from '#web/ui/flags.tsx';
import { Floor, FloorActs } from '#web/ui/floor.tsx';
import { Columns, Page, Section } from '#web/ui/page.tsx';
import { type Mark, QuantityLines } from '#web/ui/quantity-lines.tsx';
import { RecordPage } from '#web/ui/record-page.tsx';
import { useSentRows } from '#web/ui/sent-rows.ts';
import { EmptyState, Refused } from '#web/ui/states.tsx';
import { Tick } from '#web/ui/tick.tsx';
import { FillLineFields } from './fill-line-fields.tsx';
import { Filled } from './filled.tsx';
import { type Filling, type FillLine, fillingOfBackorder, fillingOfOrder } from './filling.ts';
import { type Entry, entryProblem, outcomeSentence, prefilled } from './pick.ts';
import type { PickResult } from './pick-result.tsx';
import styles from './record-pick-page.module.css';
import { useDelivery, useShipment } from './shipment-fields.tsx';
import { useFulfill } from './use-fulfill.ts';
import { useHabit } from './use-habit.ts';
import { WaitsBesides } from './waits-besides.tsx';
import { WhatTheyGet } from './what-they-get.tsx';

const orderRoute = getRouteApi('/signed-in/fulfill/orders/$id');
const backorderRoute = getRouteApi('/signed-in/fulfill/backorders/$id');

/** Filling an order: what was found goes, what was short becomes a backorder in the same step. */
export function RecordOrderPickPage() {
  const { id } = orderRoute.useParams();
  const read = useRead('getOrder', { params: { id } });
  const why = useRead('explainOrder', { params: { id } });
  return (
    <RecordPage what={t('order.thisOrder')} read={read}>
      {(order) => (
        <RecordPage what={t('order.thisOrder')} read={why}>
          {(explained) => <Fill key={`order ${id}`} filling={fillingOfOrder(order, explained)} />}
        </RecordPage>
      )}
    </RecordPage>
  );
}

/** Filling a backorder: what cannot go stays on it. */
export function RecordBackorderPickPage() {
  const { id } = backorderRoute.useParams();
  const read = useRead('getBackorder', { params: { id } });
  const why = useRead('explainBackorder', { params: { id } });
  return (
    <RecordPage what={t('backorder.thisBackorder')} read={read}>
      {(backorder) => (
        <RecordPage what={t('backorder.thisBackorder')} read={why}>
          {(explained) => <Fill key={`backorder ${id}`} filling={fillingOfBackorder(backorder, explained)} />}
        </RecordPage>
      )}
    </RecordPage>
  );
}

function Fill({ filling }: { filling: Filling }) {
  const [result, setResult] = useState<PickResult | null>(null);
  const may = useMay();
  return (
    <Floor>
      <Page
        title={t(filling.kind === 'order' ? 'pick.orderTitle' : 'pick.backorderTitle', { number: filling.number })}
        above={
          <>
            <Link to="/fulfill">{t('work.title')}</Link>
            {filling.kind === 'backorder' && (
              <>
                {' · '}
                <Link to="/backorders/$id" params={{ id: filling.id }}>
                  {t('backorder.title', { number: filling.number })}
                </Link>
              </>
            )}
            {' · '}
            <Link to="/orders/$id" params={{ id: filling.orderId }}>
              {t('order.title', { number: filling.orderNumber })}
            </Link>
          </>
        }
        badges={
          <>
            <span>{filling.customer.name}</span>
            <Flags of={{ vip: filling.customer.tier === 'vip', whole: filling.shipPolicy === 'complete' }} />
          </>
        }
      >
        {result ? (
          <Filled filling={filling} result={result} />
        ) : !may('fulfillment.write') ? (
          <EmptyState title={t('state.noPermission')}>{t('problem.not_permitted')}</EmptyState>
        ) : filling.blockedBecause || filling.lines.length === 0 ? (
          <NothingToFill filling={filling} />
        ) : (
          <FillForm filling={filling} onDone={setResult} />
        )}
      </Page>
    </Floor>
  );
}

/** There is nothing to pick here: why, and where to go instead. */
function NothingToFill({ filling }: { filling: Filling }) {
  return (
    <EmptyState
      title={t(`fill.blocked.${filling.blockedBecause ?? 'nothing'}`)}
      action={
        <ButtonLink
          variant="default"
          to={filling.kind === 'order' ? '/orders/$id' : '/backorders/$id'}
          params={{ id: filling.id }}
        >
          {t('fill.toRecord', { number: filling.number })}
        </ButtonLink>
      }
    />
  );
}

function FillForm({ filling, onDone }: { filling: Filling; onDone: (result: PickResult) => void }) {
  const { lines, shortBecomes } = filling;
  const act = useFulfill(filling);
  const sent = useSentRows(act.error);
  const [entries, setEntries] = useState<Record<string, Entry>>({});
  const [ships, setShips] = useHabit('ships');
  const [delivered, setDelivered] = useState(false);
  const shipment = useShipment();
  const delivery = useDelivery();
  const [scanned, setScanned] = useState<Mark | null>(null);

  // A line nobody touched follows what the server says it can have.
  const entryOf = (line: FillLine) => entries[line.id] ?? prefilled(line);
  const enter = (line: FillLine, change: Partial<Entry>) => {
    sent.change(line.id);
    setEntries((before) => ({ ...before, [line.id]: { ...(before[line.id] ?? prefilled(line)), ...change } }));
  };
  const enterAll = (entry: (line: FillLine) => Entry) =>
    setEntries(Object.fromEntries(lines.map((line) => [line.id, entry(line)])));
  const given = lines
    .map((line) => ({ id: line.id, picked: entryOf(line).picked ?? 0, short: entryOf(line).short ?? 0 }))
    .filter(({ picked, short }) => picked + short > 0);
  const isReadable = lines.every((line) => {
    const { picked, short } = entryOf(line);
    return picked !== null && short !== null && entryProblem(line, entryOf(line)) === null;
  });
  const picksAny = given.some(({ picked }) => picked > 0);
  const shipsNow = ships && picksAny;

  async function submit() {
    if (!isReadable || given.length === 0) return;
    sent.send(given.map(({ id }) => id));
    const result = await act.submit({
      lines: given,
      shipment: shipsNow ? shipment.given : null,
      delivery: shipsNow && delivered ? delivery.given : null,
    });
    if (result) onDone(result);
  }

  return (
    <Columns
      main={
        <Section
          title={t('pick.lines')}
          actions={
            <>
              <Button variant="default" onClick={() => enterAll(prefilled)}>
                {t('pick.allReserved')}
              </Button>
              <Button variant="default" onClick={() => enterAll(() => ({ picked: 0, short: 0 }))}>
                {t('pick.none')}
              </Button>
            </>
          }
          flush
        >
          <div className={styles.scan}>
            <ScanLine
              lines={lines.map((line) => ({ ...line, remaining: line.asked }))}
              label={t('pick.scanItem')}
              onScan={(lineId) => setScanned(lineId === null ? null : { lineId })}
            />
          </div>
          <form
            className={styles.form}
            aria-label={t('pick.lines')}
            onSubmit={(event) => {
              event.preventDefault();
              void submit();
            }}
          >
            <QuantityLines label={t('pick.lines')}>
              {lines.map((line) => (
                <FillLineFields
                  key={line.id}
                  line={line}
                  entry={entryOf(line)}
                  filling={filling}
                  mark={scanned?.lineId === line.id ? scanned : null}
                  problem={entryProblem(line, entryOf(line)) ?? sent.problem(line.id)}
                  outcome={outcomeSentence(line, entryOf(line), shortBecomes)}
                  onEnter={(change) => enter(line, change)}
                />
              ))}
            </QuantityLines>
            <div className={styles.ticks}>
              <Tick label={t('shipment.shipsNow')} isSet={shipsNow} disabled={!picksAny} onSet={setShips} />
              {shipsNow && (
                <>
                  {shipment.fields}
                  <Tick label={t('delivery.isDelivered')} isSet={delivered} onSet={setDelivered} />
                  {delivered && delivery.fields}
                </>
              )}
            </div>
            <Refused error={act.error} />
            <FloorActs>
              <Button type="submit" loading={act.isBusy} disabled={!isReadable || given.length === 0}>
                {t(!shipsNow ? 'pick.act' : delivered ? 'pick.actDelivered' : 'pick.actShipped')}
              </Button>
            </FloorActs>
          </form>
        </Section>
      }
      aside={
        <>
          <WhatTheyGet filling={filling} entryOf={entryOf} />
          <WaitsBesides filling={filling} />
          <Section title={t('order.deliveryAddress')}>
            <AddressLines of={filling.deliveryAddress} />
            {filling.notes && <p className="small">{filling.notes}</p>}
          </Section>
        </>
      }
    />
  );
}
