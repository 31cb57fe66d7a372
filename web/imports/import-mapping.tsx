import { NativeSelect } from '@mantine/core';
import { useAct } from '#web/api/act.ts';
import { t } from '#web/i18n/words.ts';
import { Choice } from '#web/ui/choice.tsx';
import { Section } from '#web/ui/page.tsx';
import { Refused } from '#web/ui/states.tsx';
import type { ImportRecord } from './import-record.ts';
import styles from './imports.module.css';

const COUNTED = ['stock', 'purchase_orders', 'orders'];

/** Which column fills which field, with what stands in it; a change is judged at once. */
export function ImportMapping({ of }: { of: ImportRecord }) {
  const act = useAct('updateImport');
  const change = (body: { mapping?: Record<string, string>; units?: 'base' | 'cases' }) =>
    void act.submit({ params: { id: of.id }, body });
  const fill = (field: string, heading: string) => {
    const { [field]: _, ...rest } = of.mapping;
    change({ mapping: heading === '' ? rest : { ...rest, [field]: heading } });
  };
  return (
    <Section title={t('imports.mapping')} note={t('imports.mappingNote')}>
      <div className={styles.steps}>
        {COUNTED.includes(of.kind) && (
          <Choice
            label={t('imports.units')}
            showsLabel
            options={[
              { value: 'base', label: t('imports.base') },
              { value: 'cases', label: t('imports.cases') },
            ]}
            value={of.units}
            onChange={(units) => change({ units })}
          />
        )}
        <div className={styles.fields}>
          {of.fields.map(({ name, isRequired }) => (
            <Field key={name} of={of} name={name} isRequired={isRequired} onFill={(heading) => fill(name, heading)} />
          ))}
        </div>
        <Unused of={of} />
        <Refused error={act.error} />
      </div>
    </Section>
  );
}

/** What of the file is left out, so that nothing is lost unseen. */
function Unused({ of: { columns, mapping } }: { of: ImportRecord }) {
  const used = new Set(Object.values(mapping));
  const unused = columns.filter(({ heading }) => !used.has(heading)).map(({ heading }) => heading);
  if (unused.length === 0) return null;
  return <p className="quiet small">{t('imports.unused', { columns: unused.join(', ') })}</p>;
}

type FieldProps = { of: ImportRecord; name: string; isRequired: boolean; onFill: (heading: string) => void };

function Field({ of, name, isRequired, onFill }: FieldProps) {
  const heading = of.mapping[name] ?? '';
  const samples = of.columns.find((column) => column.heading === heading)?.samples ?? [];
  const form = of.forms[name];
  const read = form && form !== 'text' && form !== 'missing' ? t(`imports.form.${form as 'iso'}`) : null;
  return (
    <NativeSelect
      label={t(`imports.field.${name as 'sku'}`)}
      withAsterisk={isRequired}
      description={[samples.join(' · '), read].filter(Boolean).join(' — ') || t('imports.noColumn')}
      inputWrapperOrder={['label', 'input', 'description']}
      value={heading}
      data={[
        { value: '', label: t('imports.leaveOut') },
        ...of.columns.map((column) => ({ value: column.heading, label: column.heading })),
      ]}
      onChange={(event) => onFill(event.currentTarget.value)}
    />
  );
}
