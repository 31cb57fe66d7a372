import type { ReactNode } from 'react';
import type { ProblemError } from '#web/api/problem-error.ts';
import type { Looks } from '#web/ui/fields.tsx';
import { ActButtons, ActForm } from '#web/ui/form.tsx';
import { Refused } from '#web/ui/states.tsx';
import { Fields } from './record-form.tsx';
import type { Form } from './use-form.ts';

/**
 * An act that asks for a few things, opened on the page it is about. What was typed is kept until it is done or given up; Enter
 * in a field does nothing.
 */
export function ActFieldsForm<Values extends object>(props: {
  form: Form<Values>;
  title: string;
  note?: ReactNode;
  looks: Looks<Values>;
  submit: string;
  isReady?: boolean;
  act: { isBusy: boolean; error: ProblemError | null };
  onSubmit: () => void;
  onClose: () => void;
  /** What stands between the fields and the buttons. */
  children?: ReactNode;
}) {
  const { form, act } = props;
  return (
    <ActForm
      title={props.title}
      note={props.note}
      onStartOver={form.startOver}
      onSubmit={() => props.isReady !== false && props.onSubmit()}
    >
      <Fields form={form} looks={props.looks} error={act.error} />
      {props.children}
      <Refused error={act.error} />
      <ActButtons
        act={props.submit}
        isBusy={act.isBusy}
        disabled={props.isReady === false}
        onClose={() => {
          form.forget();
          props.onClose();
        }}
      />
    </ActForm>
  );
}
