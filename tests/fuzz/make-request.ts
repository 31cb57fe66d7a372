import { randomUUID } from 'node:crypto';
import { ROLES, type Role } from '#contract/permissions.ts';
import type { Chance } from '#tests/simulation/seeded-random.ts';
import type { DescribedOperation } from './api-document.ts';
import type { KnownRecords } from './known-records.ts';
import { ValueMaker } from './make-value.ts';
import { breakText, type Draft, encodeUnsafe, spoil } from './spoil.ts';
import type { Wire } from './wire.ts';

/** A request, and what was done to it. */
export type MadeRequest = { wire: Wire; caller: string; isSpoiled: boolean };

/** Makes requests for operations of the document: right ones about real records, and the same with something wrong. */
export class RequestMaker {
  readonly #chance: Chance;
  readonly #records: KnownRecords;
  readonly #values: ValueMaker;
  readonly #keys: Record<Role, string>;
  /** The cookie of a person. */
  readonly #session: string;
  readonly #usedKeys: string[] = ['first'];
  /** Cursors that lists answered, to be given to the same and to other lists. */
  readonly seenCursors: string[] = [];

  constructor(options: { chance: Chance; records: KnownRecords; keys: Record<Role, string>; session: string }) {
    this.#chance = options.chance;
    this.#records = options.records;
    this.#keys = options.keys;
    this.#session = options.session;
    this.#values = new ValueMaker(options.chance, options.records);
  }

  make(operation: DescribedOperation): MadeRequest {
    const chance = this.#chance;
    const { caller, signedBy } = this.#caller();
    const right = this.#draft(operation, signedBy);
    const kind = chance.below(10);
    if (kind < 5) return { wire: written(right), caller, isSpoiled: false };
    if (kind < 9) return { wire: written(spoil(right, chance, this.seenCursors)), caller, isSpoiled: true };
    return { wire: breakText(written(right), chance), caller, isSpoiled: true };
  }

  #caller(): { caller: string; signedBy: Record<string, string> } {
    const kind = this.#chance.below(40);
    if (kind === 0) return { caller: 'nobody', signedBy: {} };
    if (kind === 1) return { caller: 'a stranger', signedBy: { authorization: `Bearer ${randomUUID()}` } };
    if (kind < 12) return { caller: 'an administrator in person', signedBy: { cookie: this.#session } };
    const role = kind < 30 ? 'administrator' : (this.#chance.one(ROLES) as Role);
    return { caller: role, signedBy: { authorization: `Bearer ${this.#keys[role]}` } };
  }

  #draft({ method, path, parameters, body }: DescribedOperation, signedBy: Record<string, string>): Draft {
    const chance = this.#chance;
    const record = this.#records.recordFor(path);
    const owner = { path, id: String(record.id) };
    const names = parameters.filter((parameter) => parameter.in === 'path').map(({ name }) => name);
    const address = names.reduce(
      (filled, name) =>
        filled.replace(`{${name}}`, name === 'id' ? owner.id : encodeURIComponent(this.#records.idFor(name, owner))),
      path,
    );
    const query = parameters
      .filter((parameter) => parameter.in === 'query' && parameter.name !== 'cursor')
      .filter(({ required }) => required || chance.below(4) === 0)
      .map(({ name, schema }): [string, string] => [name, String(this.#values.make(schema, { field: name }))]);
    return {
      method,
      path: address,
      query,
      headers: {
        ...signedBy,
        ...(body && { 'content-type': 'application/json' }),
        ...(method === 'POST' && { 'idempotency-key': this.#idempotencyKey() }),
        ...(method === 'PATCH' && chance.below(2) === 0 && { 'if-match': `"${record.version ?? 1}"` }),
      },
      body: body ? this.#values.make(body, { field: '', owner }) : undefined,
    };
  }

  #idempotencyKey(): string {
    if (this.#chance.below(12) === 0) return this.#chance.one(this.#usedKeys) as string;
    const key = `key-${this.#usedKeys.length}`;
    this.#usedKeys.push(key);
    return key;
  }
}

function written({ method, path, query, headers, body }: Draft): Wire {
  const parameters = query.map(([name, value]) => `${encoded(name)}=${encoded(value)}`).join('&');
  return {
    method,
    path: `/api/v1${encodeUnsafe(path)}${parameters && `?${parameters}`}`,
    headers,
    body: body === undefined || method === 'GET' || method === 'HEAD' ? undefined : JSON.stringify(body),
  };
}

/** Escapes that were made on purpose stay; a lone surrogate has none, and becomes what a browser makes of it. */
function encoded(text: string): string {
  return /^%/.test(text) ? encodeUnsafe(text) : encodeURIComponent(text.replace(/\p{Surrogate}/gu, '\ufffd'));
}
