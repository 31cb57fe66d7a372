import { Button, Checkbox, NativeSelect, TextInput } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useAct } from '#web/api/act.ts';
import { useRead } from '#web/api/read.ts';
import { t } from '#web/i18n/words.ts';
import { useForm } from '#web/records/use-form.ts';
import { Dialog, DialogButtons } from '#web/ui/dialog.tsx';
import { FormFrame } from '#web/ui/form.tsx';
import { Refused } from '#web/ui/states.tsx';
import { tell } from '#web/ui/toast.tsx';
import styles from './reports.module.css';
import { groupingOf, PATHS, type Report, type ReportsAddress, reportFilters } from './reports-address.ts';
import { DAYS } from './when-sent.ts';

type Values = {
  name: string;
  every: 'day' | 'week';
  weekday: number;
  hour: number;
  format: 'csv' | 'xlsx';
  recipientIds: string[];
};
type Change = (change: Partial<Values>) => void;

const START: Values = { name: '', every: 'week', weekday: 1, hour: 7, format: 'xlsx', recipientIds: [] };

/** Has the report that is on the screen, with its filters, sent to people from now on. */
export function SendReport(props: { report: Report; address: ReportsAddress; onClose: () => void }) {
  const { report, address, onClose } = props;
  const act = useAct('createReportSchedule');
  const form = useForm<Values>(`send report ${report}`, { ...START, name: t(`reports.${report}.title`) });
  const { values } = form;
  async function send() {
    const groupBy = groupingOf(report, address) ?? null;
    const sent = { ...values, report: PATHS[report], groupBy, filters: reportFilters(address) };
    const made = await act.submit({ body: sent as Parameters<typeof act.submit>[0]['body'] });
    if (!made) return;
    form.forget();
    tell(t('reports.send.made', { name: made.name }));
    onClose();
  }
  return (
    <Dialog title={t('reports.send.title')} onClose={onClose}>
      <FormFrame label={t('reports.send.title')} isConsequential={false} onSubmit={() => void send()}>
        <p className="quiet small">
          {t('reports.send.note')} <Link to="/reports/sent">{t('reports.send.see')}</Link>
        </p>
        <TextInput
          label={t('reports.send.name')}
          required
          maxLength={80}
          value={values.name}
          onChange={(event) => form.set({ name: event.currentTarget.value })}
        />
        <When values={values} onChange={form.set} />
        <People chosen={values.recipientIds} onChange={(recipientIds) => form.set({ recipientIds })} />
        <Refused error={act.error} />
        <DialogButtons>
          <Button variant="default" onClick={onClose}>
            {t('act.close')}
          </Button>
          <Button type="submit" loading={act.isBusy} disabled={values.recipientIds.length === 0}>
            {t('reports.send.act')}
          </Button>
        </DialogButtons>
      </FormFrame>
    </Dialog>
  );
}

function When({ values, onChange }: { values: Values; onChange: Change }) {
  const { every, weekday, hour, format } = values;
  return (
    <div className={styles.when}>
      <NativeSelect
        label={t('reports.send.every')}
        value={every}
        data={(['day', 'week'] as const).map((value) => ({ value, label: t(`reports.send.on.${value}`) }))}
        onChange={(event) => onChange({ every: event.currentTarget.value as Values['every'] })}
      />
      {every === 'week' && (
        <NativeSelect
          label={t('reports.send.weekday')}
          value={String(weekday)}
          data={DAYS.map((day, index) => ({ value: String(index + 1), label: t(`field.day.${day}`) }))}
          onChange={(event) => onChange({ weekday: Number(event.currentTarget.value) })}
        />
      )}
      <NativeSelect
        label={t('reports.send.hour')}
        value={String(hour)}
        data={Array.from({ length: 24 }, (_, value) => ({ value: String(value), label: `${value}:00` }))}
        onChange={(event) => onChange({ hour: Number(event.currentTarget.value) })}
      />
      <NativeSelect
        label={t('reports.send.format')}
        value={format}
        data={(['xlsx', 'csv'] as const).map((value) => ({ value, label: t(`reports.${value}`) }))}
        onChange={(event) => onChange({ format: event.currentTarget.value as Values['format'] })}
      />
    </div>
  );
}

function People({ chosen, onChange }: { chosen: readonly string[]; onChange: (ids: string[]) => void }) {
  const { data } = useRead('listUsers', { query: { limit: 200 } });
  return (
    <fieldset className={styles.people}>
      <legend>{t('reports.send.people')}</legend>
      {data?.data
        .filter(({ active }) => active)
        .map(({ id, name, email }) => (
          <Checkbox
            key={id}
            label={name}
            description={email}
            checked={chosen.includes(id)}
            onChange={(event) =>
              onChange(event.currentTarget.checked ? [...chosen, id] : chosen.filter((one) => one !== id))
            }
          />
        ))}
    </fieldset>
  );
}
