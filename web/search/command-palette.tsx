import { useDebouncedValue } from '@mantine/hooks';
import { useNavigate } from '@tanstack/react-router';
import { type KeyboardEvent, useId, useLayoutEffect, useRef, useState } from 'react';
import type { Answer } from '#contract/operations.ts';
import { useRead } from '#web/api/read.ts';
import { hasWords, t } from '#web/i18n/words.ts';
import { problemSentence } from '#web/ui/problem-words.ts';
import { type Status, StatusBadge } from '#web/ui/status-badge.tsx';
import styles from './command-palette.module.css';
import { byKind } from './rank-results.ts';

/** A place or an act the palette offers beside what it finds. */
export type Command = { name: string; to: string };

type Result = Answer<'search'>['data'][number];
type Choice = { id: string; name: string; about: string | null; status: string | null } & Address;
type Address = { to: string; search?: { q: string } | { figure: 'waiting' } };

const ADDRESS: Record<Result['kind'], (of: Result) => Address> = {
  backorder: ({ id }) => ({ to: `/backorders/${id}` }),
  order: ({ id }) => ({ to: `/orders/${id}` }),
  purchase_order: ({ id }) => ({ to: `/purchase-orders/${id}` }),
  shipment: ({ id }) => ({ to: `/fulfillments/${id}` }),
  return: ({ id }) => ({ to: `/returns/${id}` }),
  lot: ({ name }) => ({ to: `/lots/${encodeURIComponent(name)}` }),
  customer: ({ id }) => ({ to: `/customers/${id}` }),
  // Who asks for an item most often asks who waits for it.
  variant: ({ id }) => ({ to: `/stock/${id}`, search: { figure: 'waiting' } }),
  // These have no page of their own: the list shows the one.
  supplier: ({ name }) => ({ to: '/suppliers', search: { q: name } }),
  user: ({ name }) => ({ to: '/settings/people', search: { q: name } }),
};

/** Search over everything, and every place, by typing. Arrows choose, Enter goes, Escape closes. */
export function CommandPalette(props: {
  commands: readonly Command[];
  /** What was typed before it was there. */
  typed: string;
  onClose: () => void;
}) {
  const { commands, onClose } = props;
  const navigate = useNavigate();
  const dialog = useRef<HTMLDialogElement>(null);
  const listId = useId();
  const [text, setText] = useState(props.typed);
  const [place, setPlace] = useState(0);
  const [asked] = useDebouncedValue(text.trim(), 120);
  const { data, error, isPlaceholderData } = useRead(
    'search',
    { query: { q: asked || ' ' } },
    { enabled: asked !== '', keepPrevious: true },
  );
  useLayoutEffect(() => dialog.current?.showModal(), []);

  const isCurrent = asked === text.trim() && !isPlaceholderData;
  const groups = groupsOf(text.trim(), asked === '' ? [] : (data?.data ?? []), commands);
  const choices = groups.flatMap((group) => group.choices);
  const chosen = choices[Math.min(place, choices.length - 1)];

  const go = (choice: Choice) => {
    onClose();
    void navigate({ to: choice.to, ...(choice.search && { search: choice.search }) });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown') setPlace(Math.min(place + 1, choices.length - 1));
    else if (event.key === 'ArrowUp') setPlace(Math.max(place - 1, 0));
    else if (event.key === 'Enter' && chosen) go(chosen);
    else return;
    event.preventDefault();
  };

  return (
    <dialog ref={dialog} className={styles.palette} aria-label={t('palette.title')} onClose={onClose}>
      <input
        className={styles.input}
        type="search"
        role="combobox"
        aria-label={t('palette.title')}
        aria-expanded={choices.length > 0}
        aria-controls={listId}
        aria-activedescendant={chosen ? `${listId}-${chosen.id}` : undefined}
        placeholder={t('palette.placeholder')}
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value);
          setPlace(0);
        }}
        onKeyDown={onKeyDown}
      />
      <div id={listId} role="listbox" aria-label={t('palette.title')} className={styles.list} tabIndex={-1}>
        {groups.map((group) => (
          // biome-ignore lint/a11y/useSemanticElements: a group of options is no fieldset
          <div key={group.name} role="group" aria-label={group.name}>
            <div className={styles.group} aria-hidden>
              {group.name}
            </div>
            {group.choices.map((choice) => (
              // biome-ignore lint/a11y/useFocusableInteractive: the field keeps the focus and names the active option
              // biome-ignore lint/a11y/useKeyWithClickEvents: the field hears the keys
              <div
                key={choice.id}
                id={`${listId}-${choice.id}`}
                role="option"
                aria-selected={choice === chosen}
                className={styles.choice}
                onClick={() => go(choice)}
                onPointerMove={() => setPlace(choices.indexOf(choice))}
              >
                <span className={styles.name}>{choice.name}</span>
                {choice.about && <span className="quiet small">{choice.about}</span>}
                {choice.status && hasWords(`status.${choice.status}`) && (
                  <StatusBadge status={choice.status as Status} />
                )}
              </div>
            ))}
          </div>
        ))}
      </div>
      {error && (
        <p role="alert" className={styles.note}>
          {problemSentence(error)}
        </p>
      )}
      {choices.length === 0 && isCurrent && !error && (
        <p className={`quiet ${styles.note}`} role="status">
          {t('palette.nothing', { text: text.trim() })}
        </p>
      )}
    </dialog>
  );
}

/** What was found, by kind, and the places whose names begin with the words typed. */
function groupsOf(text: string, results: readonly Result[], commands: readonly Command[]) {
  const found = byKind(text, results).map((ofKind) => ({
    name: t(`palette.kind.${(ofKind[0] as Result).kind}`),
    choices: ofKind.map(
      (result): Choice => ({ ...result, id: `${result.kind}-${result.id}`, ...ADDRESS[result.kind](result) }),
    ),
  }));
  const words = text.toLowerCase().split(/\s+/);
  const places = commands
    .filter(({ name }) => words.every((word) => name.toLowerCase().includes(word)))
    .map(({ name, to }): Choice => ({ id: `go-${to.replace(/\W+/g, '-')}`, name, about: null, status: null, to }));
  return [...found, ...(places.length > 0 ? [{ name: t('palette.commands'), choices: places }] : [])];
}
