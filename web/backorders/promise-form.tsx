import type { Backorder } from '#contract/backorders/backorder.ts';
import { useAct } from '#web/api/act.ts';
import { t } from '#web/i18n/words.ts';
import { MessageToSend } from '#web/messages/message-to-send.tsx';
import { ActFieldsForm } from '#web/records/act-fields-form.tsx';
import { useForm } from '#web/records/use-form.ts';
import { useCompany } from '#web/ui/company.ts';
import { fullDayText } from '#web/ui/date-words.ts';
import type { Looks } from '#web/ui/fields.tsx';
import { Tick } from '#web/ui/tick.tsx';
import { tell } from '#web/ui/toast.tsx';
import { useDayOff } from './day-off.ts';
import { rangeText } from './waiting-words.ts';

type Values = { promisedOn: string | null; reason: string | null; notifyCustomer: boolean };

/** Promises the customer a date, starting from the one that today's supply gives. */
export function PromiseForm({ backorder, onClose }: { backorder: Backorder; onClose: () => void }) {
  const { id, projectedOn } = backorder;
  const { today } = useCompany();
  const dayOff = useDayOff();
  const act = useAct('promiseBackorder');
  const form = useForm<Values>(`promise ${id}`, {
    promisedOn: projectedOn ?? backorder.promisedOn,
    reason: null,
    notifyCustomer: false,
  });
  const { promisedOn, reason, notifyCustomer } = form.values;
  const given = { promisedOn, reason: reason?.trim() || null };
  const isEarly = promisedOn !== null && (projectedOn === null || promisedOn < projectedOn);

  async function submit() {
    const promise = await act.submit({ params: { id }, body: { ...given, notifyCustomer } });
    if (!promise) return;
    form.forget();
    tell(promise.promisedOn ? t('promise.done', { day: fullDayText(promise.promisedOn) }) : t('promise.doneNoDate'));
    onClose();
  }

  return (
    <ActFieldsForm
      form={form}
      title={t('promise.title')}
      note={noteOf(backorder, today)}
      looks={looks({ today, isEarly, dayOff: dayOff(promisedOn) })}
      submit={t('promise.act')}
      act={act}
      onSubmit={() => void submit()}
      onClose={onClose}
    >
      <Tick label={t('cancel.notify')} isSet={notifyCustomer} onSet={(isSet) => form.set({ notifyCustomer: isSet })} />
      {notifyCustomer && <MessageToSend of={{ event: 'date_moved', body: { backorderId: id, ...given } }} />}
    </ActFieldsForm>
  );
}

/** What today's supply gives, and between which days the last of it will likely ship. */
function noteOf({ projectedOn, lines }: Backorder, today: string): string {
  if (!projectedOn) return t('promise.notProjected');
  const said = t('promise.projected', { day: fullDayText(projectedOn) });
  const ranges = lines.flatMap(({ likelyBetween }) => likelyBetween ?? []);
  const last = ranges.sort((a, b) => (a.p90On < b.p90On ? 1 : -1))[0];
  return last ? `${said} ${rangeText(last, today)}.` : said;
}

function looks(of: { today: string; isEarly: boolean; dayOff: string | null }): Looks<Omit<Values, 'notifyCustomer'>> {
  const { today, isEarly, dayOff } = of;
  return {
    promisedOn: {
      kind: 'date',
      label: t('promise.promisedOn'),
      description: dayOff ?? t('promise.mayBeEmpty'),
      min: today,
    },
    reason: {
      kind: 'text',
      label: t('promise.reason'),
      maxLength: 500,
      required: isEarly,
      ...(isEarly && { description: t('promise.early') }),
    },
  };
}
