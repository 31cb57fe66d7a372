import { Button, TextInput } from '@mantine/core';
import type { Answer } from '#contract/operations.ts';
import { useAct } from '#web/api/act.ts';
import { useDayOff } from '#web/backorders/day-off.ts';
import { t } from '#web/i18n/words.ts';
import { MessageToSend } from '#web/messages/message-to-send.tsx';
import { useForm } from '#web/records/use-form.ts';
import { useCompany } from '#web/ui/company.ts';
import { dayText, fullDayText } from '#web/ui/date-words.ts';
import { DayField } from '#web/ui/day-field.tsx';
import { Dialog, DialogButtons } from '#web/ui/dialog.tsx';
import { FormFrame, Restored } from '#web/ui/form.tsx';
import { Refused } from '#web/ui/states.tsx';
import { Tick } from '#web/ui/tick.tsx';
import { tell } from '#web/ui/toast.tsx';
import styles from './dates.module.css';

/** A promise, and the day it is to be moved to. */
export type Moved = { entry: Answer<'getTimeline'>['days'][number]['first'][number]; to: string };

/** Asks for the day, why where supply comes later, and whether to tell the customer; then promises. */
export function MoveDialog({ moved: { entry, to }, onClose }: { moved: Moved; onClose: () => void }) {
  const { today } = useCompany();
  const dayOff = useDayOff();
  const act = useAct('promiseBackorder');
  const form = useForm(`move ${entry.backorderId} ${to}`, { promisedOn: to, reason: '', notifyCustomer: true });
  const { promisedOn, reason, notifyCustomer } = form.values;
  const isEarly = promisedOn !== '' && (entry.projectedOn === null || promisedOn < entry.projectedOn);
  const body = { promisedOn: promisedOn || null, reason: reason.trim() || null };

  async function submit() {
    const promise = await act.submit({ params: { id: entry.backorderId }, body: { ...body, notifyCustomer } });
    if (!promise) return;
    form.forget();
    tell(promise.promisedOn ? t('promise.done', { day: fullDayText(promise.promisedOn) }) : t('promise.doneNoDate'));
    onClose();
  }

  return (
    <Dialog title={t('dates.moveTitle', { number: entry.number, customer: entry.customerName })} onClose={onClose}>
      <FormFrame className={styles.move} label={t('promise.act')} onSubmit={() => void submit()}>
        {form.startOver && <Restored onStartOver={form.startOver} />}
        <p className="quiet">
          {entry.promisedOn && t('dates.moveFrom', { day: dayText(entry.promisedOn, today) })}{' '}
          {supplyText(entry.projectedOn, isEarly, today)}
        </p>
        <DayField
          label={t('promise.promisedOn')}
          description={dayOff(promisedOn) ?? t('promise.mayBeEmpty')}
          min={today}
          value={promisedOn}
          onDay={(on) => form.set({ promisedOn: on })}
          data-autofocus
        />
        <TextInput
          label={t('promise.reason')}
          required={isEarly}
          maxLength={500}
          value={reason}
          onChange={(event) => form.set({ reason: event.currentTarget.value })}
        />
        <Tick label={t('dates.tell')} isSet={notifyCustomer} onSet={(isSet) => form.set({ notifyCustomer: isSet })} />
        {notifyCustomer && (
          <MessageToSend of={{ event: 'date_moved', body: { backorderId: entry.backorderId, ...body } }} />
        )}
        <Refused error={act.error} />
        <DialogButtons>
          <Button variant="default" onClick={onClose}>
            {t('act.close')}
          </Button>
          <Button type="submit" loading={act.isBusy}>
            {t('promise.act')}
          </Button>
        </DialogButtons>
      </FormFrame>
    </Dialog>
  );
}

function supplyText(projectedOn: string | null, isEarly: boolean, today: string): string {
  if (projectedOn === null) return t('dates.earlyNoDate');
  const day = dayText(projectedOn, today);
  return isEarly ? t('dates.early', { day }) : t('dates.dated', { day });
}
