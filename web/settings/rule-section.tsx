import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Answer } from '#contract/operations.ts';
import { useAct } from '#web/api/act.ts';
import { reading } from '#web/api/read.ts';
import { t } from '#web/i18n/words.ts';
import { NotSaved } from '#web/records/changed-meanwhile.tsx';
import { editSentences } from '#web/records/record-form.tsx';
import { ChoiceList } from '#web/ui/choice-list.tsx';
import { Section } from '#web/ui/page.tsx';
import { tell } from '#web/ui/toast.tsx';
import { Since } from './since.tsx';

export type Settings = Answer<'getSettings'>;

/** The rules that are a choice, and what can be chosen. Whether representatives read all is one of two. */
const RULES = {
  backorderCreation: ['at_partial_fulfillment', 'at_confirmation', 'never'],
  allocationMode: ['automatic', 'after_review', 'by_hand'],
  allocationPolicy: ['priority', 'fifo'],
  defaultShipPolicy: ['partial', 'complete'],
  invoiceRule: ['per_fulfillment', 'in_advance'],
  priceGuard: ['off', 'valid_until', 'month_end'],
  repsReadAll: ['yes', 'no'],
} as const;
type Rule = keyof typeof RULES;

/** One rule: what holds, what else could, and what follows from each. Choosing saves it, and can be taken back. */
export function RuleSection(props: { rule: Rule; settings: Settings; mayChange: boolean }) {
  const { rule, settings } = props;
  const act = useAct('updateSettings');
  const title = t(`rule.${rule}.title`);
  const wordsOf = (value: string, part: 'name' | 'what') =>
    t(`rule.${rule}.${value}.${part}` as 'rule.repsReadAll.no.name');
  const client = useQueryClient();
  // Shown as chosen at once, and taken back when it is refused.
  const [wanted, setWanted] = useState<string | null>(null);
  const [tried, setTried] = useState<string | null>(null);
  const chosen = chosenOf(settings, rule);

  async function save(value: string, version: number): Promise<Settings | null> {
    setWanted(value);
    const body = { [rule]: stored(rule, value) } as Partial<Pick<Settings, Rule>>;
    const saved = await act.submit({ body }, { version });
    if (saved) client.setQueryData(reading('getSettings', {}).queryKey, saved);
    setWanted(null);
    return saved;
  }

  async function choose(value: string, version = settings.version) {
    setTried(value);
    const saved = await save(value, version);
    if (!saved) return;
    const undo = async () => {
      if (await save(chosen, saved.version)) tell(t('settings.undone', { rule: title }));
    };
    tell(
      <>
        {t('settings.saved', { rule: title, value: wordsOf(value, 'name') })}{' '}
        <button type="button" className="link" onClick={() => void undo()}>
          {t('act.undo')}
        </button>
      </>,
    );
  }

  return (
    <Section title={title} note={<Since of={settings.since[rule]} />}>
      <ChoiceList
        label={title}
        choices={RULES[rule].map((value) => ({
          value,
          label: wordsOf(value, 'name'),
          consequence: wordsOf(value, 'what'),
        }))}
        chosen={wanted ?? chosen}
        mayChoose={props.mayChange}
        isBusy={act.isBusy}
        onChoose={(value) => void choose(value)}
      />
      <NotSaved
        error={act.error}
        says={(change) => editSentences(change, {})}
        isBusy={act.isBusy}
        onSaveMine={(version) => tried !== null && void choose(tried, version)}
        onTakeTheirs={act.clear}
      />
    </Section>
  );
}

function chosenOf(settings: Settings, rule: Rule): string {
  const value = settings[rule];
  return typeof value === 'boolean' ? (value ? 'yes' : 'no') : value;
}

function stored(rule: Rule, value: string): string | boolean {
  return rule === 'repsReadAll' ? value === 'yes' : value;
}
