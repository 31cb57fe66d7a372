import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useRef, useState } from 'react';
import type { BackorderRow } from '#contract/backorders/backorder-list.ts';
import { type ProblemCode, ProblemError } from '#web/api/problem-error.ts';
import { t } from '#web/i18n/words.ts';
import { Dialog, DialogButtons } from '#web/ui/dialog.tsx';
import { FormFrame, Restored } from '#web/ui/form.tsx';
import { problemSentence } from '#web/ui/problem-words.ts';
import { numberText } from '#web/ui/quantity-text.ts';
import { tell, tellUndo } from '#web/ui/toast.tsx';
import styles from './bulk-acts.module.css';

type LeftAlone = { id: string; why: string };

/** Does something to some of the backorders, and answers which were left as they were. */
type Do = (some: readonly BackorderRow[], idempotencyKey: string) => Promise<LeftAlone[]>;

/** How many the server takes in one request. */
const MOST_AT_ONCE = 200;

/** The backorders to do something to, and who hears which of them were left as they were, and why. */
export type BulkProps = {
  rows: BackorderRow[];
  onLeftAlone: (leftAlone: ReadonlyMap<string, string>) => void;
  onClose: () => void;
};

type DoForAllProps = BulkProps & {
  title: string;
  act: string;
  isReady?: boolean;
  /** Where something is typed. */
  form?: { startOver: (() => void) | null; forget: () => void };
  onDo: Do;
  /** Takes it back for those it was done to. */
  onUndo?: (done: readonly BackorderRow[]) => Promise<unknown>;
  children: ReactNode;
};

/** Asks what an act needs to know, then does it to as many at once as the server takes, and says what was left alone. */
export function DoForAll(props: DoForAllProps) {
  const { rows } = props;
  const { done, leftAlone, doAll } = useDoForAll(props);
  const tellDone = useTellDone(props.onUndo);
  const isBusy = done !== null && done < rows.length;
  const isOver = done === rows.length;

  async function submit() {
    if (isBusy) return;
    const left = await doAll();
    const changed = rows.filter(({ id }) => !left.some((one) => one.id === id));
    if (changed.length > 0) tellDone(changed);
    if (left.length > 0) return;
    props.form?.forget();
    props.onClose();
  }

  return (
    <Dialog title={props.title} onClose={props.onClose}>
      <FormFrame className={styles.form} label={props.title} onSubmit={() => void submit()}>
        {props.form?.startOver && <Restored onStartOver={props.form.startOver} />}
        {!isOver && props.children}
        {isBusy && <p role="status">{t('bulk.progress', { done: numberText(done), all: numberText(rows.length) })}</p>}
        {leftAlone.length > 0 && <LeftAloneList of={leftAlone} rows={rows} />}
        <DialogButtons>
          <Button variant="default" onClick={props.onClose}>
            {t('act.close')}
          </Button>
          {!isOver && (
            <Button type="submit" loading={isBusy} disabled={props.isReady === false || rows.length === 0}>
              {props.act}
            </Button>
          )}
        </DialogButtons>
      </FormFrame>
    </Dialog>
  );
}

/** Says how many were done, with the way to take it back where there is one. */
function useTellDone(onUndo: DoForAllProps['onUndo']) {
  const client = useQueryClient();
  return (done: readonly BackorderRow[]) => {
    const says = t('bulk.doneAll', { count: done.length });
    if (!onUndo) return void tell(says);
    tellUndo(says, () => {
      onUndo(done).then(
        () => void client.invalidateQueries(),
        (error) => tell(whyNot(error)),
      );
    });
  };
}

function LeftAloneList({ of, rows }: { of: readonly LeftAlone[]; rows: readonly BackorderRow[] }) {
  const numbers = new Map(rows.map(({ id, number }) => [id, number]));
  return (
    <div role="alert">
      {rows.length > of.length && <p>{t('bulk.doneAll', { count: rows.length - of.length })}</p>}
      <p>{t('bulk.refused', { count: of.length })}</p>
      <ul className={styles.refused}>
        {of.map(({ id, why }) => (
          <li key={id}>{t('bulk.refusedOf', { number: numbers.get(id) ?? id, why })}</li>
        ))}
      </ul>
    </div>
  );
}

function useDoForAll({ rows, onDo, onLeftAlone }: Pick<BulkProps, 'rows' | 'onLeftAlone'> & { onDo: Do }) {
  const client = useQueryClient();
  // The same request again after a lost answer does nothing twice.
  const keys = useRef(new Map<string, string>());
  const [done, setDone] = useState<number | null>(null);
  const [leftAlone, setLeftAlone] = useState<LeftAlone[]>([]);

  /** Which of them were left as they were. */
  async function doAll(): Promise<LeftAlone[]> {
    setDone(0);
    const refused: LeftAlone[] = [];
    for (let first = 0; first < rows.length; first += MOST_AT_ONCE) {
      const some = rows.slice(first, first + MOST_AT_ONCE);
      const name = some.map(({ id }) => id).join(' ');
      const key = keys.current.get(name) ?? crypto.randomUUID();
      keys.current.set(name, key);
      refused.push(...(await onDo(some, key).catch((error) => some.map(({ id }) => ({ id, why: whyNot(error) })))));
      setDone(first + some.length);
    }
    void client.invalidateQueries();
    setLeftAlone(refused);
    onLeftAlone(new Map(refused.map(({ id, why }) => [id, why])));
    return refused;
  }
  return { done, leftAlone, doAll };
}

/** What an answer about many says was refused, each in a sentence; `words` has those that mean something else here. */
export function refusedOf(
  answer: {
    data: readonly {
      backorderId: string;
      refusal: { code: string; title: string; facts: Record<string, unknown> } | null;
    }[];
  },
  words: Record<string, string> = {},
): LeftAlone[] {
  return answer.data.flatMap(({ backorderId, refusal }) => {
    if (!refusal) return [];
    const problem = new ProblemError({ ...refusal, code: refusal.code as ProblemCode });
    return [{ id: backorderId, why: words[refusal.code] ?? problemSentence(problem) }];
  });
}

export function whyNot(error: unknown): string {
  if (error instanceof ProblemError) return problemSentence(error);
  throw error;
}
