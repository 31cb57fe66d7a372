import { Button } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import type { Call } from '#contract/operations.ts';
import type { ProblemError } from '#web/api/problem-error.ts';
import { Item } from '#web/catalog/item.tsx';
import { t } from '#web/i18n/words.ts';
import { ActForm, FormButtons } from '#web/ui/form.tsx';
import { QuantityField } from '#web/ui/quantity-field.tsx';
import { QuantityLine, QuantityLines } from '#web/ui/quantity-lines.tsx';
import { amountText } from '#web/ui/quantity-text.ts';
import { useSentRows } from '#web/ui/sent-rows.ts';
import { Refused } from '#web/ui/states.tsx';
import { Tick } from '#web/ui/tick.tsx';
import { type Entry, entryProblem, outcomeSentence, type PickLine, prefilled, type ShortBecomes } from './pick.ts';
import { useDelivery, useShipment } from './shipment-fields.tsx';

type Body = Call<'fulfillOrder'>['body'];
export type PickGiven = {
  lines: { id: string; picked: number; short: number }[];
  shipment: Body['shipment'];
  delivery: Body['delivery'];
};

/**
 * Records what was picked and what was missing, of an order or a backorder, and with it, when it happens at once, the
 * shipment and the delivery.
 */
export function PickForm(props: {
  title: string;
  note?: ReactNode;
  lines: readonly PickLine[];
  shortBecomes: ShortBecomes;
  isBusy: boolean;
  error: ProblemError | null;
  onSubmit: (given: PickGiven) => void;
  onClose: () => void;
}) {
  const { lines, shortBecomes } = props;
  const [entries, setEntries] = useState<Record<string, Entry>>(() =>
    Object.fromEntries(lines.map((line) => [line.id, prefilled(line)])),
  );
  const sent = useSentRows(props.error);
  const [ships, setShips] = useState(false);
  const [delivered, setDelivered] = useState(false);
  const shipment = useShipment();
  const delivery = useDelivery();

  const entryOf = (line: PickLine) => entries[line.id] ?? prefilled(line);
  const enter = (line: PickLine, change: Partial<Entry>) => {
    sent.change(line.id);
    setEntries((before) => ({ ...before, [line.id]: { ...(before[line.id] ?? prefilled(line)), ...change } }));
  };
  const given = lines
    .map((line) => ({ id: line.id, picked: entryOf(line).picked ?? 0, short: entryOf(line).short ?? 0 }))
    .filter(({ picked, short }) => picked + short > 0);
  const isReadable = lines.every(
    (line) =>
      entryOf(line).picked !== null && entryOf(line).short !== null && entryProblem(line, entryOf(line)) === null,
  );
  const picksAny = given.some(({ picked }) => picked > 0);

  function submit() {
    if (!isReadable || given.length === 0) return;
    sent.send(given.map(({ id }) => id));
    props.onSubmit({
      lines: given,
      shipment: ships && picksAny ? shipment.given : null,
      delivery: ships && delivered && picksAny ? delivery.given : null,
    });
  }

  return (
    <ActForm title={props.title} note={props.note} onSubmit={submit}>
      <FormButtons>
        <Button
          variant="default"
          onClick={() => setEntries(Object.fromEntries(lines.map((line) => [line.id, prefilled(line)])))}
        >
          {t('pick.allReserved')}
        </Button>
        <Button
          variant="default"
          onClick={() => setEntries(Object.fromEntries(lines.map((line) => [line.id, { picked: 0, short: 0 }])))}
        >
          {t('pick.none')}
        </Button>
      </FormButtons>
      <QuantityLines label={t('pick.lines')}>
        {lines.map((line) => (
          <QuantityLine
            key={line.id}
            name={line.name}
            item={<Item of={line} />}
            facts={<PickFacts line={line} isOnBackorder={shortBecomes === 'stays_on_backorder'} />}
            fields={
              <>
                <QuantityField
                  label={t('pick.pickedField')}
                  value={entryOf(line).picked}
                  unitsPerCase={line.unitsPerCase}
                  empty={0}
                  onChange={(picked) => enter(line, { picked })}
                />
                <QuantityField
                  label={t('pick.shortField')}
                  value={entryOf(line).short}
                  unitsPerCase={line.unitsPerCase}
                  empty={0}
                  onChange={(short) => enter(line, { short })}
                />
              </>
            }
            error={entryProblem(line, entryOf(line)) ?? sent.problem(line.id)}
            outcome={outcomeSentence(line, entryOf(line), shortBecomes)}
          />
        ))}
      </QuantityLines>
      <Tick label={t('shipment.shipsNow')} isSet={ships && picksAny} disabled={!picksAny} onSet={setShips} />
      {ships && picksAny && (
        <>
          {shipment.fields}
          <Tick label={t('delivery.isDelivered')} isSet={delivered} onSet={setDelivered} />
          {delivered && delivery.fields}
        </>
      )}
      <Refused error={props.error} />
      <FormButtons>
        <Button type="submit" loading={props.isBusy} disabled={!isReadable || given.length === 0}>
          {delivered && ships && picksAny
            ? t('pick.actDelivered')
            : ships && picksAny
              ? t('pick.actShipped')
              : t('pick.act')}
        </Button>
        <Button variant="default" onClick={props.onClose}>
          {t('act.close')}
        </Button>
      </FormButtons>
    </ActForm>
  );
}

function PickFacts({ line, isOnBackorder }: { line: PickLine; isOnBackorder: boolean }) {
  const asked = amountText(line.asked, line.unitsPerCase);
  const reserved = amountText(line.reserved, line.unitsPerCase);
  const facts = t(isOnBackorder ? 'pick.factsOnBackorder' : 'pick.factsOnOrder', { asked, reserved });
  return line.free > 0 ? `${facts} · ${t('pick.free', { amount: amountText(line.free, line.unitsPerCase) })}` : facts;
}
