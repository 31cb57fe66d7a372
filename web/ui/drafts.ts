/** What was typed and not yet sent, and the version of the record that was seen when it was. */
export type Draft = { typed: Record<string, unknown>; seen?: number | undefined };

/** A draft that survives a reload, Back and a session that ended. It is kept for this tab alone. */
export function readDraft(key: string): Draft {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(PREFIX + key) ?? 'null');
    return isDraft(kept) ? kept : { typed: {} };
  } catch {
    return { typed: {} };
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

const PREFIX = 'draft ';

function isDraft(kept: unknown): kept is Draft {
  return typeof kept === 'object' && kept !== null && typeof (kept as Draft).typed === 'object';
}
