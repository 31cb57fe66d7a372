import { Button } from '@mantine/core';
import { useAct } from '#web/api/act.ts';
import { t } from '#web/i18n/words.ts';
import { RecordForm } from '#web/records/record-form.tsx';
import type { Looks } from '#web/ui/fields.tsx';
import { Fact, Facts, Section } from '#web/ui/page.tsx';
import { tell } from '#web/ui/toast.tsx';
import type { Settings } from './rule-section.tsx';
import { Since } from './since.tsx';

/** Rules that are a number of days, as they stand together, with the bounds of each. */
const GROUPS = {
  days: { handlingDays: [0, 60], reserveAheadDays: [0, 365], customerLinkDays: [1, 365] },
  limits: {
    reviewAfterDays: [1, 365],
    maximumAgeDays: [1, 3650],
    startWithinDays: [0, 365],
    shipWithinDays: [0, 365],
    confirmDeliveryWithinDays: [0, 365],
    weeklyStatusAfterDays: [1, 365],
    consentWithinDays: [1, 90],
  },
} as const;
type Group = keyof typeof GROUPS;
type Rule = { [G in Group]: keyof (typeof GROUPS)[G] }[Group];

/** A group of days the company works by: those it adds and reserves by, or those past which it wants to be told. */
export function DaysSection(props: {
  group: Group;
  settings: Settings;
  isEdited: boolean;
  onEdit: (() => void) | null;
  onClose: () => void;
}) {
  const { group, settings, onEdit } = props;
  if (props.isEdited) return <EditDays group={group} settings={settings} onClose={props.onClose} />;
  return (
    <Section
      title={t(`rule.${group}.title`)}
      actions={
        onEdit && (
          <Button variant="default" aria-label={t(`rule.${group}.edit`)} onClick={onEdit}>
            {t('act.edit')}
          </Button>
        )
      }
    >
      <Facts>
        {rulesOf(group).map(([rule]) => (
          <Fact key={rule} name={t(`rule.${rule}`)}>
            {t('settings.days', { count: settings[rule] })}{' '}
            <span className="quiet small">
              {t(`rule.${rule}Note`)} <Since of={settings.since[rule]} />.
            </span>
          </Fact>
        ))}
      </Facts>
    </Section>
  );
}

const rulesOf = (group: Group) => Object.entries(GROUPS[group]) as [Rule, readonly [number, number]][];

function EditDays({ group, settings, onClose }: { group: Group; settings: Settings; onClose: () => void }) {
  const act = useAct('updateSettings');
  const rules = rulesOf(group);
  const looks: Looks<Settings> = Object.fromEntries(
    rules.map(([rule, [min, max]]) => [
      rule,
      { kind: 'number', min, max, required: true, label: t(`rule.${rule}`), description: t(`rule.${rule}Note`) },
    ]),
  );
  return (
    <RecordForm
      name={`settings ${group}`}
      title={t(`rule.${group}.edit`)}
      looks={looks}
      values={settings}
      version={settings.version}
      submit={t('act.save')}
      act={act}
      onSubmit={async ({ changes, seen }) => {
        const body: Partial<Record<Rule, number>> = Object.fromEntries(rules.map(([rule]) => [rule, changes[rule]]));
        const saved = await act.submit({ body }, seen);
        if (!saved) return null;
        tell(t(`rule.${group}.saved`));
        onClose();
        return saved;
      }}
      onClose={onClose}
    />
  );
}
