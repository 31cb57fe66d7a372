/**
 * What goes wrong with one call.
 * - `commits_then_silent`: does it and never answers; `commits_then_cuts`: does it and breaks off;
 * - `half_json`: does it and answers half of what it should; `server_error`: 500, not done; `cuts_before`: breaks off, not done;
 * - `too_many`: 429; `unauthorized`: 401, and the access token is no longer one; `slow`: answers after `slowMilliseconds`;
 * - `forgets_request_id`: does it again although it knows the `requestid`;
 * - of refreshing a token: `refresh_lost` hands out a new token and breaks off, `refresh_stale` no longer knows the old one.
 */
export type Fault =
  | 'commits_then_silent'
  | 'commits_then_cuts'
  | 'half_json'
  | 'server_error'
  | 'cuts_before'
  | 'too_many'
  | 'unauthorized'
  | 'slow'
  | 'forgets_request_id'
  | 'refresh_lost'
  | 'refresh_stale';

/** A call as faults are chosen for it, such as `POST invoice`, `GET query` or `POST token`. */
export type Call = { name: string; query: URLSearchParams };

/** Which call fails how. */
export class Faults {
  slowMilliseconds = 30_000;
  /** Asked for each call that nothing was ordered for: random faults of a seeded run. */
  decide: (call: Call) => Fault | null = () => null;
  readonly #ordered: { fault: Fault; on: string }[] = [];

  /** The next call of this name (any call where none is given) fails so. */
  next(fault: Fault, on = ''): void {
    this.#ordered.push({ fault, on });
  }

  /** Nothing ordered and nothing random. */
  clear(): void {
    this.#ordered.length = 0;
    this.decide = () => null;
  }

  take(call: Call): Fault | null {
    const at = this.#ordered.findIndex(({ on }) => on === '' || on === call.name);
    if (at < 0) return this.decide(call);
    return this.#ordered.splice(at, 1)[0]?.fault ?? null;
  }
}
