import { Button, TextInput } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useAct } from '#web/api/act.ts';
import { type Handed, useDoorLines } from '#web/fulfillment/door-lines.tsx';
import { t } from '#web/i18n/words.ts';
import { useForm } from '#web/records/use-form.ts';
import { FloorActs } from '#web/ui/floor.tsx';
import { moneyText } from '#web/ui/money-text.ts';
import { Refused } from '#web/ui/states.tsx';
import { Tick } from '#web/ui/tick.tsx';
import { tell } from '#web/ui/toast.tsx';
import styles from './deliveries.module.css';
import { useProof } from './proof-fields.tsx';
import type { Stop } from './stop.ts';
import { type TakenAlong, useTakeAlong } from './take-along.tsx';

const NOTHING_SAID = {
  handed: {} as Record<string, Handed>,
  receivedBy: '',
  tookMoney: false,
  taken: {} as TakenAlong,
};
const NO_OTHER_CASES: ReadonlyMap<string, number> = new Map();

/** What is handed over at a stop, line by line, to whom, and what shows it. One act for all that is on the truck for them. */
export function HandOver({ stop }: { stop: Stop }) {
  const { act, deliver } = useHandOver(stop);
  const onTruck = stop.fulfillments.filter(({ status }) => status === 'shipped');
  const form = useForm(`stop ${stop.shipmentId}`, NOTHING_SAID);
  const door = useDoorLines({ lines: onTruck.flatMap(({ lines }) => lines) }, NO_OTHER_CASES, form);
  const back = useTakeAlong(stop, form);
  const proof = useProof();
  const { receivedBy, tookMoney } = form.values;
  if (stop.saleHold === 'no_sale') return <BringBack stop={stop} />;
  const paysInCash = stop.saleHold === 'cash_only';

  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        const said = { receivedBy: receivedBy.trim() || null, proof: proof.given, cashCollected: tookMoney };
        void deliver(said, door.given ?? [], back.givenFor).then((isDone) => isDone && form.forget());
      }}
    >
      {door.fields}
      {back.fields && <h2 className={styles.back}>{t('driver.takeAlong')}</h2>}
      {back.fields}
      {paysInCash && <Cash stop={stop} isTaken={tookMoney} onTaken={(taken) => form.set({ tookMoney: taken })} />}
      <TextInput
        label={t('driver.receivedBy')}
        maxLength={200}
        autoComplete="off"
        value={receivedBy}
        onChange={(event) => form.set({ receivedBy: event.currentTarget.value })}
      />
      {proof.fields}
      <Refused error={act.error} />
      <FloorActs>
        <Button
          type="submit"
          loading={act.isBusy}
          disabled={!door.isWhole || !back.isWhole || (paysInCash && !tookMoney)}
        >
          {t('driver.deliver')}
        </Button>
      </FloorActs>
    </form>
  );
}

type Difference = {
  fulfillmentLineId: string;
  delivered: number;
  reason: 'short' | 'damaged' | 'refused' | 'wrong_item' | null;
};
type Said = {
  receivedBy: string | null;
  proof: { kind: 'photo' | 'signature'; image: string } | null;
  cashCollected: boolean;
};

type TakenAlongFor = ReturnType<typeof useTakeAlong>['givenFor'];

/** Records each fulfillment on the truck for a stop, one after the other; what was recorded stays when a later one is refused. */
function useHandOver(stop: Stop) {
  const act = useAct('deliverFulfillment');
  const navigate = useNavigate();
  async function deliver(said: Said, differences: readonly Difference[], takenAlongFor: TakenAlongFor = () => null) {
    for (const fulfillment of stop.fulfillments) {
      const { id, lines, status } = fulfillment;
      if (status !== 'shipped') continue;
      const own = differences.filter((one) => lines.some((line) => line.id === one.fulfillmentLineId));
      const body = { ...said, lines: own.length > 0 ? own : null, takenAlong: takenAlongFor(fulfillment) };
      if (!(await act.submit({ params: { id }, body }))) return false;
    }
    tell(t('driver.delivered', { name: stop.customerName }));
    await navigate({ to: '/deliveries' });
    return true;
  }
  return { act, deliver };
}

function Cash({ stop, isTaken, onTaken }: { stop: Stop; isTaken: boolean; onTaken: (isTaken: boolean) => void }) {
  return (
    <div className={styles.banner}>
      <strong>
        {stop.cashDue ? t('driver.cashOnly', { amount: moneyText(stop.cashDue) }) : t('driver.cashOnlyPlain')}
      </strong>
      <div className={styles.took}>
        <Tick label={t('driver.tookMoney')} isSet={isTaken} onSet={onTaken} />
      </div>
    </div>
  );
}

/** Nothing may be handed over here: all of it comes back. */
function BringBack({ stop }: { stop: Stop }) {
  const { act, deliver } = useHandOver(stop);
  const differences = stop.fulfillments
    .filter(({ status }) => status === 'shipped')
    .flatMap(({ lines }) =>
      lines.map(({ id }) => ({ fulfillmentLineId: id, delivered: 0, reason: 'refused' as const })),
    );
  return (
    <>
      <div className={styles.banner} role="alert">
        <strong>{t('driver.noSale')}</strong>
        <p>{t('driver.noSaleWhy', { reason: stop.saleHoldReason ?? t('driver.noReason') })}</p>
      </div>
      <Refused error={act.error} />
      <FloorActs>
        <Button
          loading={act.isBusy}
          onClick={() => void deliver({ receivedBy: null, proof: null, cashCollected: false }, differences)}
        >
          {t('driver.bringBack')}
        </Button>
      </FloorActs>
    </>
  );
}
