import { Button } from '@mantine/core';
import { type FormEvent, type KeyboardEvent, type ReactNode, useEffect, useId, useRef } from 'react';
import { t } from '#web/i18n/words.ts';
import { forgetWords, isSubmit, sayOwnWords } from './field-words.ts';
import styles from './form.module.css';
import { useGivesFocusBack } from './gives-focus-back.ts';

/**
 * The frame of every form that changes something. Enter in a field sends none that has consequences: a scanner ends with Enter,
 * and so do people who want the next field. Its button sends it, and so do Control and Enter together.
 */
export function FormFrame(props: {
  labelledBy?: string;
  label?: string;
  /** Without one its parts stand below each other as sections of a page. */
  className?: string;
  /** What it does cannot simply be changed back. So it is unless told. */
  isConsequential?: boolean;
  onSubmit: () => void;
  onType?: () => void;
  onEscape?: (event: KeyboardEvent<HTMLFormElement>) => void;
  children: ReactNode;
}) {
  const { isConsequential = true } = props;
  return (
    <form
      className={props.className ?? styles.page}
      aria-labelledby={props.labelledBy}
      aria-label={props.label}
      onInvalidCapture={(event) => sayOwnWords(event.target)}
      onClickCapture={(event) => isSubmit(event.target) && forgetWords(event.currentTarget)}
      // Before a list of choices in it takes this Enter for its own.
      onKeyDownCapture={(event) => {
        if (!isConsequential || !sends(event)) return;
        event.preventDefault();
        event.stopPropagation();
        forgetWords(event.currentTarget);
        event.currentTarget.requestSubmit();
      }}
      onInput={props.onType}
      onKeyDown={(event) => {
        if (event.key === 'Escape') props.onEscape?.(event);
        if (isConsequential && event.key === 'Enter' && isField(event)) event.preventDefault();
      }}
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        props.onSubmit();
      }}
    >
      {props.children}
    </form>
  );
}

/** Control and Enter together, except where something is being searched for that nobody chose yet: there it chooses. */
function sends({ key, ctrlKey, metaKey, target, currentTarget }: KeyboardEvent): boolean {
  if (key !== 'Enter' || !(ctrlKey || metaKey) || !(target instanceof HTMLElement)) return false;
  return target.closest('form') === currentTarget && target.dataset.searching === undefined;
}

function isField({ target }: KeyboardEvent): boolean {
  return target instanceof HTMLInputElement || target instanceof HTMLSelectElement;
}

/** An act that needs a few answers, opened on the page it is about. It takes the focus when it opens, unless a scan box has it. */
export function ActForm(props: {
  title: string;
  note?: ReactNode;
  isConsequential?: boolean;
  takesFocus?: boolean;
  /** It began with what was typed before; this gives that up. */
  onStartOver?: (() => void) | null;
  onSubmit: () => void;
  children: ReactNode;
}) {
  const heading = useRef<HTMLHeadingElement>(null);
  const headingId = useId();
  const hasTyped = useRef(Boolean(props.onStartOver));
  const { takesFocus = true } = props;
  useGivesFocusBack();
  useEffect(() => {
    if (takesFocus) heading.current?.focus();
  }, [takesFocus]);
  return (
    <FormFrame
      className={styles.form}
      labelledBy={headingId}
      isConsequential={props.isConsequential}
      onSubmit={props.onSubmit}
      onType={() => {
        hasTyped.current = true;
      }}
      onEscape={(event) => leave(event, hasTyped.current)}
    >
      <div>
        <h2 id={headingId} ref={heading} tabIndex={-1} className={styles.heading}>
          {props.title}
        </h2>
        {props.note && <p className="quiet small">{props.note}</p>}
        {props.onStartOver && <Restored onStartOver={props.onStartOver} />}
      </div>
      {props.children}
    </FormFrame>
  );
}

/** Closes what nothing was typed into; what was typed takes a second key, on the button that gives it up. A list that lies open closes first. */
function leave(event: KeyboardEvent<HTMLFormElement>, hasTyped: boolean): void {
  const close = event.currentTarget.querySelector<HTMLButtonElement>('button[data-closes]');
  if (!close || event.defaultPrevented || (event.target as Element).getAttribute('aria-expanded') === 'true') return;
  event.stopPropagation();
  if (hasTyped) close.focus();
  else close.click();
}

/** Says that the form began with what was typed before, and gives that up. */
export function Restored({ onStartOver }: { onStartOver: () => void }) {
  return (
    <p className="small" role="status">
      {t('draft.restored')}{' '}
      <Button size="compact-sm" variant="subtle" onClick={onStartOver}>
        {t('draft.startOver')}
      </Button>
    </p>
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
export function ActButtons(props: {
  act: string;
  isBusy?: boolean;
  disabled?: boolean;
  onClose?: (() => void) | undefined;
}) {
  return (
    <FormButtons>
      <Button type="submit" loading={props.isBusy} disabled={props.disabled}>
        {props.act}
      </Button>
      {props.onClose && (
        <Button variant="default" data-closes onClick={props.onClose}>
          {t('act.close')}
        </Button>
      )}
    </FormButtons>
  );
}
