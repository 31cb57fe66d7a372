import { Button, TextInput } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Answer } from '#contract/operations.ts';
import type { TemplateName } from '#domain/messages/words.ts';
import { useMe } from '#web/accounts/viewer.ts';
import { useAct } from '#web/api/act.ts';
import { call } from '#web/api/call.ts';
import type { ProblemError } from '#web/api/problem-error.ts';
import { useFirst } from '#web/api/read.ts';
import { t } from '#web/i18n/words.ts';
import { FieldRow, FormButtons } from '#web/ui/form.tsx';
import { Section } from '#web/ui/page.tsx';
import { LoadingState, Refused } from '#web/ui/states.tsx';
import { tell } from '#web/ui/toast.tsx';
import { Mail } from './mail.tsx';
import type { TextValues } from './text-address.ts';
import { useSettled } from './use-settled.ts';

/** What a customer would read, as it is typed: about a real backorder, or a customer who does not exist. */
export function LivePreview(props: {
  event: TemplateName;
  language: Answer<'getMessageTemplate'>['language'];
  texts: TextValues;
  mayTest: boolean;
}) {
  const { event, language } = props;
  const [backorderId, setBackorderId] = useState('');
  const texts = useSettled(props.texts);
  const backorders = useFirst('listBackorders', { query: { tab: 'open', limit: 20 } });
  const about = backorderId === '' || event === 'digest' ? {} : { backorderId };
  const preview = useQuery<Answer<'previewMessageTemplate'>, ProblemError>({
    queryKey: ['previewMessageTemplate', event, language, texts, about],
    queryFn: () => call('previewMessageTemplate', { params: { event }, body: { language, ...texts, ...about } }, {}),
    placeholderData: keepPreviousData,
    retry: false,
  });
  return (
    <Section title={t('messages.preview')}>
      {event !== 'digest' && (
        <label>
          {t('messages.previewOf')}{' '}
          <select value={backorderId} onChange={({ currentTarget }) => setBackorderId(currentTarget.value)}>
            <option value="">{t('messages.sample')}</option>
            {backorders.rows?.map(({ id, number, customerName }) => (
              <option key={id} value={id}>
                {number} · {customerName}
              </option>
            ))}
          </select>
        </label>
      )}
      <Refused error={preview.error} />
      {!preview.data && !preview.error && <LoadingState rows={8} />}
      {preview.data && !preview.error && <Mail {...preview.data} />}
      {props.mayTest && backorderId !== '' && <TrySend event={event} language={language} backorderId={backorderId} />}
    </Section>
  );
}

/** Sends what is kept to an address of one's own. */
function TrySend(props: {
  event: TemplateName;
  language: Answer<'getMessageTemplate'>['language'];
  backorderId: string;
}) {
  const { event, language, backorderId } = props;
  const { email } = useMe() as { email?: string };
  const [to, setTo] = useState(email ?? '');
  const act = useAct('testMessageTemplate');
  return (
    <>
      <FieldRow>
        <TextInput
          type="email"
          label={t('messages.testTo')}
          description={t('messages.testNote')}
          value={to}
          onChange={({ currentTarget }) => setTo(currentTarget.value)}
        />
      </FieldRow>
      <Refused error={act.error} />
      <FormButtons>
        <Button
          variant="default"
          loading={act.isBusy}
          disabled={to.trim() === ''}
          onClick={() =>
            void act
              .submit({ params: { event }, body: { to: to.trim(), language, backorderId } })
              .then((done) => done && tell(t('messages.testSent', { to: to.trim() })))
          }
        >
          {t('messages.sendTest')}
        </Button>
      </FormButtons>
    </>
  );
}
