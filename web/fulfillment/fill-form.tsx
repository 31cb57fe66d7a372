import { Button } from '@mantine/core';
import { useState } from 'react';
import { ScanLine } from '#web/catalog/scan-line.tsx';
import { AddressLines } from '#web/customers/party.tsx';
import { t } from '#web/i18n/words.ts';
import { FloorActs } from '#web/ui/floor.tsx';
import { Columns, Section } from '#web/ui/page.tsx';
import { type Mark, QuantityLines } from '#web/ui/quantity-lines.tsx';
import { useSentRows } from '#web/ui/sent-rows.ts';
import { Refused } from '#web/ui/states.tsx';
import { Tick } from '#web/ui/tick.tsx';
import { FillLineFields } from './fill-line-fields.tsx';
import type { Filling, FillLine } from './filling.ts';
import { type Entry, entryProblem, outcomeSentence, prefilled } from './pick.ts';
import type { PickResult } from './pick-result.tsx';
import styles from './record-pick-page.module.css';
import { useDelivery, useShipment } from './shipment-fields.tsx';
import { useFulfill } from './use-fulfill.ts';
import { useHabit } from './use-habit.ts';
import { WaitsBesides } from './waits-besides.tsx';
import { WhatTheyGet } from './what-they-get.tsx';

/** What was found of each line and what is short, and whether it leaves at once. */
export function FillForm({ filling, onDone }: { filling: Filling; onDone: (result: PickResult) => void }) {
  const act = useFulfill(filling);
  const entries = useEntries(filling.lines, act.error);
  const { given, isReadable } = entries;
  const [scanned, setScanned] = useState<Mark | null>(null);
  const leaving = useLeaving(given.some(({ picked }) => picked > 0));

  async function submit() {
    if (!isReadable || given.length === 0) return;
    entries.sent.send(given.map(({ id }) => id));
    const result = await act.submit({ lines: given, ...leaving.given });
    if (result) onDone(result);
  }

  return (
    <Columns
      main={
        <Section title={t('pick.lines')} actions={<FillAll onEnter={entries.enterAll} />} flush>
          <div className={styles.scan}>
            <ScanLine
              lines={filling.lines.map((line) => ({ ...line, remaining: line.asked }))}
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
            <FillLines filling={filling} entries={entries} scanned={scanned} />
            {leaving.fields}
            <Refused error={act.error} />
            <FloorActs>
              <Button type="submit" loading={act.isBusy} disabled={!isReadable || given.length === 0}>
                {leaving.act}
              </Button>
            </FloorActs>
          </form>
        </Section>
      }
      aside={
        <>
          <WhatTheyGet filling={filling} entryOf={entries.of} />
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

/** What was entered for each line; one nobody touched follows what the server says it can have. */
function useEntries(lines: readonly FillLine[], error: ReturnType<typeof useFulfill>['error']) {
  const sent = useSentRows(error);
  const [entered, setEntered] = useState<Record<string, Entry>>({});
  const of = (line: FillLine) => entered[line.id] ?? prefilled(line);
  return {
    sent,
    of,
    enter: (line: FillLine, change: Partial<Entry>) => {
      sent.change(line.id);
      setEntered((before) => ({ ...before, [line.id]: { ...(before[line.id] ?? prefilled(line)), ...change } }));
    },
    enterAll: (entry: (line: FillLine) => Entry) =>
      setEntered(Object.fromEntries(lines.map((line) => [line.id, entry(line)]))),
    given: lines
      .map((line) => ({ id: line.id, picked: of(line).picked ?? 0, short: of(line).short ?? 0 }))
      .filter(({ picked, short }) => picked + short > 0),
    isReadable: lines.every((line) => {
      const { picked, short } = of(line);
      return picked !== null && short !== null && entryProblem(line, of(line)) === null;
    }),
  };
}

/** Whether what is picked leaves at once, how, and whether it is there already. */
function useLeaving(picksAny: boolean) {
  const [ships, setShips] = useHabit('ships');
  const [delivered, setDelivered] = useState(false);
  const shipment = useShipment();
  const delivery = useDelivery();
  const shipsNow = ships && picksAny;
  return {
    given: {
      shipment: shipsNow ? shipment.given : null,
      delivery: shipsNow && delivered ? delivery.given : null,
    },
    act: t(!shipsNow ? 'pick.act' : delivered ? 'pick.actDelivered' : 'pick.actShipped'),
    fields: (
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
    ),
  };
}

function FillAll({ onEnter }: { onEnter: (entry: (line: FillLine) => Entry) => void }) {
  return (
    <>
      <Button variant="default" onClick={() => onEnter(prefilled)}>
        {t('pick.allReserved')}
      </Button>
      <Button variant="default" onClick={() => onEnter(() => ({ picked: 0, short: 0 }))}>
        {t('pick.none')}
      </Button>
    </>
  );
}

function FillLines(props: { filling: Filling; entries: ReturnType<typeof useEntries>; scanned: Mark | null }) {
  const { filling, entries, scanned } = props;
  return (
    <QuantityLines label={t('pick.lines')}>
      {filling.lines.map((line) => (
        <FillLineFields
          key={line.id}
          line={line}
          entry={entries.of(line)}
          filling={filling}
          mark={scanned?.lineId === line.id ? scanned : null}
          problem={entryProblem(line, entries.of(line)) ?? entries.sent.problem(line.id)}
          outcome={outcomeSentence(line, entries.of(line), filling.shortBecomes)}
          onEnter={(change) => entries.enter(line, change)}
        />
      ))}
    </QuantityLines>
  );
}
