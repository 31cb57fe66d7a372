import { IMPORT_KINDS, type ImportKind } from '#domain/importing/fields.ts';

/** `/settings/import?kind=stock`, or of one file `?id=7`. */
export type ImportAddress = { kind?: ImportKind; id?: string };

export function readImportAddress(search: Record<string, unknown>): ImportAddress {
  const kind = IMPORT_KINDS.find((known) => known === search.kind);
  const id = /^[1-9]\d{0,17}$/.test(String(search.id)) ? String(search.id) : null;
  return { ...(kind ? { kind } : {}), ...(id ? { id } : {}) };
}
