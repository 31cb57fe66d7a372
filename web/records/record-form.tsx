import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useEffect, useState } from 'react';
import type { ProblemError } from '#web/api/problem-error.ts';
import { t } from '#web/i18n/words.ts';
import { Field, type Look, type Looks, valueWords } from '#web/ui/fields.tsx';
import { ActButtons, ActForm, FieldRow } from '#web/ui/form.tsx';
import { problemOfField } from '#web/ui/problem-words.ts';
import { wordsOfCode } from '#web/ui/words-of-code.ts';
import { type Change, NotSaved } from './changed-meanwhile.tsx';

/** What was typed: every field, and of a record that exists already only those that are other than before. */
export type Written<Values> = {
  values: Values;
  changes: Partial<Values>;
  /** The version the changes are made from. */
  seen?: { version: number };
};

/**
 * Adds a record or changes one. Only what was changed is sent, with the version it was changed from. When somebody else
 * was faster, it says who and what, keeps everything typed, shows the rest as it is now, and can be sent again.
 */
export function RecordForm<Values extends object>(props: {
  title: string;
  note?: ReactNode;
  looks: Looks<Values>;
  /** The record as it is now, or what a new one starts from. */
  values: Values;
  /** Of a record that exists already. */
  version?: number;
  submit: string;
  act: { isBusy: boolean; error: ProblemError | null; clear(): void };
  onSubmit: (written: Written<Values>) => void;
  onClose: () => void;
}) {
  const { looks, act } = props;
  const { error } = act;
  const client = useQueryClient();
  const [typed, setTyped] = useState<Partial<Values>>({});
  const [seen, setSeen] = useState(props.version);
  const values = { ...props.values, ...typed };
  const isChanged = seen === undefined || Object.keys(typed).length > 0;
  const isStale = error?.code === 'changed_meanwhile';

  // What was not touched shows what the other saved.
  useEffect(() => {
    if (isStale) void client.invalidateQueries();
  }, [isStale, client]);

  const send = (version: number | undefined) =>
    props.onSubmit({ values, changes: typed, ...(version === undefined ? {} : { seen: { version } }) });

  return (
    <ActForm title={props.title} note={props.note} onSubmit={() => send(seen)}>
      <FieldRow>
        {(Object.entries(looks) as [keyof Values & string, Look][]).map(([name, look]) => (
          <Field
            key={name}
            look={look}
            value={values[name]}
            onChange={(value) => setTyped((before) => withTyped(before, name, value, props.values))}
            error={problemOfField(error, `#/${name}`) ?? problemOfField(error, `#/${name}/amount`)}
          />
        ))}
      </FieldRow>
      <NotSaved
        error={error}
        says={(change) => editSentences(change, looks, typed)}
        isBusy={act.isBusy}
        onSaveMine={(version) => {
          setSeen(version);
          send(version);
        }}
        onTakeTheirs={() => {
          setTyped({});
          setSeen(Number(error?.facts.version));
          act.clear();
        }}
      />
      {!isStale && <ActButtons act={props.submit} isBusy={act.isBusy} disabled={!isChanged} onClose={props.onClose} />}
    </ActForm>
  );
}

/** What was typed, without what is again as the record has it. */
function withTyped<Values extends object>(
  typed: Partial<Values>,
  name: keyof Values & string,
  value: unknown,
  record: Values,
): Partial<Values> {
  const { [name]: _, ...others } = typed;
  const isSame = JSON.stringify(value ?? null) === JSON.stringify(record[name] ?? null);
  return (isSame ? others : { ...others, [name]: value }) as Partial<Values>;
}

/** "Tier from Standard to VIP", and beside a field that both changed what was typed into it here. */
export function editSentences<Values extends object>(
  { changes }: Change,
  looks: Looks<Values>,
  typed: Partial<Values> = {},
): string[] {
  return Object.entries(changes).map(([field, change]) => {
    const look = (looks as Record<string, Look | undefined>)[field];
    const { from, to } = change as { from: unknown; to: unknown };
    const edited = t('changed.edited', {
      field: look?.label ?? wordsOfCode(field.replace(/([A-Z])/g, '_$1').toLowerCase()),
      from: valueWords(look, from),
      to: valueWords(look, to),
    });
    if (!(field in typed)) return edited;
    return `${edited} (${t('changed.mine', { value: valueWords(look, (typed as Record<string, unknown>)[field]) })})`;
  });
}
