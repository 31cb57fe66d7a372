import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useEffect } from 'react';
import type { ProblemError } from '#web/api/problem-error.ts';
import { t } from '#web/i18n/words.ts';
import { Field, type Look, type Looks, valueWords } from '#web/ui/fields.tsx';
import { ActButtons, ActForm, FieldRow } from '#web/ui/form.tsx';
import { problemOfField } from '#web/ui/problem-words.ts';
import { wordsOfCode } from '#web/ui/words-of-code.ts';
import { type Change, NotSaved } from './changed-meanwhile.tsx';
import { type Form, useForm } from './use-form.ts';

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
  /** Which form of which record, "customer 7", by which its draft is kept. */
  name: string;
  /** What of it may be kept nowhere. */
  secrets?: readonly string[];
  title: string;
  note?: ReactNode;
  /** What is asked for, which may depend on what was answered so far. */
  looks: Looks<Values> | ((values: Values) => Looks<Values>);
  /** The record as it is now, or what a new one starts from. */
  values: Values;
  /** Of a record that exists already. */
  version?: number;
  submit: string;
  act: { isBusy: boolean; error: ProblemError | null; clear(): void };
  /** Answers what was saved, or null when it was refused. What was typed is forgotten once it is saved. */
  onSubmit: (written: Written<Values>) => Promise<{ version?: number } | null>;
  /** What follows when it is given up. */
  onClose?: () => void;
}) {
  const { act, onClose } = props;
  const { error } = act;
  const form = useForm(props.name, props.values, props.version, props.secrets);
  const looks = typeof props.looks === 'function' ? props.looks(form.values) : props.looks;
  const isStale = useFreshWhenStale(error);

  async function send(version: number | undefined) {
    const seen = version === undefined ? {} : { seen: { version } };
    const saved = await props.onSubmit({ values: form.values, changes: form.typed, ...seen });
    if (saved) form.forget(saved.version);
  }

  function close() {
    form.forget();
    onClose?.();
  }

  return (
    <ActForm
      title={props.title}
      note={props.note}
      isConsequential={false}
      onStartOver={form.startOver}
      onSubmit={() => void send(form.seen)}
    >
      <Fields form={form} looks={looks} error={error} />
      <NotSaved
        error={error}
        says={(change) => editSentences(change, looks, form.typed)}
        isBusy={act.isBusy}
        onSaveMine={(version) => {
          form.see(version);
          void send(version);
        }}
        onTakeTheirs={() => {
          form.forget(Number(error?.facts.version));
          act.clear();
        }}
      />
      {!isStale && (
        <ActButtons
          act={props.submit}
          isBusy={act.isBusy}
          disabled={form.seen !== undefined && !form.isChanged}
          onClose={onClose && close}
        />
      )}
    </ActForm>
  );
}

/** The fields of a form in a row, each with what is wrong with it; what only this form has stands before them. */
export function Fields<Values extends object>(props: {
  form: Form<Values>;
  looks: Looks<Values>;
  error: ProblemError | null;
  children?: ReactNode;
}) {
  const { form, error } = props;
  return (
    <FieldRow>
      {props.children}
      {(Object.entries(props.looks) as [keyof Values & string, Look][]).map(([name, look]) => (
        <Field
          key={name}
          look={look}
          value={form.values[name]}
          onChange={(value) => form.set({ [name]: value } as Partial<Values>)}
          error={problemOfField(error, `#/${name}`) ?? problemOfField(error, `#/${name}/amount`)}
        />
      ))}
    </FieldRow>
  );
}

/** Whether somebody changed the record meanwhile; what was not touched then shows what they saved. */
function useFreshWhenStale(error: ProblemError | null): boolean {
  const client = useQueryClient();
  const isStale = error?.code === 'changed_meanwhile';
  useEffect(() => {
    if (isStale) void client.invalidateQueries();
  }, [isStale, client]);
  return isStale;
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
