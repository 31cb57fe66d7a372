import { Button, Textarea, TextInput } from '@mantine/core';
import { type FormEvent, type KeyboardEvent, useRef, useState } from 'react';
import { COMMUNICATION_METHODS, REACTIONS } from '#domain/communications/words.ts';
import { addDays } from '#domain/time/calendar.ts';
import { useAct } from '#web/api/act.ts';
import { t } from '#web/i18n/words.ts';
import { Choice } from '#web/ui/choice.tsx';
import { useCompany } from '#web/ui/company.ts';
import { dayText } from '#web/ui/date-words.ts';
import { useShortcuts } from '#web/ui/shortcuts.ts';
import { Refused } from '#web/ui/states.tsx';
import { Tick } from '#web/ui/tick.tsx';
import { tell } from '#web/ui/toast.tsx';
import styles from './contact-form.module.css';
import { FollowUpDay } from './follow-up-day.tsx';

/** A record that has a timeline. */
export type TimelineOf = { record: 'order' | 'backorder'; id: string; customerId: string };

const KINDS = [...COMMUNICATION_METHODS, 'note'] as const;
type Kind = (typeof KINDS)[number];

const NOTHING = {
  kind: 'phone' as Kind,
  direction: 'outbound' as 'outbound' | 'inbound',
  text: '',
  agreement: '',
  preference: '',
  keepPreference: false,
  arrangements: '',
  reaction: '' as '' | (typeof REACTIONS)[number],
  nextFollowUpOn: '',
};

/**
 * One line until somebody writes in it. Then what a call leaves behind: how, who began, what was said, how they took it,
 * when to speak again; the rest is a click away. Control and Enter saves, Escape folds it.
 */
export function ContactForm({ of }: { of: TimelineOf }) {
  const { today } = useCompany();
  const [isOpen, setIsOpen] = useState(false);
  const [entry, setEntry] = useState(NOTHING);
  const text = useRef<HTMLTextAreaElement>(null);
  const log = useAct(of.record === 'order' ? 'recordOrderCommunication' : 'recordBackorderCommunication');
  const note = useAct(of.record === 'order' ? 'addOrderNote' : 'addBackorderNote');
  const isNote = entry.kind === 'note';
  const act = isNote ? note : log;
  const set = (change: Partial<typeof NOTHING>) => setEntry((before) => ({ ...before, ...change }));
  useShortcuts([{ keys: 'm', label: t('contact.shortcut'), act: () => text.current?.focus() }]);

  async function submit() {
    if (entry.text.trim() === '') return text.current?.focus();
    const { kind, reaction, nextFollowUpOn, ...said } = entry;
    const done =
      kind === 'note'
        ? await note.submit({ params: { id: of.id }, body: { text: entry.text } })
        : await log.submit({
            params: { id: of.id },
            body: { ...said, method: kind, reaction: reaction || null, nextFollowUpOn: nextFollowUpOn || null },
          });
    if (!done) return;
    tell(
      nextFollowUpOn && !isNote
        ? t('contact.savedFollowUp', { day: dayText(nextFollowUpOn, today) })
        : t('contact.saved'),
    );
    fold();
  }

  function fold() {
    setEntry(NOTHING);
    setIsOpen(false);
    log.clear();
    note.clear();
    text.current?.blur();
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      void submit();
    } else if (event.key === 'Escape' && entry.text.trim() === '') fold();
  }

  return (
    <form
      className={styles.form}
      data-open={isOpen || undefined}
      aria-label={t('contact.shortcut')}
      onKeyDown={onKeyDown}
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        void submit();
      }}
    >
      {isOpen && (
        <Choice
          label={t('contact.how')}
          options={KINDS.map((value) => ({ value, label: t(`contact.as.${value}`) }))}
          value={entry.kind}
          onChange={(kind) => set({ kind })}
        />
      )}
      <Textarea
        ref={text}
        aria-label={isNote ? t('contact.writeNote') : t('contact.write')}
        placeholder={t('contact.placeholder')}
        autosize={false}
        rows={isOpen ? 3 : 1}
        maxLength={4000}
        value={entry.text}
        onFocus={() => setIsOpen(true)}
        onChange={(event) => set({ text: event.currentTarget.value })}
      />
      {isOpen && (
        <>
          {!isNote && (
            <>
              <Choice
                label={t('contact.direction')}
                showsLabel
                options={(['outbound', 'inbound'] as const).map((value) => ({ value, label: t(`contact.${value}`) }))}
                value={entry.direction}
                onChange={(direction) => set({ direction })}
              />
              <Choice
                label={t('contact.reaction')}
                showsLabel
                options={[
                  { value: '', label: t('contact.noReaction') },
                  ...REACTIONS.map((value) => ({ value, label: t(`contact.${value}`) })),
                ]}
                value={entry.reaction}
                onChange={(reaction) => set({ reaction })}
              />
              <FollowUpDay
                label={t('contact.followUpOn')}
                value={entry.nextFollowUpOn}
                onChange={(nextFollowUpOn) => set({ nextFollowUpOn })}
                days={[
                  { label: t('contact.tomorrow'), on: addDays(today, 1) },
                  { label: t('contact.inThreeDays'), on: addDays(today, 3) },
                  { label: t('contact.nextWeek'), on: addDays(today, 7) },
                ]}
              />
              <details className={styles.details}>
                <summary>{t('contact.details')}</summary>
                <div className={styles.fields}>
                  <TextInput
                    label={t('contact.agreement')}
                    maxLength={1000}
                    value={entry.agreement}
                    onChange={(event) => set({ agreement: event.currentTarget.value })}
                  />
                  <TextInput
                    label={t('contact.preference')}
                    maxLength={1000}
                    value={entry.preference}
                    onChange={(event) => set({ preference: event.currentTarget.value })}
                  />
                  <Tick
                    label={t('contact.keepPreference')}
                    isSet={entry.keepPreference}
                    onSet={(keepPreference) => set({ keepPreference })}
                  />
                  <TextInput
                    label={t('contact.arrangements')}
                    maxLength={1000}
                    value={entry.arrangements}
                    onChange={(event) => set({ arrangements: event.currentTarget.value })}
                  />
                </div>
              </details>
            </>
          )}
          {!isNote && <p className="quiet small">{t('contact.tellsDate')}</p>}
          <Refused error={act.error} />
          <div className={styles.buttons}>
            <Button type="submit" loading={act.isBusy}>
              {t(isNote ? 'contact.saveNote' : 'contact.save')}
            </Button>
            <Button variant="default" onClick={fold}>
              {t('act.close')}
            </Button>
          </div>
        </>
      )}
    </form>
  );
}
