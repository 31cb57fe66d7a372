import { Button, NativeSelect, Textarea, TextInput } from '@mantine/core';
import type { BackorderRow } from '#contract/backorders/backorder-list.ts';
import { useRead } from '#web/api/read.ts';
import { t } from '#web/i18n/words.ts';
import { useCompany } from '#web/ui/company.ts';
import { DayOr } from '#web/ui/date-text.tsx';
import { DayField } from '#web/ui/day-field.tsx';
import { Dialog, DialogButtons } from '#web/ui/dialog.tsx';
import { FieldRow, FormFrame, Restored } from '#web/ui/form.tsx';
import { type LineColumn, LinesTable } from '#web/ui/lines-table.tsx';
import { numberText } from '#web/ui/quantity-text.ts';
import { Refused } from '#web/ui/states.tsx';
import { TwoLines } from '#web/ui/two-lines.tsx';
import { useFirstRows } from '#web/ui/use-first-rows.ts';
import styles from './bulk-acts.module.css';
import { useDayOff } from './day-off.ts';
import type { BulkProps } from './do-for-all.tsx';
import { HOW_TOLD, type HowTold, isMeans, type Promising, usePromising } from './use-promising.ts';

/** Promises each of them a date, from the one that supply gives, and logs how their customers were told, all in one act. */
export function PromiseTable(props: BulkProps) {
  const promising = usePromising(props);
  const { form, act, shown, later, submit } = promising;
  return (
    <Dialog title={t('bulk.promiseTitle', { count: props.rows.length })} isWide onClose={props.onClose}>
      <FormFrame className={styles.form} label={t('bulk.promise')} onSubmit={() => void submit()}>
        {form.startOver && <Restored onStartOver={form.startOver} />}
        <p className="quiet small">{t('bulk.promiseNote')}</p>
        <ForAll promising={promising} />
        <div className={styles.table}>
          <Promises promising={promising} />
        </div>
        {later > 0 && <p className="quiet small">{t('bulk.promiseLater', { count: later })}</p>}
        <Told promising={promising} />
        <Refused error={act.error} />
        <DialogButtons>
          <Button variant="default" onClick={props.onClose}>
            {t('act.close')}
          </Button>
          <Button type="submit" loading={act.isBusy} disabled={shown.length === 0}>
            {actWords(promising)}
          </Button>
        </DialogButtons>
      </FormFrame>
    </Dialog>
  );
}

/** A promise that is left without a date is said. */
function actWords({ shown, dayOf }: Promising): string {
  const none = shown.filter((row) => dayOf(row) === null).length;
  const dates = t('bulk.promiseAct', { count: shown.length - none });
  return none === 0 ? dates : t('bulk.promiseActNoDate', { dates, none });
}

type Part = { promising: Promising };

/** One date for all of them, and one reason for those that are earlier than supply. */
function ForAll({ promising: { form, shown, isEarly } }: Part) {
  const { today } = useCompany();
  return (
    <FieldRow>
      <DayField
        label={t('bulk.promiseAll')}
        min={today}
        onDay={(on) => {
          form.set({ days: on ? Object.fromEntries(shown.map(({ id }) => [id, on])) : {} });
        }}
      />
      {shown.filter(isEarly).length > 1 && (
        <TextInput
          label={t('bulk.promiseReason')}
          maxLength={500}
          value={form.values.reason}
          onChange={(event) => form.set({ reason: event.currentTarget.value })}
        />
      )}
    </FieldRow>
  );
}

function Promises({ promising }: Part) {
  const { shown, refused } = promising;
  const first = useFirstRows(shown);
  const { data: outlooks } = useRead('listOutlooks', { query: { ids: shown.map(({ id }) => id).join(',') } });
  const told = new Map(outlooks?.data.map(({ backorderId, toldOn, toldAt }) => [backorderId, { toldOn, toldAt }]));
  const columns: LineColumn<BackorderRow>[] = [
    { name: t('backorders.column.customer'), cell: (row) => row.customerName },
    {
      name: t('bulk.column.told'),
      cell: ({ id }) => (
        <DayOr
          on={told.get(id)?.toldOn ?? null}
          otherwise={told.get(id)?.toldAt ? t('bulk.noDate') : t('bulk.toldNothing')}
        />
      ),
    },
    {
      name: t('bulk.column.projected'),
      cell: ({ projectedOn }) => <DayOr on={projectedOn} otherwise={t('bulk.noDate')} />,
    },
    { name: t('bulk.column.on'), cell: (row) => <NewDay row={row} promising={promising} /> },
    {
      name: t('bulk.column.reason'),
      isNeeded: shown.some(promising.isEarly),
      cell: (row) => <Reason row={row} promising={promising} />,
    },
  ];
  return (
    <LinesTable
      label={t('bulk.promise')}
      lines={first.shown}
      item={{ name: t('bulk.column.backorder'), cell: (row) => <Which row={row} /> }}
      columns={columns}
      detail={({ id }) => refused.has(id) && <p className={styles.why}>{refused.get(id)}</p>}
    />
  );
}

function Which({ row }: { row: BackorderRow }) {
  const more = row.lineCount > 1 ? ` +${numberText(row.lineCount - 1)}` : '';
  return <TwoLines first={row.number} second={`${row.itemName}${more}`} />;
}

function NewDay({ row, promising: { form, dayOf } }: Part & { row: BackorderRow }) {
  const { today } = useCompany();
  const dayOff = useDayOff();
  const { id, number } = row;
  return (
    <DayField
      size="xs"
      aria-label={t('bulk.onOf', { number })}
      description={dayOff(dayOf(row))}
      min={today}
      value={dayOf(row) ?? ''}
      onDay={(on) => {
        form.set(({ days }) => ({ days: { ...days, [id]: on || null } }));
      }}
    />
  );
}

/** Asked for only where the date is earlier than supply. */
function Reason({ row, promising: { form, isEarly } }: Part & { row: BackorderRow }) {
  const { id, number } = row;
  if (!isEarly(row)) return null;
  const { reason, reasons } = form.values;
  return (
    <TextInput
      size="xs"
      aria-label={t('bulk.reasonOf', { number })}
      placeholder={reason}
      required={reason.trim() === ''}
      maxLength={500}
      value={reasons[id] ?? ''}
      onChange={(event) => {
        const written = event.currentTarget.value;
        form.set(({ reasons: others }) => ({ reasons: { ...others, [id]: written } }));
      }}
    />
  );
}

/** Whether and how the customers were told. */
function Told({ promising: { form } }: Part) {
  const { today } = useCompany();
  const { how, text, nextFollowUpOn } = form.values;
  return (
    <>
      <FieldRow>
        <NativeSelect
          label={t('bulk.how')}
          value={how}
          data={HOW_TOLD.map((value) => ({ value, label: t(`bulk.hows.${value}`) }))}
          onChange={(event) => form.set({ how: event.currentTarget.value as HowTold })}
        />
        {isMeans(how) && (
          <DayField
            label={t('bulk.nextFollowUpOn')}
            min={today}
            value={nextFollowUpOn}
            onDay={(on) => form.set({ nextFollowUpOn: on })}
          />
        )}
      </FieldRow>
      {isMeans(how) && (
        <Textarea
          label={t('bulk.text')}
          required
          autosize
          minRows={2}
          maxLength={4000}
          value={text}
          onChange={(event) => form.set({ text: event.currentTarget.value })}
        />
      )}
    </>
  );
}
