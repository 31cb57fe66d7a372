import { Button, NativeSelect, Textarea } from '@mantine/core';
import { useFirst } from '#web/api/read.ts';
import type { Customer } from '#web/customers/customer-picker.tsx';
import { t } from '#web/i18n/words.ts';
import { useForm } from '#web/records/use-form.ts';
import { useCompany } from '#web/ui/company.ts';
import { dayText } from '#web/ui/date-words.ts';
import { moneyText } from '#web/ui/money-text.ts';
import styles from './order-entry.module.css';

/** Ways to enter many lines in one act: an earlier order of the customer, or a list that was copied elsewhere. */
export function ManyAtOnce(props: {
  customer: Customer | null;
  isBusy: boolean;
  onCopy: (orderId: string) => void;
  onRows: (text: string) => void;
}) {
  const form = useForm('order new list', { list: null as string | null });
  const { list } = form.values;
  return (
    <>
      <div className={styles.choice}>
        {props.customer && <EarlierOrders customer={props.customer} isBusy={props.isBusy} onCopy={props.onCopy} />}
        <Button
          variant="default"
          aria-expanded={list !== null}
          onClick={() => form.set({ list: list === null ? '' : null })}
        >
          {t('entry.pasteList')}
        </Button>
        <span className="quiet small">{t('entry.pasteHint')}</span>
      </div>
      {list !== null && (
        <PasteBox
          list={list}
          isBusy={props.isBusy}
          onType={(typed) => form.set({ list: typed })}
          onAdd={() => {
            props.onRows(list);
            form.forget();
          }}
        />
      )}
    </>
  );
}

function EarlierOrders(props: { customer: Customer; isBusy: boolean; onCopy: (orderId: string) => void }) {
  const { today } = useCompany();
  const orders = useFirst('listOrders', { query: { customerId: props.customer.id, limit: 10 } });
  if (!orders.rows || orders.rows.length === 0) return null;
  return (
    <NativeSelect
      aria-label={t('entry.copy')}
      disabled={props.isBusy}
      value=""
      data={[
        { value: '', label: t('entry.copyChoose') },
        ...orders.rows.map(({ id, number, orderedOn, orderedValue }) => ({
          value: id,
          label: t('entry.copyOf', { number, day: dayText(orderedOn, today), value: moneyText(orderedValue) }),
        })),
      ]}
      onChange={(event) => event.currentTarget.value && props.onCopy(event.currentTarget.value)}
    />
  );
}

type PasteBoxProps = { list: string; isBusy: boolean; onType: (list: string) => void; onAdd: () => void };

function PasteBox({ list, isBusy, onType, onAdd }: PasteBoxProps) {
  return (
    <div>
      <Textarea
        label={t('entry.pasteTitle')}
        autoFocus
        rows={6}
        value={list}
        onChange={(event) => onType(event.currentTarget.value)}
      />
      <Button mt="0.5rem" variant="default" disabled={list.trim() === ''} loading={isBusy} onClick={onAdd}>
        {t('entry.pasteAdd')}
      </Button>
    </div>
  );
}
