import { Button } from '@mantine/core';
import type { Answer } from '#contract/operations.ts';
import { useAct } from '#web/api/act.ts';
import { useRead } from '#web/api/read.ts';
import { AddressLines } from '#web/customers/party.tsx';
import { t } from '#web/i18n/words.ts';
import { RecordForm } from '#web/records/record-form.tsx';
import { daysWords, type Looks } from '#web/ui/fields.tsx';
import { Fact, Facts, Section } from '#web/ui/page.tsx';
import { FailedState, LoadingState } from '#web/ui/states.tsx';
import { tell } from '#web/ui/toast.tsx';
import { Since } from './since.tsx';

type Company = Answer<'getCompany'>;

/** What the company is called, and where and when it works. */
export function CompanySection(props: { isEdited: boolean; onEdit: (() => void) | null; onClose: () => void }) {
  const { data: company, error, refetch } = useRead('getCompany', {});
  if (!company) {
    return (
      <Section title={t('company.title')}>
        {error ? (
          <FailedState what={t('company.title')} error={error} onRetry={() => void refetch()} />
        ) : (
          <LoadingState rows={2} />
        )}
      </Section>
    );
  }
  if (props.isEdited) return <EditCompany company={company} onClose={props.onClose} />;
  return (
    <Section
      title={t('company.title')}
      note={
        <Since of={company.updatedAt && company.updatedBy ? { at: company.updatedAt, by: company.updatedBy } : null} />
      }
      actions={
        props.onEdit && (
          <Button variant="default" aria-label={t('company.edit')} onClick={props.onEdit}>
            {t('act.edit')}
          </Button>
        )
      }
    >
      <CompanyFacts of={company} />
    </Section>
  );
}

function EditCompany({ company, onClose }: { company: Company; onClose: () => void }) {
  const act = useAct('updateCompany');
  return (
    <RecordForm
      name={'company'}
      title={t('company.edit')}
      looks={looksOf(company)}
      values={company}
      version={company.version}
      submit={t('act.save')}
      act={act}
      onSubmit={async ({ changes: { name, timeZone, currency, workingDays, address, phone, email, color }, seen }) => {
        const saved = await act.submit(
          { body: { name, timeZone, currency, workingDays, address, phone, email, color } },
          seen,
        );
        if (!saved) return null;
        tell(t('company.saved'));
        onClose();
        return saved;
      }}
      onClose={onClose}
    />
  );
}

function looksOf({ timeZone, currency, isCurrencyFixed }: Company): Looks<Company> {
  return {
    name: { kind: 'text', label: t('company.name'), maxLength: 200, required: true },
    timeZone: {
      kind: 'choice',
      label: t('company.timeZone'),
      description: t('company.timeZoneNote'),
      choices: choicesWith(timeZone, ['UTC', ...Intl.supportedValuesOf('timeZone')]),
    },
    ...(isCurrencyFixed
      ? {}
      : {
          currency: {
            kind: 'choice',
            label: t('company.currency'),
            description: t('company.currencyNote'),
            choices: choicesWith(currency, Intl.supportedValuesOf('currency')),
          },
        }),
    workingDays: { kind: 'days', label: t('company.workingDays') },
    phone: { kind: 'text', type: 'tel', label: t('company.phone'), maxLength: 40 },
    email: { kind: 'text', type: 'email', label: t('company.email'), maxLength: 200 },
    address: { kind: 'address', label: t('company.address') },
    color: {
      kind: 'text',
      type: 'color',
      label: t('company.color'),
      description: t('company.colorNote'),
      maxLength: 7,
    },
  };
}

function choicesWith(present: string, names: readonly string[]) {
  return [...new Set([present, ...names])].sort().map((name) => ({ value: name, label: name.replaceAll('_', ' ') }));
}

function CompanyFacts({ of: company }: { of: Company }) {
  return (
    <Facts>
      <Fact name={t('company.name')}>{company.name}</Fact>
      <Fact name={t('company.timeZone')}>{company.timeZone}</Fact>
      <Fact name={t('company.currency')}>
        {company.isCurrencyFixed ? t('company.currencyFixed', { currency: company.currency }) : company.currency}
      </Fact>
      <Fact name={t('company.letterhead')}>
        <AddressLines of={company.address} />
        {[company.phone, company.email].filter(Boolean).join(' · ')}
      </Fact>
      <Fact name={t('company.workingDays')}>{daysWords(company.workingDays)}</Fact>
      <Fact name={t('company.color')}>{company.color}</Fact>
    </Facts>
  );
}
