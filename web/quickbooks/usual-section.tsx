import { NativeSelect } from '@mantine/core';
import { useAct } from '#web/api/act.ts';
import { useRead } from '#web/api/read.ts';
import { t } from '#web/i18n/words.ts';
import { Section } from '#web/ui/page.tsx';
import { Refused } from '#web/ui/states.tsx';
import styles from './quickbooks.module.css';
import type { Quickbooks } from './quickbooks-words.ts';

/** What holds for every invoice: where deals are written, and where sales of new items go. */
export function UsualSection({ of }: { of: Quickbooks }) {
  const act = useAct('updateQuickbooks');
  const items = useRead('listQuickbooksRecords', { query: { kind: 'item', limit: 200 } });
  const accounts = useRead('listQuickbooksRecords', { query: { kind: 'account', limit: 200 } });
  const change = (body: { dealItemId?: string | null; itemAccountId?: string | null }) => void act.submit({ body }, of);
  return (
    <Section title={t('quickbooks.usual')}>
      <div className={styles.steps}>
        <div className={styles.fields}>
          <Pick
            label={t('quickbooks.dealItem')}
            note={t('quickbooks.dealItemNote')}
            value={of.dealItemId}
            records={items.data?.data}
            onPick={(dealItemId) => change({ dealItemId })}
          />
          <Pick
            label={t('quickbooks.itemAccount')}
            note={t('quickbooks.itemAccountNote')}
            value={of.itemAccountId}
            records={accounts.data?.data.filter(({ accountKind }) => accountKind === 'income')}
            onPick={(itemAccountId) => change({ itemAccountId })}
          />
        </div>
        <Refused error={act.error} />
      </div>
    </Section>
  );
}

function Pick(props: {
  label: string;
  note: string;
  value: string | null;
  records: readonly { ledgerId: string; name: string }[] | undefined;
  onPick: (id: string | null) => void;
}) {
  return (
    <NativeSelect
      label={props.label}
      description={props.note}
      inputWrapperOrder={['label', 'input', 'description']}
      value={props.records ? (props.value ?? '') : ''}
      data={[
        { value: '', label: t('quickbooks.none') },
        ...(props.records ?? []).map(({ ledgerId, name }) => ({ value: ledgerId, label: name })),
      ]}
      onChange={(event) => props.onPick(event.currentTarget.value || null)}
    />
  );
}
