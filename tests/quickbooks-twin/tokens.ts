import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

type Grant = { redirectUri: string; challenge: string | null; expiresAt: number };
type Answer = { status: number; body: unknown };

const ACCESS_SECONDS = 3600;
const REFRESH_SECONDS = 8_726_400;

/** Who may call: codes, access tokens and refresh tokens. A refresh token is good once; the one it gives takes its place. */
export class Tokens {
  readonly clientId = 'twinclient';
  readonly clientSecret = 'twinclientsecret';
  accessSeconds = ACCESS_SECONDS;
  refreshSeconds = REFRESH_SECONDS;
  readonly #now: () => number;
  readonly #codes = new Map<string, Grant>();
  readonly #access = new Map<string, number>();
  readonly #refresh = new Map<string, number>();

  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  /** The code a person's consent is worth. */
  grant(redirectUri: string, challenge: string | null): string {
    const code = `twincode${randomBytes(12).toString('hex')}`;
    this.#codes.set(code, { redirectUri, challenge, expiresAt: this.#now() + 300_000 });
    return code;
  }

  /** A pair for tests that connect without a browser. */
  issue(): { accessToken: string; refreshToken: string; expiresInSeconds: number; refreshExpiresInSeconds: number } {
    const accessToken = `twin.access.${randomBytes(24).toString('hex')}`;
    const refreshToken = `TWIN-REFRESH-${randomBytes(24).toString('hex')}`;
    this.#access.set(accessToken, this.#now() + this.accessSeconds * 1000);
    this.#refresh.set(refreshToken, this.#now() + this.refreshSeconds * 1000);
    return {
      accessToken,
      refreshToken,
      expiresInSeconds: this.accessSeconds,
      refreshExpiresInSeconds: this.refreshSeconds,
    };
  }

  isGood(authorization: string | undefined): boolean {
    const token = /^Bearer (.+)$/.exec(authorization ?? '')?.[1] ?? '';
    return (this.#access.get(token) ?? 0) > this.#now();
  }

  /** From now on no access token is one. */
  endAccess(): void {
    this.#access.clear();
  }

  /** From now on no refresh token is one: the company was disconnected from within QuickBooks. */
  endRefresh(): void {
    this.#refresh.clear();
  }

  /** The answer to `POST …/tokens/bearer`. */
  exchange(authorization: string | undefined, form: URLSearchParams): Answer {
    if (!this.#isClient(authorization)) return { status: 401, body: { error: 'invalid_client' } };
    return form.get('grant_type') === 'refresh_token' ? this.#refreshed(form) : this.#fromCode(form);
  }

  revoke(authorization: string | undefined, token: string): Answer {
    if (!this.#isClient(authorization)) return { status: 401, body: { error: 'invalid_client' } };
    const isKnown = this.#refresh.delete(token) || this.#access.delete(token);
    if (isKnown) this.#access.clear();
    return isKnown ? { status: 200, body: {} } : { status: 400, body: { error: 'invalid_token' } };
  }

  #fromCode(form: URLSearchParams): Answer {
    const grant = this.#codes.get(form.get('code') ?? '');
    this.#codes.delete(form.get('code') ?? '');
    const isRight =
      grant !== undefined &&
      grant.expiresAt > this.#now() &&
      grant.redirectUri === form.get('redirect_uri') &&
      (grant.challenge === null || grant.challenge === challengeOf(form.get('code_verifier') ?? ''));
    return isRight ? this.#pair() : { status: 400, body: { error: 'invalid_grant' } };
  }

  #refreshed(form: URLSearchParams): Answer {
    const token = form.get('refresh_token') ?? '';
    const expiresAt = this.#refresh.get(token) ?? 0;
    if (expiresAt <= this.#now())
      return { status: 400, body: { error: 'invalid_grant', error_description: 'Incorrect or invalid refresh token' } };
    this.#refresh.delete(token);
    return this.#pair();
  }

  #pair(): Answer {
    const { accessToken, refreshToken, expiresInSeconds, refreshExpiresInSeconds } = this.issue();
    return {
      status: 200,
      body: {
        token_type: 'bearer',
        access_token: accessToken,
        expires_in: expiresInSeconds,
        refresh_token: refreshToken,
        x_refresh_token_expires_in: refreshExpiresInSeconds,
      },
    };
  }

  #isClient(authorization: string | undefined): boolean {
    const wanted = Buffer.from(`Basic ${Buffer.from(`${this.clientId}:${this.clientSecret}`).toString('base64')}`);
    const given = Buffer.from(authorization ?? '');
    return wanted.length === given.length && timingSafeEqual(wanted, given);
  }
}

function challengeOf(verifier: string): string {
  return createHash('sha256').update(verifier).digest('base64url');
}
