/** What an address may say of one thing: `{ ...idPart('warehouse', search) }` is `{ warehouse: '7' }` or nothing. */

export function idPart<Name extends string>(name: Name, search: Record<string, unknown>): { [N in Name]?: string } {
  const value = String(search[name]);
  return part(name, /^[1-9]\d{0,17}$/.test(value) ? value : undefined);
}

export function textPart<Name extends string>(name: Name, search: Record<string, unknown>): { [N in Name]?: string } {
  const value = search[name];
  return part(name, value === undefined || value === '' ? undefined : String(value).slice(0, 100));
}

export function choicePart<Name extends string, const Choice extends string>(
  name: Name,
  choices: readonly Choice[],
  search: Record<string, unknown>,
): { [N in Name]?: Choice } {
  return part(
    name,
    choices.find((choice) => choice === search[name]),
  );
}

function part<Name extends string, Value>(name: Name, value: Value | undefined): { [N in Name]?: Value } {
  return (value === undefined ? {} : { [name]: value }) as { [N in Name]?: Value };
}

/** Which record of a page is open for editing: its id, or `new`, or a part of the page by its name. */
export function readEditAddress(search: Record<string, unknown>): { edit?: string } {
  const edit = /^[a-z]+$|^[1-9]\d{0,17}$/.exec(String(search.edit ?? ''))?.[0];
  return edit ? { edit } : {};
}
