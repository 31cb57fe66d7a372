import { Button } from '@mantine/core';
import { useAct } from '#web/api/act.ts';
import { t } from '#web/i18n/words.ts';
import { RecordForm } from '#web/records/record-form.tsx';
import type { Looks } from '#web/ui/fields.tsx';
import { Fact, Facts, Section } from '#web/ui/page.tsx';
import { tell } from '#web/ui/toast.tsx';
import type { Settings } from './rule-section.tsx';
import { Since } from './since.tsx';

/** The days the company adds and reserves by. */
export function DaysSection(props: {
  settings: Settings;
  isEdited: boolean;
  onEdit: (() => void) | null;
  onClose: () => void;
}) {
  const { settings } = props;
  const act = useAct('updateSettings');
  if (props.isEdited) {
    return (
      <RecordForm
        title={t('rule.days.edit')}
        looks={looks()}
        values={settings}
        version={settings.version}
        submit={t('act.save')}
        act={act}
        onSubmit={async ({ changes: { handlingDays, reserveAheadDays }, seen }) => {
          if (!(await act.submit({ body: { handlingDays, reserveAheadDays } }, seen))) return;
          tell(t('rule.days.saved'));
          props.onClose();
        }}
        onClose={props.onClose}
      />
    );
  }
  return (
    <Section
      title={t('rule.days.title')}
      actions={
        props.onEdit && (
          <Button variant="default" aria-label={t('rule.days.edit')} onClick={props.onEdit}>
            {t('act.edit')}
          </Button>
        )
      }
    >
      <Facts>
        {(['handlingDays', 'reserveAheadDays'] as const).map((name) => (
          <Fact key={name} name={t(`rule.days.${name}`)}>
            {t('settings.days', { count: settings[name] })}{' '}
            <span className="quiet small">
              {t(`rule.days.${name}Note`)} <Since of={settings.since[name]} />.
            </span>
          </Fact>
        ))}
      </Facts>
    </Section>
  );
}

function looks(): Looks<Settings> {
  return {
    handlingDays: {
      kind: 'number',
      label: t('rule.days.handlingDays'),
      description: t('rule.days.handlingDaysNote'),
      min: 0,
      max: 60,
      required: true,
    },
    reserveAheadDays: {
      kind: 'number',
      label: t('rule.days.reserveAheadDays'),
      description: t('rule.days.reserveAheadDaysNote'),
      min: 0,
      max: 365,
      required: true,
    },
  };
}
