import { TextInput } from '@mantine/core';
import { REACTIONS } from '#domain/communications/words.ts';
import { t } from '#web/i18n/words.ts';
import { Choice } from '#web/ui/choice.tsx';
import { useCompany } from '#web/ui/company.ts';
import { Tick } from '#web/ui/tick.tsx';
import styles from './contact-form.module.css';
import { FollowUpDay, soon } from './follow-up-day.tsx';

/** What a conversation leaves behind, beside what was said. */
export type Said = {
  direction: 'outbound' | 'inbound';
  agreement: string | null;
  preference: string | null;
  keepPreference: boolean;
  arrangements: string | null;
  reaction: '' | (typeof REACTIONS)[number];
  nextFollowUpOn: string;
};

type SaidForm = { values: Said; set(change: Partial<Said>): void };

/** Who began, how they took it, when to speak again; and folded away what was agreed. */
export function SaidFields({ form: { values, set } }: { form: SaidForm }) {
  const { today } = useCompany();
  return (
    <>
      <Choice
        label={t('contact.direction')}
        showsLabel
        options={(['outbound', 'inbound'] as const).map((value) => ({ value, label: t(`contact.${value}`) }))}
        value={values.direction}
        onChange={(direction) => set({ direction })}
      />
      <Choice
        label={t('contact.reaction')}
        showsLabel
        options={[
          { value: '', label: t('contact.noReaction') },
          ...REACTIONS.map((value) => ({ value, label: t(`contact.${value}`) })),
        ]}
        value={values.reaction}
        onChange={(reaction) => set({ reaction })}
      />
      <FollowUpDay
        label={t('contact.followUpOn')}
        value={values.nextFollowUpOn}
        onChange={(nextFollowUpOn) => set({ nextFollowUpOn })}
        days={soon(today)}
      />
      <WhatWasAgreed values={values} set={set} />
      <p className="quiet small">{t('contact.tellsDate')}</p>
    </>
  );
}

function Agreed({ name, values, set }: SaidForm & { name: 'agreement' | 'preference' | 'arrangements' }) {
  return (
    <TextInput
      label={t(`contact.${name}`)}
      maxLength={1000}
      value={values[name] ?? ''}
      onChange={(event) => set({ [name]: event.currentTarget.value || null })}
    />
  );
}

function WhatWasAgreed({ values, set }: SaidForm) {
  return (
    <details className={styles.details}>
      <summary>{t('contact.details')}</summary>
      <div className={styles.fields}>
        <Agreed name="agreement" values={values} set={set} />
        <Agreed name="preference" values={values} set={set} />
        <Tick
          label={t('contact.keepPreference')}
          isSet={values.keepPreference}
          onSet={(keepPreference) => set({ keepPreference })}
        />
        <Agreed name="arrangements" values={values} set={set} />
      </div>
    </details>
  );
}
