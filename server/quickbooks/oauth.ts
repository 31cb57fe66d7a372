import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  ClientSecretBasic,
  Configuration,
  calculatePKCECodeChallenge,
  ResponseBodyError,
  refreshTokenGrant,
  type TokenEndpointResponse,
  tokenRevocation,
} from 'openid-client';
import type { QuickbooksConfiguration } from '../platform/configuration.ts';

/** What QuickBooks lets us in with, and how many seconds each is good for. */
export type Tokens = {
  accessToken: string;
  refreshToken: string;
  accessSeconds: number;
  refreshSeconds: number;
};

/** What came of asking for tokens. `refused`: for good. Neither says a token. */
export type Granted = { is: 'granted'; tokens: Tokens } | { is: 'refused' | 'later'; detail: string };

const SCOPE = 'com.intuit.quickbooks.accounting';
const TIMEOUT_SECONDS = 20;
/** Of a refresh token whose end is not said: the hundred days that are promised at least. */
const REFRESH_SECONDS = 8_640_000;

/**
 * Signing in to QuickBooks. The addresses are fixed: Intuit's discovery document is not one (its `issuer` is not where it
 * stands), so nothing of it is used.
 */
export class Oauth {
  readonly #configuration: Configuration;
  readonly #redirectUri: string;

  constructor({ authUrl, clientId, clientSecret }: QuickbooksConfiguration, redirectUri: string) {
    const at = (real: string) => (authUrl === null ? real : `${authUrl}${new URL(real).pathname}`);
    this.#redirectUri = redirectUri;
    this.#configuration = new Configuration(
      {
        issuer: 'https://oauth.platform.intuit.com/op/v1',
        authorization_endpoint: at('https://appcenter.intuit.com/connect/oauth2'),
        token_endpoint: at('https://oauth.platform.intuit.com/oauth2/v1/tokens/bearer'),
        revocation_endpoint: at('https://developer.api.intuit.com/v2/oauth2/tokens/revoke'),
      },
      clientId,
      {},
      ClientSecretBasic(clientSecret),
    );
    this.#configuration.timeout = TIMEOUT_SECONDS;
    if (authUrl?.startsWith('http:')) allowInsecureRequests(this.#configuration);
  }

  /** Where a person consents. */
  async authorizeUrl(state: string, verifier: string): Promise<string> {
    return buildAuthorizationUrl(this.#configuration, {
      redirect_uri: this.#redirectUri,
      scope: SCOPE,
      state,
      code_challenge: await calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
    }).href;
  }

  /** The tokens of a consent: `query` is what the person came back with. */
  exchange(query: URLSearchParams, state: string, verifier: string): Promise<Granted> {
    const url = new URL(`${this.#redirectUri}?${query}`);
    return granted(() =>
      authorizationCodeGrant(this.#configuration, url, { expectedState: state, pkceCodeVerifier: verifier }),
    );
  }

  refresh(refreshToken: string): Promise<Granted> {
    return granted(() => refreshTokenGrant(this.#configuration, refreshToken));
  }

  /** Best effort: a token that cannot be revoked now ends by itself. */
  async revoke(refreshToken: string): Promise<void> {
    await tokenRevocation(this.#configuration, refreshToken).catch(() => undefined);
  }
}

async function granted(ask: () => Promise<TokenEndpointResponse>): Promise<Granted> {
  try {
    const answer = await ask();
    const { access_token: accessToken, refresh_token: refreshToken, expires_in: accessSeconds = 3600 } = answer;
    if (!refreshToken) return { is: 'refused', detail: 'QuickBooks gave no refresh token.' };
    const refreshSeconds = Number(answer.x_refresh_token_expires_in) || REFRESH_SECONDS;
    return { is: 'granted', tokens: { accessToken, refreshToken, accessSeconds, refreshSeconds } };
  } catch (error) {
    // The error may hold what was sent: only its code goes on.
    if (error instanceof ResponseBodyError && error.status < 500)
      return { is: 'refused', detail: `QuickBooks refused: ${error.error}.` };
    return { is: 'later', detail: 'QuickBooks did not answer when it was asked to let us in.' };
  }
}
