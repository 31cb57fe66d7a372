import { Button } from '@mantine/core';
import { ScanCounter } from '#web/catalog/scan-counter.tsx';
import { AddressLines } from '#web/customers/party.tsx';
import { t } from '#web/i18n/words.ts';
import { useForm } from '#web/records/use-form.ts';
import { FloorActs } from '#web/ui/floor.tsx';
import { FormFrame, Restored } from '#web/ui/form.tsx';
import { Columns, Section } from '#web/ui/page.tsx';
import { QuantityLines } from '#web/ui/quantity-lines.tsx';
import { amountText } from '#web/ui/quantity-text.ts';
import { useSentRows } from '#web/ui/sent-rows.ts';
import { Refused } from '#web/ui/states.tsx';
import { Tick } from '#web/ui/tick.tsx';
import { useFirstRows } from '#web/ui/use-first-rows.ts';
import { FillLineFields } from './fill-line-fields.tsx';
import type { Filling, FillLine } from './filling.ts';
import { type Entry, entryProblem, outcomeSentence, prefilled } from './pick.ts';
import type { PickResult } from './pick-result.tsx';
import styles from './record-pick-page.module.css';
import { NO_DELIVERY, NO_SHIPMENT, useDelivery, useShipment } from './shipment-fields.tsx';
import { useFulfill } from './use-fulfill.ts';
import { useHabit } from './use-habit.ts';
import { WaitsBesides } from './waits-besides.tsx';
import { WhatTheyGet } from './what-they-get.tsx';

/** What was entered line by line; once the scanner counts, a line nobody touched has nothing picked. */
type Count = { entries: Record<string, Entry>; isCounting: boolean };
const NOTHING: Entry = { picked: 0, short: 0 };

/** What was found of each line and what is short, and whether it leaves at once. What was counted is kept until it is recorded. */
export function FillForm({ filling, onDone }: { filling: Filling; onDone: (result: PickResult) => void }) {
  const act = useFulfill(filling);
  const entries = useEntries(filling, act.error);
  const { given, isReadable } = entries;
  const isFilled = given.some(({ picked }) => picked > 0);
  const leaving = useLeaving(filling, isFilled);

  async function submit() {
    if (!isReadable || given.length === 0) return;
    entries.sent.send(given.map(({ id }) => id));
    const result = await act.submit({ lines: given, ...leaving.given });
    if (!result) return;
    entries.form.forget();
    leaving.forget();
    onDone(result);
  }

  return (
    <Columns
      main={
        <>
          <ScanPick lines={filling.lines} entries={entries} />
          <Section title={t('pick.lines')} actions={<FillAll onEnter={entries.enterAll} />} flush>
            <FormFrame className={styles.form} label={t('pick.lines')} onSubmit={() => void submit()}>
              <FillLines filling={filling} entries={entries} />
              {leaving.fields}
              <Refused error={act.error} />
              <FloorActs>
                <Button type="submit" loading={act.isBusy} disabled={!isReadable || given.length === 0}>
                  {leaving.act}
                </Button>
              </FloorActs>
            </FormFrame>
          </Section>
        </>
      }
      aside={<BesideTheFill filling={filling} entries={entries} />}
    />
  );
}

/** What was entered for each line; one nobody touched follows what the server says it can have. */
function useEntries({ kind, id, lines }: Filling, error: ReturnType<typeof useFulfill>['error']) {
  const sent = useSentRows(error);
  const form = useForm<Count>(`fill ${kind} ${id}`, { entries: {}, isCounting: false });
  const { entries, isCounting } = form.values;
  const of = (line: FillLine) => entries[line.id] ?? (isCounting ? NOTHING : prefilled(line));
  return {
    sent,
    form,
    of,
    enter: (line: FillLine, change: Partial<Entry>) => {
      sent.change(line.id);
      form.set((before) => ({ entries: { ...before.entries, [line.id]: { ...of(line), ...change } } }));
    },
    enterAll: (isNothing: boolean) => form.set({ entries: {}, isCounting: isNothing }),
    count: (lineId: string, more: number) => {
      sent.change(lineId);
      form.set((before) => {
        const counted = before.isCounting ? before.entries : {};
        const { picked, short } = counted[lineId] ?? NOTHING;
        return { isCounting: true, entries: { ...counted, [lineId]: { picked: (picked ?? 0) + more, short } } };
      });
    },
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
function useLeaving({ kind, id, customer, isFreightUsual }: Filling, picksAny: boolean) {
  const [ships, setShips] = useHabit('ships');
  const form = useForm(`leave ${kind} ${id}`, { ...NO_SHIPMENT, ...NO_DELIVERY, delivered: false });
  const { delivered } = form.values;
  const shipment = useShipment(form, isFreightUsual ? 'usual' : 'asked');
  const delivery = useDelivery(form, customer.saleHold);
  const shipsNow = ships && picksAny;
  return {
    forget: () => form.forget(),
    given: {
      shipment: shipsNow ? shipment.charged : null,
      delivery: shipsNow && delivered ? delivery.given : null,
    },
    act: t(!shipsNow ? 'pick.act' : delivered ? 'pick.actDelivered' : 'pick.actShipped'),
    fields: (
      <div className={styles.ticks}>
        <Tick label={t('shipment.shipsNow')} isSet={shipsNow} disabled={!picksAny} onSet={setShips} />
        {shipsNow && (
          <>
            {shipment.fields}
            <Tick
              label={t('delivery.isDelivered')}
              isSet={delivered}
              onSet={(isSet) => form.set({ delivered: isSet })}
            />
            {delivered && delivery.fields}
          </>
        )}
      </div>
    ),
  };
}

/** Counts what is picked by scanning: the first scan begins a count of what is scanned and nothing else. */
function ScanPick({ lines, entries }: { lines: readonly FillLine[]; entries: ReturnType<typeof useEntries> }) {
  const { form } = entries;
  return (
    <>
      <ScanCounter
        label={t('pick.scan')}
        lines={lines.map((line) => ({ ...line, remaining: line.asked }))}
        onCount={(line, more) => entries.count(line.id, more)}
        says={(line) =>
          t('pick.scanned', {
            picked: amountText(entries.of(line).picked ?? 0, line.unitsPerCase),
            asked: amountText(line.asked, line.unitsPerCase),
            name: line.itemName,
          })
        }
      />
      {form.startOver && <Restored onStartOver={form.startOver} />}
      {form.values.isCounting && <p className="quiet">{t('pick.counting')}</p>}
    </>
  );
}

function FillAll({ onEnter }: { onEnter: (isNothing: boolean) => void }) {
  return (
    <>
      <Button variant="default" onClick={() => onEnter(false)}>
        {t('pick.allReserved')}
      </Button>
      <Button variant="default" onClick={() => onEnter(true)}>
        {t('pick.none')}
      </Button>
    </>
  );
}

function FillLines({ filling, entries }: { filling: Filling; entries: ReturnType<typeof useEntries> }) {
  const { shown } = useFirstRows(filling.lines);
  return (
    <QuantityLines label={t('pick.lines')}>
      {shown.map((line) => (
        <FillLineFields
          key={line.id}
          line={line}
          entry={entries.of(line)}
          filling={filling}
          problem={entryProblem(line, entries.of(line)) ?? entries.sent.problem(line.id)}
          outcome={outcomeSentence(line, entries.of(line), filling.shortBecomes)}
          onEnter={(change) => entries.enter(line, change)}
        />
      ))}
    </QuantityLines>
  );
}

function BesideTheFill({ filling, entries }: { filling: Filling; entries: ReturnType<typeof useEntries> }) {
  return (
    <>
      <WhatTheyGet filling={filling} entryOf={entries.of} />
      <WaitsBesides filling={filling} />
      <Section title={t('order.deliveryAddress')}>
        <AddressLines of={filling.deliveryAddress} />
        {filling.notes && <p className="small">{filling.notes}</p>}
      </Section>
    </>
  );
}
