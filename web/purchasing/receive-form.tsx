import { Button } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQueryClient } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import type { Answer } from '#contract/operations.ts';
import { total } from '#domain/quantity.ts';
import { type Act, useAct } from '#web/api/act.ts';
import { useRead } from '#web/api/read.ts';
import { Item } from '#web/catalog/item.tsx';
import { ScanCounter } from '#web/catalog/scan-counter.tsx';
import { t } from '#web/i18n/words.ts';
import { NotSaved } from '#web/records/changed-meanwhile.tsx';
import { type Form, useForm } from '#web/records/use-form.ts';
import { FloorActs } from '#web/ui/floor.tsx';
import { FormFrame, Restored } from '#web/ui/form.tsx';
import { Section } from '#web/ui/page.tsx';
import { QuantityField } from '#web/ui/quantity-field.tsx';
import { QuantityLine, QuantityLines } from '#web/ui/quantity-lines.tsx';
import { amountText, numberText } from '#web/ui/quantity-text.ts';
import { useSentRows } from '#web/ui/sent-rows.ts';
import { DamagedField } from './damaged-field.tsx';
import { MoreThanToCome } from './more-than-to-come.tsx';
import styles from './receive-page.module.css';
import { SpokenFor } from './spoken-for.tsx';

const route = getRouteApi('/signed-in/receiving/$purchaseOrderId');
type PurchaseOrder = Answer<'getPurchaseOrder'>;
type Line = PurchaseOrder['lines'][number];
type Receipt = Answer<'receivePurchaseOrder'>;
type Quantities = Record<string, number | null>;
type Count = { quantities: Quantities; damaged: Quantities; isCounting: boolean };

/**
 * It starts from everything that is still to come: all of it is one tap, anything else is one number and a tap. The first
 * scan begins a count instead, of what is scanned and nothing else. What was counted is kept until it is received.
 */
export function ReceiveForm(props: { purchaseOrder: PurchaseOrder; onDone: (receipt: Receipt) => void }) {
  const { purchaseOrder, onDone } = props;
  const { id, lines, version } = purchaseOrder;
  const act = useAct('receivePurchaseOrder');
  const client = useQueryClient();
  const sent = useSentRows(act.error);
  const form = useForm<Count>(`receiving ${id}`, { quantities: {}, damaged: {}, isCounting: false }, version);
  const { quantityOf, damagedOf, arrived, isReady } = readCount(lines, form.values);
  const units = total(arrived, ({ quantity }) => quantity);
  const spokenFor = useSpokenFor(purchaseOrder, arrived);
  const scans = useScansOnTheWay();

  async function submit({ confirmed = false, seen = form.isChanged ? form.seen : version } = {}) {
    if (!isReady) return;
    sent.send(arrived.map(({ purchaseOrderLineId }) => purchaseOrderLineId));
    // What was prefilled stays what it was, whatever somebody else books meanwhile.
    form.set({ quantities: Object.fromEntries(lines.map((line) => [line.id, quantityOf(line)])) });
    const body = { lines: arrived, ...(confirmed ? { confirmed } : {}) };
    const receipt = await act.submit({ params: { id }, body }, seen === undefined ? undefined : { version: seen });
    if (!receipt) {
      // Beside what was typed stands what there is by now.
      void client.invalidateQueries({ queryKey: ['getPurchaseOrder'] });
      return;
    }
    form.forget();
    onDone(receipt);
  }

  function set(of: 'quantities' | 'damaged', line: Line, quantity: number | null) {
    sent.change(line.id);
    form.set((count) => ({ [of]: { ...count[of], [line.id]: quantity } }));
  }

  return (
    <>
      <ScanCounter
        label={t('receiving.scanItem')}
        lines={lines}
        scans={scans.codes}
        onTaken={scans.take}
        onCount={(line, more) => {
          sent.change(line.id);
          form.set(({ quantities, isCounting }) => {
            const before = isCounting ? quantities : {};
            return { isCounting: true, quantities: { ...before, [line.id]: (before[line.id] ?? 0) + more } };
          });
        }}
        says={(line) =>
          t('scan.counted', { amount: amountText(quantityOf(line) ?? 0, line.unitsPerCase), name: line.itemName })
        }
      />
      {form.startOver && <Restored onStartOver={() => form.forget(version)} />}
      {form.values.isCounting && <p className="quiet">{t('receiving.counting')}</p>}
      <Section title={t('order.lines')} flush actions={<AllOrNone form={form} />}>
        <FormFrame
          className={styles.form}
          label={t('purchasing.receiveTitle', { number: purchaseOrder.number })}
          onSubmit={() => void submit()}
        >
          <QuantityLines label={t('order.lines')}>
            {lines.map((line) => (
              <QuantityLine
                key={line.id}
                name={line.itemName}
                item={<Item of={line} />}
                facts={<LineFacts line={line} />}
                fields={
                  <>
                    <QuantityField
                      label={t('purchasing.arrived')}
                      value={quantityOf(line)}
                      unitsPerCase={line.unitsPerCase}
                      empty={0}
                      onChange={(value) => set('quantities', line, value)}
                    />
                    <DamagedField
                      line={line}
                      arrived={quantityOf(line)}
                      damaged={damagedOf(line)}
                      onChange={(value) => set('damaged', line, value)}
                    />
                  </>
                }
                isMarked={scans.line === line.id}
                error={sent.problem(line.id)}
                outcome={outcome(line, quantityOf(line))}
                more={
                  <SpokenFor
                    of={spokenFor?.find(({ purchaseOrderLineId }) => purchaseOrderLineId === line.id)}
                    unitsPerCase={line.unitsPerCase}
                  />
                }
              />
            ))}
          </QuantityLines>
          <NotReceived
            act={act}
            lines={lines}
            onConfirm={() => void submit({ confirmed: true })}
            onAnyway={(current) => {
              form.see(current);
              void submit({ confirmed: true, seen: current });
            }}
            onGiveUp={(current) => {
              form.forget(current);
              act.clear();
            }}
          />
          <FloorActs>
            <Button type="submit" loading={act.isBusy} disabled={!isReady || act.error?.code === 'changed_meanwhile'}>
              {t('purchasing.receiveUnits', { count: units, number: numberText(units) })}
            </Button>
          </FloorActs>
        </FormFrame>
      </Section>
    </>
  );
}

/** All of it came, or the count begins from nothing. */
function AllOrNone({ form }: { form: Form<Count> }) {
  return (
    <>
      <Button variant="default" onClick={() => form.set({ quantities: {}, damaged: {}, isCounting: false })}>
        {t('receiving.allCame')}
      </Button>
      <Button variant="default" onClick={() => form.set({ quantities: {}, damaged: {}, isCounting: true })}>
        {t('receiving.none')}
      </Button>
    </>
  );
}

/** Why it was not received: more than is to come, or somebody else booked meanwhile; both are decided here. */
function NotReceived(props: {
  act: Act<'receivePurchaseOrder'>;
  lines: readonly Line[];
  onConfirm: () => void;
  onAnyway: (version: number) => void;
  onGiveUp: (version: number) => void;
}) {
  const { act, lines } = props;
  if (act.error?.code === 'quantity_unconfirmed')
    return (
      <MoreThanToCome
        error={act.error}
        lines={lines}
        isBusy={act.isBusy}
        onConfirm={props.onConfirm}
        onClose={act.clear}
      />
    );
  const items = new Map(lines.map((line) => [line.sku, line]));
  return (
    <NotSaved
      error={act.error}
      known={{ items, fulfillments: new Map(), backorders: new Map() }}
      words={{ mine: t('doubt.receive'), theirs: t('receiving.dont') }}
      isBusy={act.isBusy}
      onSaveMine={props.onAnyway}
      onTakeTheirs={() => props.onGiveUp(Number(act.error?.facts.version))}
    />
  );
}

/** What is entered: of a line nobody touched all that is still to come, or nothing once the scanner counts. */
function readCount(lines: readonly Line[], { quantities, damaged, isCounting }: Count) {
  const quantityOf = (line: Line): number | null =>
    line.id in quantities ? (quantities[line.id] ?? null) : isCounting ? 0 : line.remaining;
  const damagedOf = (line: Line): number | null => (line.id in damaged ? (damaged[line.id] ?? null) : 0);
  const arrived = lines
    .map((line) => ({ purchaseOrderLineId: line.id, quantity: quantityOf(line) ?? 0, damaged: damagedOf(line) ?? 0 }))
    .filter(({ quantity }) => quantity > 0);
  const isRead = lines.every((line) => quantityOf(line) !== null && damagedOf(line) !== null);
  return { quantityOf, damagedOf, arrived, isReady: arrived.length > 0 && isRead };
}

/** Codes that were scanned on the way to this page, and the line the first of them meant. */
function useScansOnTheWay() {
  const { line, scans } = route.useSearch();
  const navigate = useNavigate({ from: '/receiving/$purchaseOrderId' });
  return {
    line,
    codes: scans ? scans.split(';').filter((code) => code !== '') : [],
    take: () => void navigate({ search: line ? { line } : {}, replace: true, resetScroll: false }),
  };
}

/** As long as the address of a request may be. */
const LONGEST_ADDRESS = 8_000;

/** Whom what is entered would serve, asked anew a moment after it was changed. */
function useSpokenFor(
  { id }: PurchaseOrder,
  arrived: readonly { purchaseOrderLineId: string; quantity: number; damaged: number }[],
): Answer<'getSpokenFor'>['lines'] | undefined {
  const asked = arrived
    .map(({ purchaseOrderLineId, quantity, damaged }) => `${purchaseOrderLineId}:${quantity - damaged}`)
    .filter((line) => !/:(0|-.*)$/.test(line))
    .join(',');
  const [quantities] = useDebouncedValue(asked, 250);
  const { data } = useRead(
    'getSpokenFor',
    { params: { id }, query: { quantities } },
    // Of so many lines that an address cannot say them nobody reads all of it.
    { enabled: quantities !== '' && quantities.length < LONGEST_ADDRESS, keepPrevious: true },
  );
  return quantities === '' ? undefined : data?.lines;
}

function LineFacts({ line }: { line: Line }) {
  const amount = (quantity: number) => amountText(quantity, line.unitsPerCase);
  const facts = [
    t('receiving.expected', { amount: amount(line.quantity) }),
    line.received > 0 && t('receiving.receivedBefore', { amount: amount(line.received) }),
    line.received > 0 && t('purchasing.toCome', { amount: amount(line.remaining) }),
  ];
  return <>{facts.filter(Boolean).join(' · ')}</>;
}

function outcome(line: Line, quantity: number | null): string | null {
  if (quantity === null) return null;
  const rest = line.remaining - quantity;
  const amount = amountText(Math.abs(rest), line.unitsPerCase);
  if (rest === 0) return line.remaining === 0 ? '' : t('purchasing.allThere');
  return rest > 0 ? t('purchasing.stillToCome', { amount }) : t('purchasing.moreThanOrdered', { amount });
}
