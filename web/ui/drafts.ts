/** What was typed and not yet sent, and the version of the record that was seen when it was. */
export type Draft = { typed: Record<string, unknown>; seen?: number | undefined };

/**
 * A draft that survives a reload, Back, a session that ended, and for its owner the closing of the tab. What is typed is
 * the tab's own; what a closed tab left is taken over by the first tab that opens the same form.
 */
export function readDraft(key: string): Draft {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(PREFIX + key) ?? takeOver(key) ?? 'null');
    return isDraft(kept) ? kept : NOTHING;
  } catch {
    return NOTHING;
  }
}

/** Keeps a draft, or forgets it when nothing is typed. Where the browser keeps nothing, a form works without it. */
export function keepDraft(key: string, draft: Draft): void {
  try {
    if (Object.keys(draft.typed).length === 0) sessionStorage.removeItem(PREFIX + key);
    else sessionStorage.setItem(PREFIX + key, JSON.stringify(draft));
  } catch {
    // Full, or forbidden: what was typed stays on the screen.
  }
}

/** Whose drafts outlive the tab: those of one person at their own desk, and nobody's on a device that is handed on. */
export function letDraftsOutliveTab(personId: string | null): void {
  owner = personId;
}

/** Who signs out leaves none behind. */
export function forgetLeftDrafts(): void {
  forgetLeft((key) => owner !== null && key.startsWith(`${owner} `));
  owner = null;
}

const PREFIX = 'draft ';
const LEFT = 'left draft ';
const KEPT_MILLISECONDS = 14 * 86_400_000;
const NOTHING: Draft = { typed: {} };

let owner: string | null = null;

type Left = { draft: string; at: number; by: string };

/** What a closed tab left under this name goes into this one. */
function takeOver(key: string): string | null {
  if (owner === null || !key.startsWith(`${owner} `)) return null;
  const kept = localStorage.getItem(LEFT + key);
  if (kept === null) return null;
  localStorage.removeItem(LEFT + key);
  const { draft } = JSON.parse(kept) as Left;
  sessionStorage.setItem(PREFIX + key, draft);
  return draft;
}

/** A reload comes here as well: then the same tab takes its own back. */
function leave(): void {
  for (const key of draftsOf(sessionStorage, PREFIX)) {
    if (owner === null || !key.startsWith(`${owner} `)) continue;
    const draft = sessionStorage.getItem(PREFIX + key) as string;
    localStorage.setItem(LEFT + key, JSON.stringify({ draft, at: Date.now(), by: tab() } satisfies Left));
  }
}

/** The tab is here: what it left is its own again, and what nobody came back to for two weeks goes. */
function comeBack(): void {
  forgetLeft((_, { at, by }) => by === tab() || at < Date.now() - KEPT_MILLISECONDS);
}

/** What this tab is called. */
function tab(): string {
  const name = sessionStorage.getItem('tab') ?? crypto.randomUUID();
  sessionStorage.setItem('tab', name);
  return name;
}

function forgetLeft(isOver: (key: string, left: Left) => boolean): void {
  try {
    for (const key of draftsOf(localStorage, LEFT)) {
      if (isOver(key, JSON.parse(localStorage.getItem(LEFT + key) ?? '{}') as Left))
        localStorage.removeItem(LEFT + key);
    }
  } catch {
    // Forbidden: then nothing was left either.
  }
}

function draftsOf(storage: Storage, prefix: string): string[] {
  return Object.keys(storage).flatMap((key) => (key.startsWith(prefix) ? [key.slice(prefix.length)] : []));
}

function carefully(act: () => void): () => void {
  return () => {
    try {
      act();
    } catch {
      // Full, or forbidden.
    }
  };
}

// Where there is no window there is no tab: its rules are tested there.
if (typeof window !== 'undefined') {
  window.addEventListener('pagehide', carefully(leave));
  window.addEventListener('pageshow', carefully(comeBack));
}

function isDraft(kept: unknown): kept is Draft {
  return typeof kept === 'object' && kept !== null && typeof (kept as Draft).typed === 'object';
}
