import { Button } from '@mantine/core';
import { useEffect, useRef } from 'react';
import type { ProblemError } from '#web/api/problem-error.ts';
import { t } from '#web/i18n/words.ts';
import { useCompany } from '#web/ui/company.ts';
import { agoText } from '#web/ui/date-words.ts';
import { Refused } from '#web/ui/states.tsx';
import { actorText } from './actor-text.ts';
import styles from './changed-meanwhile.module.css';
import { historySentences, type Known } from './history-words.ts';

/** What somebody changed, as the audit record has it. */
export type Change = { at: string; actor: string; action: string; changes: Record<string, unknown> };

const NOTHING_KNOWN: Known = { items: new Map(), fulfillments: new Map(), backorders: new Map() };

type NotSavedProps = {
  error: ProblemError | null;
  known?: Known;
  /** Says a change in the words of the form, instead of those of a history. */
  says?: (change: Change) => string[];
  /** What is done over it, and what is given up, in the words of the act. */
  words?: { mine: string; theirs: string };
  isBusy: boolean;
  /** Saves what was typed on top of `version`. */
  onSaveMine: (version: number) => void;
  onTakeTheirs: () => void;
};

/**
 * Why a form was not saved. When somebody changed the record since it was opened it says who changed what and keeps what
 * was typed: it can be saved over the version there is now, or given up for theirs. Any other refusal is said as usual.
 */
export function NotSaved(props: NotSavedProps) {
  const { error, known = NOTHING_KNOWN } = props;
  const { today, timeZone } = useCompany();
  const notice = useRef<HTMLDivElement>(null);
  const isStale = error?.code === 'changed_meanwhile';
  useEffect(() => {
    if (isStale) notice.current?.focus();
  }, [isStale]);
  if (!isStale) return <Refused error={error} />;
  const { version, changes } = error.facts as { version: number; changes?: Change[] };
  return (
    <div ref={notice} className={styles.notice} role="alert" tabIndex={-1}>
      <p>
        <strong>{t('changed.title')}</strong> {t('changed.kept')}
      </p>
      {changes && changes.length > 0 ? (
        <ul>
          {changes.map((change) => (
            <li key={`${change.at} ${change.action} ${JSON.stringify(change.changes)}`}>
              {t('changed.who', {
                who: actorText(change.actor),
                when: agoText(change.at, Date.now()),
                what: (props.says?.(change) ?? historySentences(change, { today, timeZone, known })).join(' · '),
              })}
            </li>
          ))}
        </ul>
      ) : (
        <p>{t('changed.figures')}</p>
      )}
      <MineOrTheirs {...props} version={version} />
    </div>
  );
}

function MineOrTheirs({ words, isBusy, onSaveMine, onTakeTheirs, version }: NotSavedProps & { version: number }) {
  return (
    <div className={styles.buttons}>
      <Button loading={isBusy} onClick={() => onSaveMine(version)}>
        {words?.mine ?? t('changed.saveMine')}
      </Button>
      <Button variant="default" onClick={onTakeTheirs}>
        {words?.theirs ?? t('changed.takeTheirs')}
      </Button>
    </div>
  );
}
