import { NativeSelect } from '@mantine/core';
import { useAct } from '#web/api/act.ts';
import { useRead } from '#web/api/read.ts';
import { t } from '#web/i18n/words.ts';
import { Section } from '#web/ui/page.tsx';
import { Refused } from '#web/ui/states.tsx';
import { useCameFor } from './came-for.ts';
import styles from './quickbooks.module.css';
import { type Quickbooks, USUAL } from './quickbooks-words.ts';
import { RecordChooser } from './record-chooser.tsx';

type Chosen = { dealItemId?: string | null; freightItemId?: string | null; itemAccountId?: string | null };

/** What holds for every invoice: where deals and freight are written, and where sales of new items go. */
export function UsualSection({ of }: { of: Quickbooks }) {
  const act = useAct('updateQuickbooks');
  const place = useCameFor(USUAL);
  const change = (body: Chosen) => void act.submit({ body }, of);
  return (
    <Section title={t('quickbooks.usual')}>
      <div id={USUAL} ref={place} className={styles.place} />
      <div className={styles.steps}>
        <div className={styles.fields}>
          <Item of={of.dealItem} word="dealItem" onChoose={(dealItemId) => change({ dealItemId })} />
          <Item of={of.freightItem} word="freightItem" onChoose={(freightItemId) => change({ freightItemId })} />
          <Account of={of.itemAccountId} onPick={(itemAccountId) => change({ itemAccountId })} />
        </div>
        <Refused error={act.error} />
      </div>
    </Section>
  );
}

/** A company has thousands of items: one is found by typing. */
function Item(props: {
  of: Quickbooks['dealItem'];
  word: 'dealItem' | 'freightItem';
  onChoose: (ledgerId: string | null) => void;
}) {
  const { of, word, onChoose } = props;
  return (
    <div>
      <RecordChooser
        key={of?.ledgerId}
        kind="item"
        label={t(`quickbooks.${word}`)}
        chosen={of}
        onChoose={(ledgerId) => ledgerId !== of?.ledgerId && onChoose(ledgerId)}
      />
      <p className={styles.note}>{t(`quickbooks.${word}Note`)}</p>
    </div>
  );
}

function Account({ of, onPick }: { of: string | null; onPick: (id: string | null) => void }) {
  const { data: accounts } = useRead('listQuickbooksRecords', { query: { kind: 'account', limit: 200 } });
  const incomes = accounts?.data.filter(({ accountKind }) => accountKind === 'income');
  return (
    <div>
      <NativeSelect
        label={t('quickbooks.itemAccount')}
        value={incomes ? (of ?? '') : ''}
        data={[
          { value: '', label: t('quickbooks.none') },
          ...(incomes ?? []).map(({ ledgerId, name }) => ({ value: ledgerId, label: name })),
        ]}
        onChange={(event) => onPick(event.currentTarget.value || null)}
      />
      <p className={styles.note}>{t('quickbooks.itemAccountNote')}</p>
    </div>
  );
}
