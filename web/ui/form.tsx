import { Button } from '@mantine/core';
import { type FormEvent, type ReactNode, useEffect, useId, useRef } from 'react';
import { t } from '#web/i18n/words.ts';
import styles from './form.module.css';

/** An act that needs a few answers, opened on the page it is about. It takes the focus when it opens. */
export function ActForm(props: { title: string; note?: ReactNode; onSubmit: () => void; children: ReactNode }) {
  const heading = useRef<HTMLHeadingElement>(null);
  const headingId = useId();
  useEffect(() => heading.current?.focus(), []);
  return (
    <form
      className={styles.form}
      aria-labelledby={headingId}
      noValidate={false}
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        props.onSubmit();
      }}
    >
      <div>
        <h2 id={headingId} ref={heading} tabIndex={-1} className={styles.heading}>
          {props.title}
        </h2>
        {props.note && <p className="quiet small">{props.note}</p>}
      </div>
      {props.children}
    </form>
  );
}

/** Short fields beside each other. */
export function FieldRow({ children }: { children: ReactNode }) {
  return <div className={styles.row}>{children}</div>;
}

/** What ends a form, the act first. */
export function FormButtons({ children }: { children: ReactNode }) {
  return <div className={styles.buttons}>{children}</div>;
}

/** Does what the form is about, or closes it as if it had not been opened. */
export function ActButtons(props: { act: string; isBusy?: boolean; disabled?: boolean; onClose: () => void }) {
  return (
    <FormButtons>
      <Button type="submit" loading={props.isBusy} disabled={props.disabled}>
        {props.act}
      </Button>
      <Button variant="default" onClick={props.onClose}>
        {t('act.close')}
      </Button>
    </FormButtons>
  );
}
