import { Link } from '@tanstack/react-router';
import type { Answer } from '#contract/operations.ts';
import { useMay } from '#web/accounts/viewer.ts';
import { useAct } from '#web/api/act.ts';
import { useRead } from '#web/api/read.ts';
import { t } from '#web/i18n/words.ts';
import { RecordForm } from '#web/records/record-form.tsx';
import { SettingsFrame } from '#web/settings/settings-frame.tsx';
import { Since } from '#web/settings/since.tsx';
import type { Looks } from '#web/ui/fields.tsx';
import { LinesTable } from '#web/ui/lines-table.tsx';
import { Fact, Facts, Section } from '#web/ui/page.tsx';
import { FailedState, LoadingState, Refused } from '#web/ui/states.tsx';
import { Tick } from '#web/ui/tick.tsx';
import { tell } from '#web/ui/toast.tsx';

type Template = Answer<'getMessageTemplate'>;
type Rules = Answer<'getMessageRules'>;
type Values = Pick<Rules, 'gathers' | 'quietFrom' | 'quietUntil' | 'morning' | 'waitMinutes'>;

/** What customers are told of, with which texts, and when. Everyone reads it; administrators change it. */
export function MessageSettingsPage() {
  const mayChange = useMay()('settings.write');
  return (
    <SettingsFrame title={t('settings.messages')} here="/settings/messages">
      {!mayChange && <p className="quiet">{t('settings.onlyAdministrators')}</p>}
      <Texts mayChange={mayChange} />
      <RulesSection mayChange={mayChange} />
    </SettingsFrame>
  );
}

function Texts({ mayChange }: { mayChange: boolean }) {
  const { data, error, refetch } = useRead('listMessageTemplates', { query: {} });
  const act = useAct('updateMessageTemplate');
  const lines = data?.data.map((template) => ({ ...template, id: template.event }));
  const turn = (event: Template['event'], isOn: boolean) =>
    void act.submit({ params: { event }, body: { isOn } }).then((done) => {
      if (done) tell(t(isOn ? 'messages.turnedOn' : 'messages.turnedOff', { event: t(`messages.event.${event}`) }));
    });
  return (
    <Section title={t('messages.textsTitle')} note={t('messages.textsNote')} flush>
      <Refused error={act.error} />
      {error && !data && <FailedState what={t('messages.textsTitle')} error={error} onRetry={() => void refetch()} />}
      {!data && !error && <LoadingState rows={8} />}
      {lines && (
        <LinesTable
          label={t('messages.textsTitle')}
          lines={lines}
          item={{
            name: t('messages.eventOf'),
            cell: ({ event }) => (
              <Link to="/settings/messages/$event" params={{ event }}>
                {t(`messages.event.${event}`)}
              </Link>
            ),
          }}
          columns={[
            { name: t('messages.subject'), cell: ({ subject }) => <span className="small">{subject}</span> },
            {
              name: t('messages.changed'),
              cell: ({ isDefault }) => t(isDefault ? 'messages.asItComes' : 'messages.changedText'),
            },
            {
              name: t('messages.isOn'),
              cell: (line) => <Switch of={line} disabled={!mayChange || act.isBusy} onTurn={turn} />,
            },
          ]}
        />
      )}
    </Section>
  );
}

function RulesSection({ mayChange }: { mayChange: boolean }) {
  const { data: rules, error, refetch } = useRead('getMessageRules', {});
  const act = useAct('updateMessageRules');
  if (!rules) {
    return (
      <Section title={t('messages.rules')}>
        {error ? (
          <FailedState what={t('messages.rules')} error={error} onRetry={() => void refetch()} />
        ) : (
          <LoadingState rows={3} />
        )}
      </Section>
    );
  }
  if (!mayChange) return <RulesRead rules={rules} />;
  return (
    <RecordForm<Values>
      name="message rules"
      title={t('messages.rules')}
      note={<Since of={rules.updatedAt && rules.updatedBy ? { at: rules.updatedAt, by: rules.updatedBy } : null} />}
      looks={looks()}
      values={rules}
      version={rules.version}
      submit={t('act.save')}
      act={act}
      onSubmit={async ({ values, changes, seen }) => {
        const isQuiet = 'quietFrom' in changes || 'quietUntil' in changes;
        const { quietFrom, quietUntil } = values;
        const saved = await act.submit({ body: { ...changes, ...(isQuiet ? { quietFrom, quietUntil } : {}) } }, seen);
        if (saved) tell(t('messages.rulesSaved'));
        return saved;
      }}
    />
  );
}

function looks(): Looks<Values> {
  const time = { kind: 'text', maxLength: 5, pattern: '([01]\\d|2[0-3]):[0-5]\\d' } as const;
  return {
    gathers: { kind: 'tick', label: t('messages.gathers'), description: t('messages.gathersNote') },
    quietFrom: { ...time, label: t('messages.quietFrom'), description: t('messages.quietNote') },
    quietUntil: { ...time, label: t('messages.quietUntil') },
    morning: { ...time, label: t('messages.morning'), description: t('messages.morningNote'), required: true },
    waitMinutes: {
      kind: 'number',
      min: 0,
      max: 120,
      required: true,
      label: t('messages.waitMinutes'),
      description: t('messages.waitMinutesNote'),
    },
  };
}

function RulesRead({ rules }: { rules: Rules }) {
  const { quietFrom, quietUntil } = rules;
  return (
    <Section title={t('messages.rules')}>
      <Facts>
        <Fact name={t('messages.gathers')}>{t(rules.gathers ? 'field.yes' : 'field.no')}</Fact>
        <Fact name={t('messages.quiet')}>
          {quietFrom === null
            ? t('messages.noQuiet')
            : t('messages.quietHours', { from: quietFrom, until: quietUntil ?? '' })}
        </Fact>
        <Fact name={t('messages.morning')}>{rules.morning}</Fact>
        <Fact name={t('messages.waitMinutes')}>{String(rules.waitMinutes)}</Fact>
      </Facts>
    </Section>
  );
}

type Turn = (event: Template['event'], isOn: boolean) => void;

/** A digest is sent where its parts are. */
function Switch({ of: { event, isOn }, disabled, onTurn }: { of: Template; disabled: boolean; onTurn: Turn }) {
  if (event === 'digest') return null;
  return (
    <Tick
      name={t('messages.sendOf', { event: t(`messages.event.${event}`) })}
      isSet={isOn}
      disabled={disabled}
      onSet={(wanted) => onTurn(event, wanted)}
    />
  );
}
