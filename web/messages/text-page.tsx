import { Button, Textarea, TextInput } from '@mantine/core';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { Answer } from '#contract/operations.ts';
import { LANGUAGES, TEMPLATES, type TemplateName } from '#domain/messages/words.ts';
import { useMay } from '#web/accounts/viewer.ts';
import { useAct } from '#web/api/act.ts';
import { useRead } from '#web/api/read.ts';
import { t } from '#web/i18n/words.ts';
import { type Form, useForm } from '#web/records/use-form.ts';
import { SettingsFrame } from '#web/settings/settings-frame.tsx';
import { Since } from '#web/settings/since.tsx';
import { Choice } from '#web/ui/choice.tsx';
import { FormButtons, FormFrame, Restored } from '#web/ui/form.tsx';
import { Section } from '#web/ui/page.tsx';
import { problemOfField } from '#web/ui/problem-words.ts';
import { EmptyState, FailedState, LoadingState, Refused } from '#web/ui/states.tsx';
import { tell } from '#web/ui/toast.tsx';
import { LivePreview } from './live-preview.tsx';
import styles from './mail.module.css';
import type { TextValues } from './text-address.ts';

const route = getRouteApi('/signed-in/settings/messages/$event');
type Template = Answer<'getMessageTemplate'>;

/** One text in one language: its parts, and beside them what a customer would read. */
export function TextPage() {
  const params = route.useParams();
  const { language = 'en' } = route.useSearch();
  const navigate = useNavigate({ from: '/settings/messages/$event' });
  const event = TEMPLATES.find((known) => known === params.event);
  if (!event) return <EmptyState title={t('state.noPageWhy')} />;
  return (
    <SettingsFrame
      title={t(`messages.event.${event}`)}
      here="/settings/messages"
      actions={
        <Choice
          label={t('messages.language')}
          options={LANGUAGES.map((value) => ({ value, label: t(`language.${value}`) }))}
          value={language}
          onChange={(value) => void navigate({ search: value === 'en' ? {} : { language: value }, replace: true })}
        />
      }
    >
      <p>
        <Link to="/settings/messages">{t('messages.allTexts')}</Link>
      </p>
      <OneText key={`${event} ${language}`} event={event} language={language} />
    </SettingsFrame>
  );
}

function OneText({ event, language }: { event: TemplateName; language: Template['language'] }) {
  const { data, error, refetch } = useRead('getMessageTemplate', { params: { event }, query: { language } });
  if (error && !data)
    return <FailedState what={t('messages.textsTitle')} error={error} onRetry={() => void refetch()} />;
  return data ? <Editor template={data} /> : <LoadingState rows={8} />;
}

function Editor({ template }: { template: Template }) {
  const { event, language, subject, text, html } = template;
  const mayChange = useMay()('settings.write');
  const form = useForm<TextValues>(`text ${event} ${language}`, { subject, text, html });
  const act = useAct('updateMessageTemplate');
  const back = useAct('resetMessageTemplate');
  const [part, setPart] = useState<'text' | 'html'>('text');

  async function save() {
    if (!(await act.submit({ params: { event }, body: { language, ...form.typed } }))) return;
    form.forget();
    tell(t('messages.textSaved'));
  }
  async function reset() {
    if (!(await back.submit({ params: { event }, body: { language } }))) return;
    form.forget();
    tell(t('messages.textReset'));
  }

  return (
    <div className={styles.editor}>
      <Section title={t('messages.text')} note={<LastChange of={template} />}>
        <FormFrame label={t('messages.text')} className={styles.parts} onSubmit={() => void save()}>
          {form.startOver && <Restored onStartOver={form.startOver} />}
          <Parts form={form} part={part} onPart={setPart} error={act.error} readOnly={!mayChange} />
          <Refused error={act.error ?? back.error} />
          {mayChange && (
            <TextButtons
              isSaving={act.isBusy}
              isChanged={form.isChanged}
              isResetting={back.isBusy}
              onReset={template.isDefault ? null : () => void reset()}
            />
          )}
        </FormFrame>
        <Variables of={template.variables} />
      </Section>
      <LivePreview event={event} language={language} texts={form.values} mayTest={mayChange} />
    </div>
  );
}

type PartsProps = {
  form: Form<TextValues>;
  part: 'text' | 'html';
  onPart: (part: 'text' | 'html') => void;
  error: Parameters<typeof problemOfField>[0];
  readOnly: boolean;
};

function Parts(props: PartsProps) {
  const { form, part, error, readOnly } = props;
  return (
    <>
      <TextInput
        label={t('messages.subject')}
        maxLength={500}
        required
        readOnly={readOnly}
        value={form.values.subject}
        error={problemOfField(error, '#/subject')}
        onChange={({ currentTarget }) => form.set({ subject: currentTarget.value })}
      />
      <Choice
        label={t('messages.part.label')}
        options={[
          { value: 'text', label: t('messages.part.text') },
          { value: 'html', label: t('messages.part.html') },
        ]}
        value={part}
        onChange={props.onPart}
      />
      <Textarea
        key={part}
        label={t(part === 'text' ? 'messages.plainPart' : 'messages.htmlPart')}
        description={t(part === 'text' ? 'messages.plainNote' : 'messages.htmlNote')}
        rows={18}
        spellCheck={false}
        required
        readOnly={readOnly}
        maxLength={part === 'text' ? 20_000 : 40_000}
        value={form.values[part]}
        error={problemOfField(error, `#/${part}`)}
        onChange={({ currentTarget }) => form.set({ [part]: currentTarget.value })}
      />
    </>
  );
}

/** What a text may name, with what each says. */
function Variables({ of: variables }: { of: Template['variables'] }) {
  return (
    <details>
      <summary>{t('messages.variables')}</summary>
      <dl className={styles.variables}>
        {variables.map(({ name, meaning }) => (
          <div key={name}>
            <dt>
              <code>{`{{ ${name} }}`}</code>
            </dt>
            <dd className="small">{meaning}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}

function LastChange({ of: { isDefault, updatedAt, updatedBy } }: { of: Template }) {
  if (isDefault) return t('messages.asItComes');
  return <Since of={updatedAt && updatedBy ? { at: updatedAt, by: updatedBy } : null} />;
}

type TextButtonsProps = { isSaving: boolean; isChanged: boolean; isResetting: boolean; onReset: (() => void) | null };

function TextButtons({ isSaving, isChanged, isResetting, onReset }: TextButtonsProps) {
  return (
    <FormButtons>
      <Button type="submit" loading={isSaving} disabled={!isChanged}>
        {t('act.save')}
      </Button>
      {onReset && (
        <Button variant="default" loading={isResetting} onClick={onReset}>
          {t('messages.reset')}
        </Button>
      )}
    </FormButtons>
  );
}
