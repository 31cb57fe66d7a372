import { Button, Textarea } from '@mantine/core';
import { useRef, useState } from 'react';
import { COMMUNICATION_METHODS } from '#domain/communications/words.ts';
import { useAct } from '#web/api/act.ts';
import { t } from '#web/i18n/words.ts';
import { useForm } from '#web/records/use-form.ts';
import { Choice } from '#web/ui/choice.tsx';
import { useCompany } from '#web/ui/company.ts';
import { dayText } from '#web/ui/date-words.ts';
import { FormFrame } from '#web/ui/form.tsx';
import { useShortcuts } from '#web/ui/shortcuts.ts';
import { Refused } from '#web/ui/states.tsx';
import { tell } from '#web/ui/toast.tsx';
import styles from './contact-form.module.css';
import { type Said, SaidFields } from './said-fields.tsx';

/** A record that has a timeline. */
export type TimelineOf = { record: 'order' | 'backorder'; id: string; customerId: string };

const KINDS = [...COMMUNICATION_METHODS, 'note'] as const;
type Kind = (typeof KINDS)[number];

type Entry = Said & { kind: Kind; text: string };

const NOTHING: Entry = {
  kind: 'phone',
  direction: 'outbound',
  text: '',
  agreement: null,
  preference: null,
  keepPreference: false,
  arrangements: null,
  reaction: '',
  nextFollowUpOn: '',
};

/**
 * One line until somebody writes in it. Then what a call leaves behind: how, who began, what was said, how they took it,
 * when to speak again; the rest is a click away. Control and Enter saves, Escape folds it.
 */
export function ContactForm({ of }: { of: TimelineOf }) {
  const form = useForm<Entry>(`contact ${of.record} ${of.id}`, NOTHING);
  const [isOpen, setIsOpen] = useState(form.isChanged);
  const text = useRef<HTMLTextAreaElement>(null);
  const { act, send } = useContact(of, form.values);
  const { values, set } = form;
  const isNote = values.kind === 'note';
  useShortcuts([{ keys: 'm', label: t('contact.shortcut'), act: () => text.current?.focus() }]);

  async function submit() {
    if (values.text.trim() === '') return text.current?.focus();
    if (await send()) fold();
  }

  function fold() {
    form.forget();
    setIsOpen(false);
    act.clear();
    text.current?.blur();
  }

  return (
    <FormFrame
      className={isOpen ? `${styles.form} ${styles.open}` : styles.form}
      label={t('contact.shortcut')}
      onSubmit={() => void submit()}
      onEscape={() => values.text.trim() === '' && fold()}
    >
      {isOpen && (
        <Choice
          label={t('contact.how')}
          options={KINDS.map((value) => ({ value, label: t(`contact.as.${value}`) }))}
          value={values.kind}
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
        value={values.text}
        onFocus={() => setIsOpen(true)}
        onChange={(event) => set({ text: event.currentTarget.value })}
      />
      {isOpen && (
        <>
          {!isNote && <SaidFields form={form} />}
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
    </FormFrame>
  );
}

/** Records a contact, or a note, in the timeline of the record. */
function useContact(of: TimelineOf, { kind, text, reaction, nextFollowUpOn, ...said }: Entry) {
  const { today } = useCompany();
  const log = useAct(of.record === 'order' ? 'recordOrderCommunication' : 'recordBackorderCommunication');
  const note = useAct(of.record === 'order' ? 'addOrderNote' : 'addBackorderNote');

  async function send(): Promise<boolean> {
    const params = { id: of.id };
    const rest = { reaction: reaction || null, nextFollowUpOn: nextFollowUpOn || null };
    const done =
      kind === 'note'
        ? await note.submit({ params, body: { text } })
        : await log.submit({ params, body: { ...said, text, method: kind, ...rest } });
    if (!done) return false;
    const isPlanned = kind !== 'note' && nextFollowUpOn !== '';
    tell(isPlanned ? t('contact.savedFollowUp', { day: dayText(nextFollowUpOn, today) }) : t('contact.saved'));
    return true;
  }
  return { act: kind === 'note' ? note : log, send };
}
