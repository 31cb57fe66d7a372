/** What an address says behind its question mark, each part as the text it is: `?id=7`, not `?id=%227%22`. */
export function parseSearch(search: string): Record<string, unknown> {
  return Object.fromEntries([...new URLSearchParams(search)].map(([name, value]) => [name, unquoted(value)]));
}

export function stringifySearch(search: Record<string, unknown>): string {
  const parts = Object.entries(search).filter(([, value]) => value !== undefined);
  const text = new URLSearchParams(parts.map(([name, value]) => [name, String(value)])).toString();
  return text === '' ? '' : `?${text}`;
}

/** Addresses that people kept have numbers in quotes. */
const unquoted = (value: string): string => /^"(\d+)"$/.exec(value)?.[1] ?? value;
