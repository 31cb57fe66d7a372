/** How each list was left in this tab: the way back to it leads to what was found, not to all of it. */
const left = new Map<string, object>();

/** Keeps what a list shows. */
export function rememberList(path: string, address: object): void {
  left.set(path, address);
}

/** What the list of this path showed last; nothing of it where it was not open yet. */
export function lastOf<Address extends object>(path: string): Partial<Address> {
  return (left.get(path) ?? {}) as Partial<Address>;
}
