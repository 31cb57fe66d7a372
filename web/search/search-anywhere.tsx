import { lazy, Suspense, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { t } from '#web/i18n/words.ts';
import styles from './command-palette.module.css';
import type { Command } from './command-palette.tsx';

const load = async () => ({ default: (await import('./command-palette.tsx')).CommandPalette });
const CommandPalette = lazy(load);

/** Control or Command with K, also while a person types: this is how they get out of where they are. */
export function useSearchKey(onSearch: () => void): void {
  const search = useRef(onSearch);
  search.current = onSearch;
  useEffect(() => {
    // When the browser has had time for what is on the screen.
    const soon = setTimeout(() => void load().catch(() => undefined), 1_500);
    return () => clearTimeout(soon);
  }, []);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'k' || !(event.metaKey || event.ctrlKey) || event.altKey) return;
      event.preventDefault();
      if (!document.querySelector('dialog[open]')) search.current();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);
}

/** The palette; what is typed before it is there goes into it. */
export function SearchAnywhere({ commands, onClose }: { commands: readonly Command[]; onClose: () => void }) {
  const [typed, setTyped] = useState('');
  return (
    <Suspense fallback={<Beginning text={typed} onType={setTyped} onClose={onClose} />}>
      <CommandPalette commands={commands} typed={typed} onClose={onClose} />
    </Suspense>
  );
}

function Beginning(props: { text: string; onType: (text: string) => void; onClose: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog ref={dialog} className={styles.palette} aria-label={t('palette.title')} onCancel={props.onClose}>
      <input
        className={styles.input}
        type="search"
        aria-label={t('palette.title')}
        placeholder={t('palette.placeholder')}
        value={props.text}
        onChange={(event) => props.onType(event.currentTarget.value)}
      />
    </dialog>
  );
}
